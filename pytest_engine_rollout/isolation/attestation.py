"""Check that the entry really gives the engine that was asked for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from migration_lint.project import Engine, Project
from pytest_engine_rollout.isolation.entry import ResolvedName, resolve_names
from pytest_engine_rollout.isolation.throwaway_process import in_forked_copy
from pytest_engine_rollout.watch.locate import find_module


def check_entry(project: Project, engine: Engine) -> None:
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
    protocol = [method.name for method in project.settings.protocol]
    seen = in_forked_copy(resolve_names, str(project.root), names, protocol)
    if isinstance(seen, str):
        raise pytest.UsageError(_broken(engine, entry, f"cannot be imported: {seen}"))
    problem = _verdict(
        project, engine, entry, {name: ResolvedName(**it) for name, it in seen.items()}
    )
    if problem:
        raise pytest.UsageError(problem)


def check_place(project: Project, engine: Engine) -> None:
    """Check, in an engine's world, that its controller is this project's own.

    Where the project is installed from another checkout, as a worktree is for which nobody has
    installed it anew, tests run that one's code: of the files here nothing would be seen to run,
    and the report would be of a commit that was not tested.

    Raises:
        pytest.UsageError: The project has the controller's module and another file was imported.
    """
    module = (engine.controller or "").partition(":")[0]
    loaded = getattr(sys.modules.get(module), "__file__", None)
    spec = find_module(module, project.root) if loaded else None
    if not loaded or spec is None or not spec.origin:
        return
    here = Path(spec.origin)
    if here.is_relative_to(project.root) and os.path.realpath(here) != os.path.realpath(loaded):
        raise pytest.UsageError(
            f"engine {engine.name!r}: {module} was imported from {loaded}, and not from "
            f"{_relative(spec.origin, project.root)} of this project: what ran would not be what "
            "the report is of\n"
            "Install the project from here (python -m pip install --editable .), or name the "
            "folder to import from in pytest's setting pythonpath."
        )


def engine_of_entry(project: Project, asked: str) -> str | None:
    """The engine whose controller the entry is at this moment; None where that cannot be seen.

    It looks at modules that are loaded, and imports none.

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


def _loaded(name: str) -> object | None:
    module, _, path = name.partition(":")
    found: object = sys.modules.get(module)
    for attribute in path.split("."):
        found = getattr(found, attribute, None)
    return found


def _verdict(
    project: Project, engine: Engine, entry: str, resolved: dict[str, ResolvedName]
) -> str | None:
    assert engine.controller is not None
    observed = resolved[entry]
    if observed.problem:
        return _broken(engine, entry, observed.problem)
    asked = resolved[engine.controller]
    if asked.is_entry:
        return None
    got = next(
        (
            f"the controller of engine {other.name!r}"
            for other in project.engines.values()
            if resolved.get(str(other.controller), ResolvedName()).is_entry
        ),
        "the controller of no engine",
    )
    place = _relative(observed.file, project.root)
    why = f", which {asked.problem}" if asked.problem else ""
    verb, one = ("gives", "one of ") if observed.is_given else ("is", "")
    return (
        f"engine {engine.name!r} was asked for, but {entry} {verb} {one}{observed.name} ({place}), "
        f"{got}; it should be {one}{engine.controller}{why}\n"
        f"{_advice(engine, engine.controller if asked.problem else entry, observed)}"
    )


def _broken(engine: Engine, entry: str, problem: str) -> str:
    return (
        f"engine {engine.name!r}: {entry} {problem}\n"
        "Mend it, or name what there is in [tool.engine_rollout]: entry, isolate and engines."
    )


def _advice(engine: Engine, name: str, entry: ResolvedName) -> str:
    """The command that shows what a name leads to: one that cannot be imported, or the entry."""
    settings = [f"{name}={value}" for name, value in engine.env.items() if value is not None]
    module, _, path = name.partition(":")
    command = f"from {module} import {path.partition('.')[0]}"
    if name != engine.controller:
        command += f"; print({path}{'()' * entry.is_called})"
    return "See for yourself: " + " ".join([*settings, f'python -c "{command}"'])


def _relative(file: str, root: Path) -> str:
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else file or "no file"
