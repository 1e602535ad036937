"""Small runs to report on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pytest_engine_rollout.results import (
    EngineResult,
    Outcome,
    Pair,
    RunInfo,
    RunResult,
    verdict_of,
)

CONTROL, CANDIDATE = "legacy", "modular"


def half(engine: str, outcome: Outcome = "passed", **more: Any) -> EngineResult:
    """One result; its id is `test_a` unless another is given."""
    made = EngineResult(
        id=f"tests/test_a.py::test_a[{engine}]",
        engine=engine,
        outcome=outcome,
        duration=0.25,
        observed=engine,
        exercised=True,
    )
    return made._replace(**more)


def pair(
    name: str = "test_a",
    control: Outcome | EngineResult | None = "passed",
    candidate: Outcome | EngineResult | None = "passed",
    **more: Any,
) -> Pair:
    """A pair of `name`; a half is given as its outcome, or whole, or as None for a missing one."""
    base = f"tests/test_a.py::{name}"
    engines = {
        engine: given
        if isinstance(given, EngineResult)
        else half(engine, given, id=f"{base}[{engine}]")
        for engine, given in ((CONTROL, control), (CANDIDATE, candidate))
        if given is not None
    }
    verdict = verdict_of(engines.get(CONTROL), engines.get(CANDIDATE))
    return Pair(base, "tests/test_a.py", 3, engines, verdict)._replace(**more)


def info(**more: Any) -> RunInfo:
    """The circumstances of a complete run."""
    made = RunInfo(
        control=CONTROL,
        candidate=CANDIDATE,
        asked=(CONTROL, CANDIDATE),
        started="2026-01-31T08:00:00Z",
        duration=1.5,
        arguments=("--engines=both",),
        commit="0123456789abcdef0123456789abcdef01234567",
        dirty=False,
        configuration_digest="sha256:00",
        versions={"python": "3.12.1", "pytest": "9.2.0", "plugin": "0.1.0"},
        platform="Linux",
    )
    return replace(made, **more)


def run(*pairs: Pair, **more: Any) -> RunResult:
    """A run of these pairs; keywords of `RunInfo` and of `RunResult` alike."""
    names = RunResult.__dataclass_fields__.keys()
    circumstances = {key: value for key, value in more.items() if key not in names}
    rest = {key: value for key, value in more.items() if key in names}
    return RunResult(info(**circumstances), tuple(pairs) or (pair(),), **rest)
