"""Which code a piece of evidence is about: the commit, and whether the tree differs from it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

_TIMEOUT = 30  # seconds; git answers in milliseconds unless its folder is on a dead mount


@dataclass(frozen=True)
class Revision:
    """The state of a working tree.

    Attributes:
        commit: The full hash of HEAD; None outside a git repository or before the first commit.
        dirty: Whether tracked files differ from the commit or Python files are not in it; None
            where the commit is.
    """

    commit: str | None
    dirty: bool | None


def revision_of(root: Path) -> Revision:
    """The state of the working tree at `root`; changes outside `root` do not count."""
    head = _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    if head is None:
        return Revision(None, None)
    return Revision(head.strip(), bool(changed_files(root)))


def changed_files(root: Path) -> tuple[str, ...]:
    """What makes the tree at `root` dirty, relative to the repository, sorted.

    An untracked file counts when it is Python: it may be imported or collected. A report or a
    log that lies about does not.
    """
    listing = _git(
        root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "."
    )
    entries = (listing or "").split("\0")
    return tuple(
        sorted(
            entry[3:]
            for entry in entries
            if entry and (not entry.startswith("??") or entry.endswith(".py"))
        )
    )


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
