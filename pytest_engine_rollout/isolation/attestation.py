"""Asked is not observed: which engine does the entry really give?"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from types import NoneType
from typing import Any, NamedTuple

import pytest

from migration_lint.project import Engine, Project
from pytest_engine_rollout.isolation.rehearsal import rehearse


class Sighting(NamedTuple):
    """What an object name of the configuration led to.

    Attributes:
        name: `module:object`, as the object calls itself; empty where it could not be reached.
        file: The file of its module; empty where there is none.
        problem: What keeps it from being reached, "cannot be imported" and so on; else empty.
        is_entry: Whether it is the very object that the entry leads to, or the class of what the
            entry gives.
        is_given: Whether the entry is not a class itself, but gives an object of this one.
    """

    name: str = ""
    file: str = ""
    problem: str = ""
    is_entry: bool = False
    is_given: bool = False


def attest(project: Project, engine: Engine) -> None:
    """Check, in an engine's world, that the entry is the controller of that engine, or gives one.

    Nothing of what is imported and made for it stays behind. Without an entry or without a
    controller there is nothing to check.

    Raises:
        pytest.UsageError: It is another, or it cannot be imported or called.
    """
    entry = project.settings.entry
    if entry is None or engine.controller is None:
        return
    at_hand = _loaded(entry)
    if at_hand is not None and _loaded(engine.controller) is at_hand:
        return
    names = [entry, engine.controller]
    names += [it.controller for it in project.engines.values() if it.controller]
    seen = rehearse(_sight_all, str(project.root), names)
    if isinstance(seen, str):
        raise pytest.UsageError(_broken(engine, entry, f"cannot be imported: {seen}"))
    problem = _verdict(project, engine, entry, {name: Sighting(**it) for name, it in seen.items()})
    if problem:
        raise pytest.UsageError(problem)


def observe(project: Project, asked: str) -> str | None:
    """The engine whose controller the entry is at this moment; None where that cannot be seen.

    Looks at modules that are loaded and imports none.

    Args:
        project: The configuration.
        asked: The engine asked for; it is the answer too where engines share a controller.
    """
    entry = project.settings.entry
    found = None if entry is None else _loaded(entry)
    if found is None:
        return None
    controllers = {name: it.controller for name, it in project.settings.engines.items()}
    for name in (asked, *controllers):
        controller = controllers[name]
        if controller is not None and _loaded(controller) is found:
            return name
    return None


def describe(problem: BaseException) -> str:
    """An exception in one line, with the place that raised it."""
    if isinstance(problem, SystemExit):
        text = f"it calls sys.exit({problem.code!r})"
    else:
        text = f"{type(problem).__name__}: {problem}"
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None or "importlib" in trace.tb_frame.f_code.co_filename:
        return text
    return f"{text} ({trace.tb_frame.f_code.co_filename}:{trace.tb_lineno})"


def _sight_all(root: str, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Look at the objects named; this runs in a process of its own.

    Args:
        root: A folder to import from, if nothing else on the path has the module.
        names: The entry, the controller that it should be, and what else it might be: these are
            looked at only if it is not.

    Returns:
        The attributes of a `Sighting` by name.
    """
    sys.path.append(root)  # pytest itself may be about to add it only when a test needs it
    entry, *controllers = names
    given, sighting = _look_at(entry)
    seen, found = {entry: sighting}, {}
    for name in controllers if not sighting.problem else ():
        found[name], seen[name] = _look_at(name)
        if found[name] is given:
            seen[name] = seen[name]._replace(is_entry=True)
            break
    else:
        if not sighting.problem and not isinstance(given, type):
            kind, seen[entry] = _look_at_made(given)
            for name in [name for name, it in found.items() if it in kind.__mro__]:
                seen[name] = seen[name]._replace(is_entry=True)
    return {name: it._asdict() for name, it in seen.items()}


def _look_at(name: str) -> tuple[object, Sighting]:
    try:
        found = _import(name)
    except (Exception, SystemExit) as problem:  # noqa: BLE001 - an engine may raise anything
        return None, Sighting(problem=f"cannot be imported: {describe(problem)}")
    return found, _sighting(found, name)


def _look_at_made(entry: Any) -> tuple[type, Sighting]:
    """The class of what an entry gives that is none itself: a function, or a controller."""
    try:
        kind = type(entry() if callable(entry) else entry)
    except (Exception, SystemExit) as problem:  # noqa: BLE001 - as above
        text = f"cannot be called without arguments: {describe(problem)}"
        return NoneType, Sighting(problem=text)
    return kind, _sighting(kind, "")._replace(is_given=True)


def _sighting(found: object, name: str) -> Sighting:
    home = getattr(found, "__module__", name.partition(":")[0])
    file = getattr(sys.modules.get(home), "__file__", None) or ""
    return Sighting(f"{home}:{getattr(found, '__qualname__', name.partition(':')[2])}", file)


def _import(name: str) -> Any:
    module, _, path = name.partition(":")
    found: Any = importlib.import_module(module)
    for attribute in path.split("."):
        found = getattr(found, attribute)
    return found


def _loaded(name: str) -> object | None:
    module, _, path = name.partition(":")
    found: object = sys.modules.get(module)
    for attribute in path.split("."):
        found = getattr(found, attribute, None)
    return found


def _verdict(
    project: Project, engine: Engine, entry: str, sightings: dict[str, Sighting]
) -> str | None:
    assert engine.controller is not None
    observed = sightings[entry]
    if observed.problem:
        return _broken(engine, entry, observed.problem)
    wanted = sightings[engine.controller]
    if wanted.is_entry:
        return None
    got = next(
        (
            f"the controller of engine {other.name!r}"
            for other in project.engines.values()
            if sightings.get(str(other.controller), Sighting()).is_entry
        ),
        "the controller of no engine",
    )
    place = _relative(observed.file, project.root)
    why = f", which {wanted.problem}" if wanted.problem else ""
    verb, one = ("gives", "one of ") if observed.is_given else ("is", "")
    return (
        f"engine {engine.name!r} was asked for, but {entry} {verb} {one}{observed.name} ({place}), "
        f"{got}; it should be {one}{engine.controller}{why}\n{_advice(engine)}"
    )


def _broken(engine: Engine, entry: str, problem: str) -> str:
    return (
        f"engine {engine.name!r}: {entry} {problem}\n"
        "Mend it, or name what there is in [tool.engine_rollout]: entry, isolate and engines."
    )


def _advice(engine: Engine) -> str:
    settings = [f"{name}={value}" for name, value in engine.env.items() if value is not None]
    module = str(engine.controller).partition(":")[0]
    return "See for yourself: " + " ".join([*settings, f'python -c "import {module}"'])


def _relative(file: str, root: Path) -> str:
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else file or "no file"
