"""Probes report each call of single functions, with its arguments and its result.

The function stays the same object with the same signature; nothing is wrapped, so identity,
`mock.patch`, `inspect` and tracebacks are what they are without us.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from types import CodeType, FrameType, FunctionType
from typing import Any, Protocol

from pytest_engine_rollout.watch.interpreter import frame_at
from pytest_engine_rollout.watch.monitoring import free_tool_id, monitoring

BLIND = "calls cannot be seen: every tool id of sys.monitoring is taken"


class Listener(Protocol):
    """Receives the calls of one function; its methods must not raise."""

    def entered(self, frame: FrameType) -> None:
        """A call has begun; the arguments are in the frame's locals."""

    def returned(self, frame: FrameType, value: object) -> None:
        """The call has returned."""

    def raised(self, frame: FrameType, problem: BaseException) -> None:
        """The call has raised an exception."""


class Audience:
    """The listeners of one function."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def admit(self, listener: Listener) -> None:
        """Add a listener; a second time does nothing."""
        if listener not in self._listeners:
            self._listeners.append(listener)

    def entered(self, frame: FrameType) -> None:
        """Tell all listeners that a call has begun."""
        for listener in self._listeners:
            listener.entered(frame)

    def returned(self, frame: FrameType, value: object) -> None:
        """The call has returned."""
        for listener in self._listeners:
            listener.returned(frame, value)

    def raised(self, frame: FrameType, problem: BaseException) -> None:
        """The call has raised an exception."""
        for listener in self._listeners:
            listener.raised(frame, problem)


class Probes(ABC):
    """Puts probes on functions and removes them again."""

    can_see: bool = True

    @abstractmethod
    def add(self, function: FunctionType, listener: Listener, *, until_end: bool = True) -> bool:
        """Report the calls of a function to `listener`; False where that is not possible.

        Args:
            function: The function.
            listener: What the calls are reported to.
            until_end: Whether to report the ends of calls too; their beginnings cost less.
        """

    @abstractmethod
    def add_code(self, code: CodeType, listener: Listener) -> bool:
        """As `add`, for a function that does not exist yet, by its code."""

    @abstractmethod
    def close(self) -> None:
        """Remove all probes; a second time does nothing."""


class MonitoringProbes(Probes):
    """Probes by `sys.monitoring`."""

    def __init__(self) -> None:
        self._tool = free_tool_id()
        self.can_see = self._tool is not None
        self._listeners: dict[int, Audience] = {}
        self._codes: list[CodeType] = []
        events = monitoring.events
        self._callbacks = {
            events.PY_START: self._start,
            events.PY_RETURN: self._return,
            events.PY_UNWIND: self._unwind,
        }
        for event, callback in self._callbacks.items() if self.can_see else ():
            monitoring.register_callback(self._tool, event, callback)

    def add(self, function: FunctionType, listener: Listener, *, until_end: bool = True) -> bool:
        """Report the calls of a function to `listener`; False where no tool id was free."""
        return self._add(function.__code__, listener, until_end=until_end)

    def add_code(self, code: CodeType, listener: Listener) -> bool:
        """Report the calls that run `code` to `listener`; False where no tool id was free."""
        return self._add(code, listener, until_end=True)

    def _add(self, code: CodeType, listener: Listener, *, until_end: bool) -> bool:
        if self._tool is None:
            return False
        if id(code) not in self._listeners:
            events = monitoring.events
            self._listeners[id(code)] = Audience()
            self._codes.append(code)
            ends = events.PY_RETURN if until_end else 0
            monitoring.set_local_events(self._tool, code, events.PY_START | ends)
            if until_end:  # it cannot be set for one function
                monitoring.set_events(self._tool, events.PY_UNWIND)
        self._listeners[id(code)].admit(listener)
        return True

    def close(self) -> None:
        """Remove all probes."""
        if self._tool is None:
            return
        monitoring.set_events(self._tool, 0)
        for code in self._codes:
            monitoring.set_local_events(self._tool, code, 0)
        for event in self._callbacks:
            monitoring.register_callback(self._tool, event, None)
        monitoring.free_tool_id(self._tool)
        self._tool = None
        self._listeners.clear()

    def _start(self, code: CodeType, _: int) -> object:
        listener = self._listeners.get(id(code))
        if listener is not None:
            listener.entered(frame_at(1))
        return None

    def _return(self, code: CodeType, _: int, value: object) -> object:
        listener = self._listeners.get(id(code))
        if listener is not None:
            listener.returned(frame_at(1), value)
        return None

    def _unwind(self, code: CodeType, _: int, problem: BaseException) -> object:
        listener = self._listeners.get(id(code))
        if listener is not None:
            listener.raised(frame_at(1), problem)
        return None


def find_functions(code: CodeType, path: Sequence[str]) -> Iterator[CodeType]:
    """The functions that a module's code defines under a dotted path, `["Class", "method"]`."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType) and constant.co_name == path[0]:
            if len(path) == 1:
                yield constant
            else:
                yield from find_functions(constant, path[1:])


def arguments_of(frame: FrameType) -> dict[str, Any]:
    """The arguments of a call that has just begun, by name, without `self` and `cls`."""
    code = frame.f_code
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & 0x04) + bool(code.co_flags & 0x08)  # CO_VARARGS, CO_VARKEYWORDS
    names = code.co_varnames[:count]
    values = frame.f_locals
    return {name: values[name] for name in names if name in values and name not in ("self", "cls")}
