"""Resolve the object names of the configuration, to see which engine's controller the entry is."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from pytest_engine_rollout import lookup


class ResolvedName(NamedTuple):
    """The object that a name of the configuration, `module:object`, leads to.

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


class _Reading(NamedTuple):
    """One way to understand an entry.

    Attributes:
        resolved: What the entry is, or gives, if it is understood so.
        orders: The method resolution orders of the classes that may then be a controller's.
    """

    resolved: ResolvedName
    orders: Sequence[tuple[type, ...]]


def resolve_names(
    root: str, names: Sequence[str], protocol: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """Resolve object names; to be run in a throwaway process, as it imports the modules named.

    Args:
        root: A folder to import from, if nothing else on the path has the module.
        names: The entry, the controller that it should be, and those that it might be instead;
            these are resolved only if it is not the first.
        protocol: The names of a controller's methods.

    Returns:
        By name, the attributes of a `ResolvedName` as a dictionary.
    """
    sys.path.append(root)  # pytest itself may be about to add it only when a test needs it
    entry, *controllers = names
    given, resolved = _resolve(entry)
    seen, found = {entry: resolved}, {}
    for name in controllers if not resolved.problem else ():
        found[name], seen[name] = _resolve(name)
        if found[name] is given:
            seen[name] = seen[name]._replace(is_entry=True)
            break
    else:
        if not resolved.problem:
            seen[entry], behind = _look_behind(given, resolved, protocol, found)
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


def _resolve(name: str) -> tuple[object, ResolvedName]:
    try:
        found: object = lookup.object_named(name)
    except (Exception, SystemExit) as problem:  # noqa: BLE001 - an engine may raise anything
        return None, ResolvedName(problem=f"cannot be imported: {describe(problem)}")
    try:
        return found, _described(found, name)
    except Exception as problem:  # noqa: BLE001 - a proxy may stand for nothing here
        return None, ResolvedName(problem=f"cannot be looked at: {describe(problem)}")


def _described(found: object, name: str) -> ResolvedName:
    home = getattr(found, "__module__", name.partition(":")[0])
    file = getattr(sys.modules.get(home), "__file__", None) or ""
    return ResolvedName(f"{home}:{getattr(found, '__qualname__', name.partition(':')[2])}", file)


def _look_behind(
    entry: object,
    resolved: ResolvedName,
    protocol: Sequence[str],
    controllers: Mapping[str, object],
) -> tuple[ResolvedName, list[str]]:
    """Which controllers an entry leads to that is none of them itself.

    Returns:
        What it is or gives, and the names of the controllers.
    """
    for reading in _readings(entry, resolved, protocol):
        resolved = reading.resolved
        nearest = [_nearest(order, controllers) for order in reading.orders]
        names = [name for name, it in controllers.items() if it is not None and it in nearest]
        if names:
            return resolved, names
    return resolved, []


def _nearest(order: Sequence[type], controllers: Mapping[str, object]) -> object:
    """The first controller in a class's method resolution order."""
    return next((kind for kind in order if kind in controllers.values()), None)


def _readings(entry: Any, resolved: ResolvedName, protocol: Sequence[str]) -> Iterator[_Reading]:
    """The entry as it is, as what it gives, and as what stands behind that."""
    if isinstance(entry, type):
        yield _Reading(resolved, [entry.__mro__])
    try:
        made = _given_by(entry)
    except (Exception, SystemExit) as problem:  # noqa: BLE001 - as above
        if not isinstance(entry, type):
            text = f"cannot be called without arguments: {describe(problem)}"
            yield _Reading(ResolvedName(problem=text), [])
        return
    kind = type(made)
    if kind is not entry:
        resolved = _described(kind, "")._replace(is_given=True, is_called=callable(entry))
        yield _Reading(resolved, [kind.__mro__])
    yield _Reading(resolved, [type(it).__mro__ for it in _behind(made, protocol)])


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
    """What an object may delegate to: the owners of the protocol's methods, and what it holds."""
    for method in protocol:
        with suppress(Exception):
            yield getattr(getattr(made, method), "__self__", None)
    yield from getattr(made, "__dict__", {}).values()
