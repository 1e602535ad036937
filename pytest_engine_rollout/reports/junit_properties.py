"""The properties that `--junitxml` gets for each test case."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_engine_rollout.results import EngineResult


def junit_properties(result: EngineResult, base_id: str) -> Iterator[tuple[str, object]]:
    """Properties of a test case: which engine it is about, and whether it really ran it."""
    yield "engine", result.engine
    yield "engine.base_id", base_id
    if result.observed is not None:
        yield "engine.observed", result.observed
    if result.exercised is not None:
        yield "engine.exercised", str(result.exercised).lower()
        yield "engine.vacuous", str(result.vacuous).lower()
    if result.pinned:
        yield "engine.pinned", ",".join(result.pinned)
