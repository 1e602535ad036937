"""What the operating system keeps for the process: its mask, its limits, its signals."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from pytest_engine_rollout.isolation.process_wide.setting import Setting
from pytest_engine_rollout.system import umask

with suppress(ImportError):  # Windows has none
    import_module("resource")  # before an engine can change the limits


def _umask(_: Any) -> int:
    mask = umask(0)
    umask(mask)
    return mask


def _limits(resource: Any) -> dict[int, tuple[int, int]]:
    kinds = [getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_")]
    return {kind: resource.getrlimit(kind) for kind in kinds}


def _put_limits(resource: Any, limits: Mapping[int, tuple[int, int]]) -> None:
    for kind, now in _limits(resource).items():
        if now != limits[kind]:
            with suppress(ValueError):  # one that a test has lowered for good
                resource.setrlimit(kind, limits[kind])


@dataclass(frozen=True)
class _Timers:
    """Interval timers by kind: seconds left and seconds between signals; they always differ."""

    seconds: Mapping[int, tuple[float, float]] = field(compare=False)


class _Signals(NamedTuple):
    """Signal handlers, the wakeup file, and timers."""

    handlers: Mapping[Any, Any]
    woken: int | None
    blocked: tuple[Any, ...]
    timers: _Timers


@cache
def _numbers(signal: Any) -> tuple[Any, ...]:
    return tuple(signal.valid_signals())


def _signals(signal: Any) -> _Signals:
    names = ("ITIMER_REAL", "ITIMER_VIRTUAL", "ITIMER_PROF")
    kinds = [getattr(signal, name) for name in names if hasattr(signal, name)]  # not on Windows
    return _Signals(
        {it: signal.getsignal(it) for it in _numbers(signal)},
        _woken(signal),
        tuple(sorted(signal.pthread_sigmask(signal.SIG_BLOCK, ()))) if kinds else (),
        _Timers({it: signal.getitimer(it) for it in kinds}),
    )


def _woken(signal: Any) -> int | None:
    """The wakeup file descriptor; None outside of the main thread, which may not ask for it."""
    if not _is_main_thread():
        return None
    file = int(signal.set_wakeup_fd(-1))
    _wake(signal, file)
    return file


def _wake(signal: Any, file: int | None) -> None:
    if file is None or file < 0:
        signal.set_wakeup_fd(-1)
        return
    with suppress(OSError, ValueError):  # it has been closed
        signal.set_wakeup_fd(file, warn_on_full_buffer=False)  # as all do that have one


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def _put_signals(signal: Any, state: _Signals) -> None:
    if not _is_main_thread():
        return
    now = _signals(signal)
    # No timer may end between two engines, where no handler expects the signal.
    for kind in now.timers.seconds:
        signal.setitimer(kind, 0)
    for number, handler in now.handlers.items():
        wanted = state.handlers.get(number)
        if wanted is not None and wanted is not handler and handler is not None:
            signal.signal(number, wanted)
    if state.woken != now.woken:
        _wake(signal, state.woken)
    if state.blocked != now.blocked:
        signal.pthread_sigmask(signal.SIG_SETMASK, state.blocked)
    for kind, timer in state.timers.seconds.items():
        signal.setitimer(kind, *timer)


def _processors(os: Any) -> set[int]:
    return set(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else set()  # Linux


def _put_processors(os: Any, processors: set[int]) -> None:
    if processors != _processors(os):
        os.sched_setaffinity(0, processors)


SYSTEM = (
    Setting("os", _processors, _put_processors),
    Setting("os", _umask, lambda _, mask: umask(mask)),
    Setting("resource", _limits, _put_limits),
    Setting("signal", _signals, _put_signals),
)
