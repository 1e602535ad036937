"""The counters in the names of threads, pools and processes, which start again in each process."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from pytest_engine_rollout.isolation.process_wide.setting import Setting

_COUNTERS: Mapping[str, tuple[str, int]] = {
    "threading": ("_counter", 1),
    "concurrent.futures.thread": ("ThreadPoolExecutor._counter", 0),
    "multiprocessing.process": ("_process_counter", 1),
}
"""By module, the counter, or what gives the next number of one, and the first number."""

Counter = Iterator[int] | Callable[[], int]


def _number(module: Any) -> int:
    """The next number of a counter, which does not advance."""
    path, _ = _COUNTERS[module.__name__]
    text = repr(_counter_behind(attrgetter(path)(module)))
    digits = text.removeprefix("count(").removesuffix(")")
    return int(digits) if digits.isdecimal() else 0  # of something that was put in its place


def _put_number(module: Any, number: int) -> None:
    if _number(module) == number:
        return
    path, _ = _COUNTERS[module.__name__]
    *holder, name = path.split(".")
    present, new = attrgetter(path)(module), itertools.count(number)
    is_function = _counter_behind(present) is not present
    setattr(
        attrgetter(*holder)(module) if holder else module,
        name,
        new.__next__ if is_function else new,
    )


def _counter_behind(counter: Counter) -> object:
    return getattr(counter, "__self__", counter)


def _first_number(module: Any) -> int:
    return _COUNTERS[module.__name__][1]


NUMBERING = tuple(Setting(name, _number, _put_number, _first_number) for name in _COUNTERS)
