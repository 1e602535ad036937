"""The code that evidence is about: the commit, and whether the tree differs from it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

_TIMEOUT = 30  # seconds; git answers in milliseconds unless its folder is on a dead mount


class Revision(NamedTuple):
    """The state of a working tree.

    Attributes:
        commit: The full hash of HEAD; None outside a git repository or before the first commit.
        dirty: Whether tracked files differ from the commit or Python files are not in it; None
            where the commit is, or git does not answer.
        changed: The files that make it dirty, sorted, relative to the repository.
    """

    commit: str | None
    dirty: bool | None
    changed: tuple[str, ...] = ()


def revision_of(root: Path) -> Revision:
    """The state of the working tree at `root`; changes outside `root` do not count."""
    head = _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    if head is None:
        return Revision(None, None)
    changed = changed_files(root)
    return Revision(head.strip(), None if changed is None else bool(changed), changed or ())


def changed_files(root: Path) -> tuple[str, ...] | None:
    """What makes the tree at `root` dirty, relative to the repository, sorted; None if git fails.

    An untracked file counts when it is Python: it may be imported or collected. A report or a
    log that lies about does not. A file that git was told not to look at counts when it differs.
    """
    listing = _git(
        root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "."
    )
    unwatched = _git(root, "ls-files", "-v", "-z", "--full-name", ".")
    if listing is None or unwatched is None:
        return None
    found = {
        entry[3:]
        for entry in listing.split("\0")
        if entry and (not entry.startswith("??") or entry.endswith(".py"))
    }
    silent = {
        entry[2:] for entry in unwatched.split("\0") if entry[:1].islower() or entry[:1] == "S"
    }
    return tuple(sorted(found | {path for path in silent if _differs(root, path)}))


def _differs(root: Path, path: str) -> bool:
    """Whether a file that is there is not what the index says: `assume-unchanged` hides it."""
    top = Path((_git(root, "rev-parse", "--show-toplevel") or "").rstrip("\n"))
    if not (top / path).is_file():
        return False  # left out of a sparse checkout
    there = _git(top, "hash-object", "--", path)
    return there is None or there != _git(top, "rev-parse", f":{path}")


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            check=False,
            timeout=_TIMEOUT,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
