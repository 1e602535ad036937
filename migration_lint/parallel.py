"""Let other processes, which know everything this one knows, do some of the work."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from migration_lint.files.source import SourceFile

T = TypeVar("T")
R = TypeVar("R")
S = TypeVar("S")


def processors() -> int:
    """How many processes can run side by side."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def apart(function: Callable[[], R], jobs: int) -> Callable[[], R]:
    """Do something in a process of its own, meanwhile; what is returned waits for the answer.

    The process is forked, so the function may hold what cannot be sent to another process; only
    its answer is pickled. Without fork, with `jobs` of 1, or if the process dies, it is done here.
    """
    if jobs <= 1 or not _can_fork():
        return function
    return partial(_Helper((function,)).answer, 0)


def all_apart(
    first: Callable[[], R], second: Callable[[], S], third: Callable[[], T], jobs: int
) -> tuple[Callable[[], R], Callable[[], S], Callable[[], T]]:
    """Do three things in one process, one after the other; each can be had before the next.

    See `apart`.
    """
    if jobs <= 1 or not _can_fork():
        return first, second, third
    helper = _Helper((first, second, third))
    return partial(helper.answer, 0), partial(helper.answer, 1), partial(helper.answer, 2)


class _Helper:
    """A forked process that does some things, one after the other, and sends what they return."""

    def __init__(self, functions: Sequence[Callable[[], object]]) -> None:
        import pickle  # noqa: PLC0415 - most runs have no use for it

        self._functions = functions
        self._answers: list[object] = []
        reading, writing = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            try:
                with os.fdopen(writing, "wb") as stream:
                    for function in functions:
                        pickle.dump(function(), stream, pickle.HIGHEST_PROTOCOL)
                        stream.flush()
            finally:
                os._exit(0)
        os.close(writing)
        self._stream = os.fdopen(reading, "rb")

    def answer(self, number: int) -> Any:
        """What one of the functions returns."""
        while len(self._answers) <= number and not self._stream.closed:
            self._receive()
        return self._answers[number] if number < len(self._answers) else self._functions[number]()

    def _receive(self) -> None:
        import pickle  # noqa: PLC0415 - imported already

        try:
            self._answers.append(pickle.load(self._stream))  # noqa: S301 - from the forked process
        except (EOFError, pickle.UnpicklingError):  # it died
            self._close()
        if len(self._answers) == len(self._functions):
            self._close()

    def _close(self) -> None:
        self._stream.close()
        os.waitpid(self._process, 0)


def share(function: Callable[[T], R], items: Sequence[T], jobs: int) -> list[R]:
    """The function of each item, in their order; see `apart`.

    Each process gets neighbouring items, which have most in common.
    """
    jobs = min(jobs, len(items))
    if jobs <= 1:
        return [function(item) for item in items]
    waits = [apart(_each(function, part), jobs) for part in parts(items, jobs)]
    return [answer for wait in waits for answer in wait()]


def largest_first(files: Iterable[SourceFile]) -> list[SourceFile]:
    """The order in which no process waits long for another one's last file."""
    return sorted(files, key=lambda file: file.size, reverse=True)


def taking_turns(work: Callable[[int], R], count: int, jobs: int) -> list[R]:
    """The work done for each number below `count`; see `Turns`."""
    return Turns(work, count, jobs).finish()


class Turns(Generic[R]):
    """Work to be done for each number below a count, by processes that take the next one left.

    The others begin at once, this one once it is asked to finish; see `apart`.
    """

    def __init__(self, work: Callable[[int], R], count: int, jobs: int) -> None:
        self._shared = Shared(work, count)
        self._waits = [apart(self._shared.take, jobs) for _ in range(min(jobs, count) - 1)]

    def finish(self) -> list[R]:
        """What comes of each number, in their order."""
        return self._shared.finish(*self._waits)


class Shared(Generic[R]):
    """Work to be done for each number below a count, by whichever process has time for it."""

    def __init__(self, work: Callable[[int], R], count: int) -> None:
        self._work = work
        self._count = count
        self._left = _Numbers(count)

    def take(self) -> dict[int, R]:
        """Do the next one that is left, until none is; by number, what came of those done here."""
        return {number: self._work(number) for number in self._left}

    def close(self) -> None:
        """Let no process take any more; for work that turns out not to be needed."""
        self._left.close()

    def finish(self, *others: Callable[[], dict[int, R]]) -> list[R]:
        """What comes of each number, in their order.

        The others are what waits for processes that take some; what is missing is done here.
        """
        with closing(self):
            done = self.take()
            for wait in others:
                done |= wait()
        return [done[at] if at in done else self._work(at) for at in range(self._count)]


class _Numbers:
    """Numbers in a pipe, from which several processes take one after the other."""

    _WIDTH = 4  # bytes of a number; a pipe gives so few at once or none, never a part
    _MOST = 1 << 12  # numbers; a pipe holds 64 KiB at least on Linux, 16 KiB elsewhere

    def __init__(self, count: int) -> None:
        self._reading: int | None
        self._reading, writing = os.pipe()
        numbers = range(min(count, self._MOST))
        os.write(writing, b"".join(number.to_bytes(self._WIDTH, "big") for number in numbers))
        os.close(writing)

    def close(self) -> None:
        """Give the pipe back, if that is not done yet."""
        if self._reading is not None:
            os.close(self._reading)
            self._reading = None

    def __iter__(self) -> Iterator[int]:
        """Those that this process gets."""
        while self._reading is not None and (taken := os.read(self._reading, self._WIDTH)):
            yield int.from_bytes(taken, "big")


def _each(function: Callable[[T], R], items: Sequence[T]) -> Callable[[], list[R]]:
    return lambda: [function(item) for item in items]


def parts(items: Sequence[T], count: int) -> list[Sequence[T]]:
    """The items in so many runs of neighbours, of nearly the same length."""
    size, extra = divmod(len(items), count)
    ends = [size * part + min(part, extra) for part in range(count + 1)]
    return [items[start:end] for start, end in pairwise(ends)]


def _can_fork() -> bool:
    """Whether a forked process is whole: threads other than this one would be missing in it."""
    threading = sys.modules.get("threading")
    return hasattr(os, "fork") and (threading is None or threading.active_count() == 1)
