"""Share work among processes that know everything this one knows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


class WorkerLostError(RuntimeError):
    """A process ended without an answer."""


def processors() -> int:
    """How many processes can run side by side."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def share(function: Callable[[T], R], items: Sequence[T], jobs: int) -> list[R]:
    """The function of each item, in their order.

    The processes are forked, so the function may hold what cannot be sent to another process; only
    its answers are. Each process gets neighbouring items, which have most in common.

    Raises:
        WorkerLostError: A process died.
    """
    jobs = min(jobs, len(items))
    if jobs <= 1:
        return [function(item) for item in items]
    context = get_context("fork")
    running = []
    for part in _parts(items, jobs):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(function, part, theirs), daemon=True)
        process.start()
        theirs.close()
        running.append((process, ours))
    answers: list[R] = []
    for process, ours in running:
        try:
            answers += ours.recv()
        except EOFError:
            raise WorkerLostError("a process of --jobs died; run with --jobs 1") from None
        process.join()
    return answers


def _work(function: Callable[[T], R], items: Iterable[T], answer: Connection) -> None:
    answer.send([function(item) for item in items])
    answer.close()


def _parts(items: Sequence[T], count: int) -> list[Sequence[T]]:
    size, extra = divmod(len(items), count)
    ends = [size * part + min(part, extra) for part in range(count + 1)]
    return [items[start:end] for start, end in pairwise(ends)]
