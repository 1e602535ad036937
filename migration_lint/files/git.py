"""Read commits, files and renames from git, without a checkout."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from migration_lint.errors import UserError
from migration_lint.escaping import one_line
from migration_lint.files.globs import matcher
from migration_lint.files.source import SourceFile
from migration_lint.named_tuple import NamedTuple
from migration_lint.regex import regex

if TYPE_CHECKING:
    import subprocess


_COMMIT = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")


class GitError(UserError):
    """Git could not answer; the message says what it said."""


class _SilentError(GitError):
    """Git failed without a message."""


class TreeEntry(NamedTuple):
    """One file of a commit: its path and the name of its content."""

    path: str
    blob: str


def ask(root: str, *arguments: str) -> bytes:
    """The output of a git command.

    Raises:
        GitError: There is no git, or it refused.
    """
    import subprocess  # noqa: PLC0415 - most runs ask nothing, and it takes long to import

    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        answer = subprocess.run(command, cwd=root, capture_output=True, check=False)
    except OSError as problem:
        raise GitError(f"git cannot be run: {problem.strerror}; install it") from None
    if answer.returncode != 0:
        said = answer.stderr.decode("utf-8", "replace").strip().splitlines()
        if not said:
            raise _SilentError(f"git {arguments[0]}: failed")
        raise GitError(f"git {arguments[0]}: {said[0]}")
    return answer.stdout


def commit_of(root: str, revision: str) -> str:
    """The full name of the commit that a revision names.

    Raises:
        GitError: There is no such commit.
    """
    try:
        named = ask(
            root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        )
    except _SilentError:
        said = f"{revision} names no commit of this repository"
        raise GitError(said + missing_history(root)) from None
    return named.decode("ascii").strip()


def missing_history(root: str) -> str:
    """The message about a clone with a part of the history only; empty for others.

    Raises:
        GitError: There is no repository.
    """
    if ask(root, "rev-parse", "--is-shallow-repository").strip() != b"true":
        return ""
    return "; this clone is shallow: `git fetch --unshallow` fetches the rest"


def merge_base(root: str, revision: str) -> str:
    """The commit where the work tree's history left that of a revision.

    Of a range, `BASE..HEAD` or `BASE...HEAD`, it is that of its beginning.

    Raises:
        GitError: There is no such revision, the two have no common history, or a range does not
            end at the commit that is checked out.
    """
    revision, _, tip = revision.replace("...", "..").partition("..")
    if tip and commit_of(root, tip) != commit_of(root, "HEAD"):
        raise GitError(f"{tip} is not checked out, and only what is can be checked")
    commit = commit_of(root, revision)
    try:
        return ask(root, "merge-base", commit, "HEAD").decode("ascii").strip()
    except GitError:
        said = f"{revision} and the current branch have no commit in common"
        raise GitError(said + missing_history(root)) from None


def beside_range(root: str, revision: str) -> frozenset[str]:
    """The files that the end of a range, a commit, does not have; nothing where it has no end.

    Raises:
        GitError: A file that it has was changed since.
    """
    if not revision.partition("..")[2].strip("."):
        return frozenset()
    changed = ask(root, "diff", "--name-only", "-z", "--relative", "HEAD").split(b"\0")
    if changed[0]:
        name = one_line(os.fsdecode(changed[0]))
        base = revision.partition("..")[0]
        raise GitError(
            f"{name} has changes in no commit, and {revision} ends at one; "
            f"commit them, or ask for what was added since {base}"
        )
    added = ask(root, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0")
    return frozenset(map(os.fsdecode, added))


def files_of(root: str, commit: str) -> Iterator[TreeEntry]:
    """The files of a commit below the root; links and submodules are left out."""
    for line in ask(root, "ls-tree", "-r", "-z", commit).split(b"\0"):
        head, _, path = line.partition(b"\t")
        if head.startswith(b"100"):
            yield TreeEntry(os.fsdecode(path), head.split()[2].decode("ascii"))


def renames_since(root: str, revision: str) -> dict[str, str]:
    """The files that are gone since a commit, each with its new name as git sees it."""
    answer = ask(
        root, "diff", "--name-status", "-z", "-M", "--diff-filter=R", "--relative", revision
    )
    fields = [os.fsdecode(field) for field in answer.split(b"\0") if field]
    return dict(zip(fields[1::3], fields[2::3], strict=True))


def commits_without(root: str, paths: Collection[str]) -> list[str]:
    """The commits, newest first, that took the last of some files away, each for one of them."""
    answer = ask(
        root, "log", "--no-renames", "--diff-filter=D", "--name-only", "-z", "--relative",
        "--format=%x00%H", "--", *(f":(literal){path}" for path in paths),
    )  # fmt: skip
    found: dict[str, None] = {}
    seen: set[str] = set()
    commit = ""
    for field in os.fsdecode(answer).split("\0"):
        name = field.strip("\n")
        if _COMMIT.fullmatch(name):
            commit = name
        elif name and name not in seen:
            seen.add(name)
            found[commit] = None
    return list(found)


class Blobs:
    """Reads contents by name from one git process."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def read(self, blob: str) -> bytes:
        """The content of that name; empty for one that the repository does not hold."""
        wanted, given = self._process.stdin, self._process.stdout
        assert wanted is not None
        assert given is not None
        wanted.write(f"{blob}\n".encode("ascii"))
        wanted.flush()
        head = given.readline().split()
        if len(head) != 3:
            return b""
        data = given.read(int(head[2]))
        given.read(1)
        return data


@contextmanager
def blobs(root: str) -> Iterator[Blobs]:
    """A reader of contents, for as long as the context lasts."""
    import subprocess  # noqa: PLC0415 - as above

    with subprocess.Popen(
        ["git", "cat-file", "--batch"],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        yield Blobs(process)


@contextmanager
def tree(root: str, commit: str, exclude: Iterable[str]) -> Iterator[list[SourceFile]]:
    """The files of a commit below the root, readable for as long as the context lasts."""
    excluded = matcher(exclude)
    with blobs(root) as contents:
        yield [
            SourceFile(entry.path, partial(contents.read, entry.blob))
            for entry in files_of(root, commit)
            if not excluded(entry.path)
        ]
