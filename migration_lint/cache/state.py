"""Tell whether files have changed: by their stamps, and where those differ by their content.

This module is on the way of every run, so it imports nothing that costs start-up time.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # as in typing, which takes longer to import than the rest of a warm run
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Stamp = list[int]  # size, time of change of content and of inode in ns, inode
    State = Mapping[str, tuple[Stamp, str]]  # by path, with the digest of the content
    Inputs = Mapping[str, tuple[Stamp, str] | None]  # by path; None for what is not there

_DOUBT = 2_000_000_000  # ns: a file changed that close to a run may have changed after it was read


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file: properties that change when the file does."""
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def digest_of(data: bytes) -> str:
    """The digest of a content."""
    try:  # needed only where a stamp differs; the module around it loads all of OpenSSL
        from _blake2 import blake2b  # noqa: PLC0415
    except ImportError:
        from hashlib import blake2b  # noqa: PLC0415

    return blake2b(data, digest_size=16).hexdigest()


def is_same(root: str, paths: Iterable[str], state: State, made: int) -> bool:
    """Whether a folder's files are unchanged since a state.

    Args:
        root: The folder.
        paths: Its files now.
        state: Its files then.
        made: When the state was taken, in ns.
    """
    count = 0
    for path in paths:
        count += 1
        then = state.get(path)
        if then is None or not file_is_same(f"{root}/{path}", then[0], then[1], made):
            return False
    return count == len(state)


def file_is_same(path: str, stamp: Stamp, digest: str, made: int) -> bool:
    """Whether one file is unchanged since a state."""
    try:
        now = stamp_of(os.stat(path))
        if now == stamp and now[1] < made - _DOUBT and now[2] < made - _DOUBT:
            return True
        if now[0] != stamp[0]:
            return False
        with open(path, "rb") as stream:
            return digest_of(stream.read()) == digest
    except OSError:
        return False


def input_states(paths: Iterable[str]) -> Inputs:
    """The digests of files that a run depends on; None for those that do not exist."""
    return {path: _input_state(path) for path in paths}


def inputs_are_same(inputs: Inputs, made: int) -> bool:
    """Whether the files that a run depends on are unchanged, or still missing."""
    return all(_is_as_it_was(path, then, made) for path, then in inputs.items())


def _is_as_it_was(path: str, then: tuple[Stamp, str] | None, made: int) -> bool:
    if then is None:
        return not os.path.lexists(path)
    return file_is_same(path, then[0], then[1], made)


def _input_state(path: str) -> tuple[Stamp, str] | None:
    try:
        status = os.stat(path)
        with open(path, "rb") as stream:
            return stamp_of(status), digest_of(stream.read())
    except OSError:
        return None
