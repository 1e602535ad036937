"""The circumstances of a run, for its report: when, where, with what."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import pytest

import migration_lint
from migration_lint.project import Settings
from migration_lint.project.digest import configuration_digest
from migration_lint.project.revision import Revision, revision_of
from pytest_engine_rollout.isolation.items.ids import with_engine
from pytest_engine_rollout.recording import Recorder
from pytest_engine_rollout.results import Reason, RunInfo
from pytest_engine_rollout.session import RolloutSession

_DISTRIBUTIONS = {"xdist": "pytest-xdist", "coverage": "coverage", "pluggy": "pluggy"}


class Start(NamedTuple):
    """What is recorded before the tests run, as they may write into the working tree."""

    at: datetime
    clock: float
    revision: Revision


def start(config: pytest.Config) -> Start:
    """Record the time and the state of the working tree."""
    return Start(datetime.now(timezone.utc), perf_counter(), revision_of(config.rootpath))


def circumstances(
    rollout: RolloutSession, begun: Start, recorder: Recorder, exit_status: int
) -> RunInfo:
    """Everything about a run except its results."""
    settings: Settings = rollout.project.settings
    source = rollout.project.source
    return RunInfo(
        control=settings.control,
        candidate=settings.candidate,
        asked=tuple(engine.name for engine in rollout.engines),
        observed=_observed(rollout, recorder),
        started=begun.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        duration=perf_counter() - begun.clock,
        reasons=_reasons(recorder, [engine.name for engine in rollout.engines]),
        arguments=tuple(str(argument) for argument in rollout.config.invocation_params.args),
        exit_status=exit_status,
        deselected=recorder.deselected + rollout.left_out,
        commit=begun.revision.commit,
        dirty=begun.revision.dirty,
        configuration=None if source is None else _relative(Path(source), rollout.config.rootpath),
        configuration_digest=configuration_digest(settings),
        versions=_versions(),
        platform=platform.platform(),
        workers=len(getattr(rollout.config.option, "tx", None) or ()),
    )


def _observed(rollout: RolloutSession, recorder: Recorder) -> dict[str, str]:
    answered = {result.observed for result in recorder.results().values()}
    return {
        engine.name: engine.controller
        for engine in rollout.engines
        if engine.controller is not None and engine.name in answered
    }


def _reasons(recorder: Recorder, asked: Sequence[str]) -> tuple[Reason, ...]:
    results = recorder.results()
    missing = sorted(item.id for item in recorder.selected() if item.id not in results)
    reasons = list(recorder.reasons)
    bases = sorted({item.base for item in recorder.selected()})
    for engine in asked:
        if engine not in recorder.collected:
            halves = tuple(with_engine(base, engine) for base in bases)
            reasons.append(Reason("missing", f"the tests of {engine} were never collected", halves))
    if missing:
        number = (
            "1 selected test has" if len(missing) == 1 else f"{len(missing)} selected tests have"
        )
        reasons.append(Reason("missing", f"{number} no result", tuple(missing)))
    return tuple(reasons)


def _relative(path: Path, root: Path) -> str:
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _versions() -> dict[str, str]:
    versions = {
        "python": platform.python_version(),
        "pytest": pytest.__version__,
        "plugin": migration_lint.__version__,
    }
    for name, distribution in _DISTRIBUTIONS.items():
        try:
            versions[name] = version(distribution)
        except PackageNotFoundError:
            continue
    return versions
