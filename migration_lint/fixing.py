"""Mend a project: lint, fix, lint again, until nothing more can be mended."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from migration_lint.fixes import fix_source
from migration_lint.project import Project
from migration_lint.runner import lint
from migration_lint.selection import Selection
from migration_lint.source import SourceFile, in_memory

_PASSES = 10  # more rules than this never mend one file; a fix that undoes another ends here


def fix_files(
    project: Project,
    files: Sequence[SourceFile],
    selection: Selection,
    chosen: Collection[str] | None = None,
    *,
    unsafe: bool = False,
) -> Mapping[str, bytes]:
    """What the files are to be; nothing is written.

    Args:
        project: The settings.
        files: Every file of the project.
        selection: The phase, and which rules apply where.
        chosen: The paths that may be changed; None for all.
        unsafe: Whether fixes that may change what the code does are applied too.

    Returns:
        The new content by path, of the changed files only.
    """
    changed: dict[str, bytes] = {}
    for _ in range(_PASSES):
        now = [
            in_memory(file.path, changed[file.path]) if file.path in changed else file
            for file in files
        ]
        mended = _mended_once(project, now, selection, chosen, unsafe=unsafe)
        if not mended:
            break
        changed.update(mended)
    return changed


def _mended_once(
    project: Project,
    files: Sequence[SourceFile],
    selection: Selection,
    chosen: Collection[str] | None,
    *,
    unsafe: bool,
) -> Mapping[str, bytes]:
    diagnostics = lint(project, files, selection, chosen).diagnostics
    paths = {diagnostic.path for diagnostic in diagnostics if diagnostic.fixable}
    mended = {}
    for file in files:
        if file.path in paths and file.path.endswith((".py", ".pyi")):
            mine = [diagnostic for diagnostic in diagnostics if diagnostic.path == file.path]
            data = fix_source(file.data, mine, project, unsafe=unsafe)
            if data != file.data:
                mended[file.path] = data
    return mended
