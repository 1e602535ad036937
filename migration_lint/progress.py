"""A bar on the terminal while a run takes longer than a second."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import IO, TypeVar

from migration_lint.terminal import is_interactive

T = TypeVar("T")

_WAIT, _BETWEEN = 1.0, 0.1  # seconds before the bar shows, and between two pictures of it
_WIDTH = 24
_CLEAR = "\r\x1b[K"


class Progress:
    """How far a run has come.

    Attributes:
        doing: What is done now, to follow the bar.
        done: How much of it is done.
        total: How much of it there is; 0 where that is unknown.
    """

    def __init__(self) -> None:
        self.doing = ""
        self.done = self.total = 0

    def now(self, doing: str) -> None:
        """Begin something else, of unknown length."""
        self.doing, self.done, self.total = doing, 0, 0

    def over(self, doing: str, items: Sequence[T]) -> Iterator[T]:
        """The items, one after the other, counted."""
        self.doing, self.done, self.total = doing, 0, len(items)
        for item in items:
            yield item
            self.done += 1

    def picture(self, tick: int) -> str:
        """The bar at one moment; `tick` moves it where the total is unknown."""
        if self.total:
            filled = _WIDTH * self.done // self.total
            return f"[{'#' * filled:-<{_WIDTH}}] {self.done}/{self.total} {self.doing}"
        at = tick % _WIDTH
        return f"[{'#':>{at + 1}}{'':{_WIDTH - at - 1}}] {self.doing}"


@contextmanager
def progress_on(
    stream: IO[str], environment: Mapping[str, str], also: Iterable[IO[str]]
) -> Iterator[Progress]:
    """Progress that is shown on a terminal after a second, and leaves no trace there.

    Nothing is shown in a pipe or a CI log, nor where `also`, the other streams of the run, are.
    The bar is drawn from an interval timer: a thread would not go together with forked processes.
    """
    progress = Progress()
    if not all(is_interactive(one, environment) for one in (stream, *also)):
        yield progress
        return
    import signal  # noqa: PLC0415 - few runs are watched

    drawn = 0

    def draw(_: int, __: FrameType | None) -> None:
        nonlocal drawn
        drawn += 1
        os.write(stream.fileno(), f"{_CLEAR}{progress.picture(drawn)}".encode())

    before = signal.signal(signal.SIGALRM, draw)
    signal.setitimer(signal.ITIMER_REAL, _WAIT, _BETWEEN)
    try:
        yield progress
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if drawn:
            os.write(stream.fileno(), _CLEAR.encode())


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """The progress of a command, on standard error where both standard streams are watched."""
    with progress_on(sys.stderr, os.environ, also=[sys.stdout]) as progress:
        yield progress
