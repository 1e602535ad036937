"""Follow the files in a baseline to their new names, as git knows them."""

from __future__ import annotations

from collections.abc import Collection

from migration_lint.files import git


def renamed_files(root: str, baseline: str, missing: Collection[str]) -> dict[str, str]:
    """The new paths of missing files, by their old paths.

    Looked at is what happened since the baseline was committed; for files that were gone by then,
    or where it never was, what happened since the commit that they are gone with.

    Args:
        root: The project root.
        baseline: The baseline file.
        missing: Paths that the baseline speaks of and that are gone; empty asks git nothing.
    """
    if not missing:
        return {}
    try:
        last = git.ask(root, "log", "-1", "--format=%H", "--", baseline).decode("ascii").strip()
        renames = git.renames_since(root, last or "HEAD")
        left = [path for path in missing if path not in renames]
        for commit in git.commits_without(root, left) if left else ():
            renames = git.renames_since(root, f"{commit}^") | renames
    except git.GitError:
        return {}  # without git there are no renames, only files that are gone
    return {old: new for old, new in renames.items() if old in missing}
