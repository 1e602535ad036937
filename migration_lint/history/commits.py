"""The commits of a range, each with its files: paths with the names of their contents."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from migration_lint.files import git

if TYPE_CHECKING:
    from migration_lint.files.globs import Matcher

Every = Literal["commit", "day", "week"]
_LINK_OR_MODULE = (b"120000", b"160000")


@dataclass(frozen=True)
class Commit:
    """One commit.

    Attributes:
        name: Its full name.
        date: The day it was committed, `2026-02-09`.
        week: Its week, `2026-W07`.
        subject: The first line of its message.
    """

    name: str
    date: str
    week: str
    subject: str


@dataclass(frozen=True)
class Snapshot:
    """A commit with the content of its files: blob names by path."""

    commit: Commit
    blobs: frozenset[tuple[str, str]]


def snapshots(root: str, span: str, every: Every, excluded: Matcher) -> list[Snapshot]:
    """The commits of a range, oldest first, along the first parents.

    Args:
        root: The project root.
        span: A git range, or a revision for everything up to it.
        every: The last commit of each day or week, or every commit.
        excluded: The files that are left out.

    Raises:
        GitError: Git cannot read the range.
    """
    commits = list(_commits(root, span))
    wanted = {commit.name for commit in sampled(commits, every)}
    found, blobs = [], dict[str, str]()
    changes = _changes(root, span, excluded)
    for position, commit in enumerate(commits):
        if position == 0:
            entries = git.files_of(root, commit.name)
            blobs = {path: blob for path, blob in entries if not excluded(path)}
        else:
            _apply(blobs, changes.get(commit.name, ()))
        if commit.name in wanted:
            found.append(Snapshot(commit, frozenset(blobs.items())))
    return found


def sampled(commits: Sequence[Commit], every: Every) -> list[Commit]:
    """The last commit of each day or week; all of them for `commit`."""
    if every == "commit":
        return list(commits)
    groups = groupby(commits, lambda one: one.date if every == "day" else one.week)
    return [list(group)[-1] for _, group in groups]


def _commits(root: str, span: str) -> Iterator[Commit]:
    log = git.ask(
        root, "log", "--first-parent", "--reverse", "--date=format:%Y-%m-%d %G-W%V",
        "--format=%H%x00%cd%x00%s", "--end-of-options", span, "--",
    )  # fmt: skip
    for line in log.decode("utf-8", "replace").splitlines():
        name, date, subject = line.split("\0", 2)
        day, _, week = date.partition(" ")
        yield Commit(name, day, week, subject)


def _changes(root: str, span: str, excluded: Matcher) -> dict[str, list[tuple[str, str | None]]]:
    """By commit, the files it changed with their new content; None for one that it removed."""
    log = git.ask(
        root, "log", "--first-parent", "--reverse", "--raw", "--no-renames", "--no-abbrev", "-m",
        "-z", "--relative", "--format=%x01%H", "--end-of-options", span, "--",
    )  # fmt: skip
    found: dict[str, list[tuple[str, str | None]]] = {}
    for part in log.split(b"\x01")[1:]:
        fields = part.split(b"\0")
        changes = found.setdefault(fields[0].strip().decode("ascii"), [])
        rest = [field for field in fields[1:] if field.strip()]
        for head, name in zip(rest[::2], rest[1::2], strict=False):
            path = os.fsdecode(name)
            if not excluded(path):
                changes.append((path, _new_blob(head.lstrip(b"\n"))))
    return found


def _new_blob(head: bytes) -> str | None:
    """The new content in `:100644 100644 OLD NEW M`."""
    _, mode, _, blob, status = head.split()
    gone = status.startswith(b"D") or mode in _LINK_OR_MODULE
    return None if gone else blob.decode("ascii")


def _apply(blobs: dict[str, str], changes: Iterable[tuple[str, str | None]]) -> None:
    for path, blob in changes:
        if blob is None:
            blobs.pop(path, None)
        else:
            blobs[path] = blob
