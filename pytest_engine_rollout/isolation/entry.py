"""What the names of the configuration lead to: whose controller is the entry, or gives it?"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from pytest_engine_rollout import lookup


class ResolvedName(NamedTuple):
    """What an object name of the configuration leads to.

    Attributes:
        name: `module:object`, as the object calls itself; empty where it could not be reached.
        file: The file of its module; empty where there is none.
        problem: What keeps it from being reached, "cannot be imported" and so on; else empty.
        is_entry: Whether it is the very object that the entry leads to, a class that this inherits
            from, or the class of what it gives.
        is_given: Whether the entry is not this class itself, but gives an object of it.
        is_called: Whether it gives that when it is called.
    """

    name: str = ""
    file: str = ""
    problem: str = ""
    is_entry: bool = False
    is_given: bool = False
    is_called: bool = False


class _Guise(NamedTuple):
    """One way to take an entry: `lines` are classes with their base classes, any of them may do."""

    target: ResolvedName
    lines: Sequence[tuple[type, ...]]


def resolve_names(
    root: str, names: Sequence[str], protocol: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """Look at the objects named; this runs in a process of its own, and leaves much behind.

    Args:
        root: A folder to import from, if nothing else on the path has the module.
        names: The entry, the controller that it should be, and what else it might be: these are
            looked at only if it is not.
        protocol: The names of a controller's methods.

    Returns:
        The attributes of a `ResolvedName` by name.
    """
    sys.path.append(root)  # pytest itself may be about to add it only when a test needs it
    entry, *controllers = names
    given, target = _look_at(entry)
    seen, found = {entry: target}, {}
    for name in controllers if not target.problem else ():
        found[name], seen[name] = _look_at(name)
        if found[name] is given:
            seen[name] = seen[name]._replace(is_entry=True)
            break
    else:
        if not target.problem:
            seen[entry], behind = _look_behind(given, target, protocol, found)
            seen |= {name: seen[name]._replace(is_entry=True) for name in behind}
    return {name: it._asdict() for name, it in seen.items()}


def describe(problem: BaseException) -> str:
    """An exception in one line, with the place that raised it."""
    if isinstance(problem, SystemExit):
        text = f"it calls sys.exit({problem.code!r})"
    else:
        text = f"{type(problem).__name__}: {problem}"
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return text
    place = trace.tb_frame.f_code.co_filename
    if "importlib" in place or place == lookup.__file__:  # where it was only asked for
        return text
    return f"{text} ({place}:{trace.tb_lineno})"


def _look_at(name: str) -> tuple[object, ResolvedName]:
    try:
        found: object = lookup.object_named(name)
    except (Exception, SystemExit) as problem:  # noqa: BLE001 - an engine may raise anything
        return None, ResolvedName(problem=f"cannot be imported: {describe(problem)}")
    try:
        return found, _target(found, name)
    except Exception as problem:  # noqa: BLE001 - a proxy may stand for nothing here
        return None, ResolvedName(problem=f"cannot be looked at: {describe(problem)}")


def _target(found: object, name: str) -> ResolvedName:
    home = getattr(found, "__module__", name.partition(":")[0])
    file = getattr(sys.modules.get(home), "__file__", None) or ""
    return ResolvedName(f"{home}:{getattr(found, '__qualname__', name.partition(':')[2])}", file)


def _look_behind(
    entry: object, target: ResolvedName, protocol: Sequence[str], controllers: Mapping[str, object]
) -> tuple[ResolvedName, list[str]]:
    """Which controllers an entry leads to that is none of them itself.

    Returns:
        What it is or gives, and the names of the controllers.
    """
    for guise in _guises(entry, target, protocol):
        target = guise.target
        nearest = [_nearest(line, controllers) for line in guise.lines]
        names = [name for name, it in controllers.items() if it is not None and it in nearest]
        if names:
            return target, names
    return target, []


def _nearest(line: Sequence[type], controllers: Mapping[str, object]) -> object:
    return next((kind for kind in line if kind in controllers.values()), None)


def _guises(entry: Any, target: ResolvedName, protocol: Sequence[str]) -> Iterator[_Guise]:
    """The entry as it is, as what it gives, and as what stands behind that."""
    if isinstance(entry, type):
        yield _Guise(target, [entry.__mro__])
    try:
        made = _given_by(entry)
    except (Exception, SystemExit) as problem:  # noqa: BLE001 - as above
        if not isinstance(entry, type):
            text = f"cannot be called without arguments: {describe(problem)}"
            yield _Guise(ResolvedName(problem=text), [])
        return
    kind = type(made)
    if kind is not entry:
        target = _target(kind, "")._replace(is_given=True, is_called=callable(entry))
        yield _Guise(target, [kind.__mro__])
    yield _Guise(target, [type(it).__mro__ for it in _behind(made, protocol)])


def _given_by(entry: Any) -> object:
    """What the product gets from an entry: what it returns, once awaited and entered."""
    given = entry() if callable(entry) else entry
    if inspect.isawaitable(given):
        return _finish(given)
    if inspect.isgenerator(getattr(given, "gen", None)):  # of `contextlib.contextmanager`
        return given.__enter__()
    if inspect.isasyncgen(getattr(given, "gen", None)):
        return _finish(given.__aenter__())
    return given


def _finish(awaitable: Any) -> object:
    import asyncio  # noqa: PLC0415 - few entries are asynchronous

    async def finish() -> object:
        return await awaitable

    return asyncio.run(finish())


def _behind(made: object, protocol: Sequence[str]) -> Iterator[object]:
    """What an object may hand calls on to: what the protocol's methods belong to, what it holds."""
    for method in protocol:
        with suppress(Exception):
            yield getattr(getattr(made, method), "__self__", None)
    yield from getattr(made, "__dict__", {}).values()
