"""One test on one engine, one test under every engine, and the verdict on the pair."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

Outcome = Literal["passed", "failed", "error", "skipped", "xfailed", "xpassed"]
Verdict = Literal["matched", "regression", "improvement", "shared-failure", "one-sided"]

PASSING: frozenset[str] = frozenset({"passed", "xpassed"})


NO_EVIDENCE: Mapping[str, Any] = MappingProxyType({})
"""What most phases and results have; one object for all of them."""


class EngineResult(NamedTuple):  # as phases are
    """One test on one engine: half of a pair.

    Attributes:
        id: The full node id, with the engine.
        engine: The engine asked for.
        outcome: The one final outcome; see `fold`.
        duration: Seconds, of all phases of the last attempt.
        observed: The engine that answered; None where that could not be seen.
        exercised: Whether code of this engine ran in the call phase; None without evidence.
        pinned: Other engines whose code ran in the call phase.
        message: One line: what failed, or why it was skipped or expected to fail.
        details: The failure as pytest shows it, cut to a bounded length.
        reruns: Attempts before the one that counts.
        evidence: What each kind of evidence says of this test, by the kind's name; JSON values.
    """

    id: str
    engine: str
    outcome: Outcome
    duration: float
    observed: str | None = None
    exercised: bool | None = None
    pinned: tuple[str, ...] = ()
    message: str = ""
    details: str = ""
    reruns: int = 0
    evidence: Mapping[str, Any] = NO_EVIDENCE

    @property
    def passes(self) -> bool:
        """Whether the test passed, expected or not."""
        return self.outcome in PASSING

    @property
    def vacuous(self) -> bool:
        """Passed without running the engine it is counted for."""
        return self.outcome == "passed" and self.exercised is False


class Pair(NamedTuple):
    """One test under every engine that was asked for.

    Attributes:
        id: The base id, without the engine.
        path: The test file, relative to the root.
        line: 1-based; None where the item has none.
        engines: The results by engine; a missing half is absent.
        verdict: Of the candidate against the control.
        known: Whether a mark declares the difference: one half passes, the other must fail.
    """

    id: str
    path: str
    line: int | None
    engines: Mapping[str, EngineResult]
    verdict: Verdict
    known: bool = False

    def exercised_by(self, *engines: str) -> bool:
        """Whether this test ran code of each of these engines when it was counted for it."""
        halves = [self.engines.get(name) for name in engines]
        return all(half is not None and half.exercised is True for half in halves)


def verdict_of(control: EngineResult | None, candidate: EngineResult | None) -> Verdict:
    """Judge a pair by what the two engines did.

    A test that did not run on one of them, because the half is missing or was skipped there, proves
    nothing about the pair: it is one-sided, never matched. An expected failure is a failure of
    the engine all the same, but the same expected failure on both is the same outcome.
    """
    if control is None or candidate is None:
        return "one-sided"
    outcomes = {control.outcome, candidate.outcome}
    if "skipped" in outcomes:
        return "matched" if outcomes == {"skipped"} else "one-sided"
    if control.passes != candidate.passes:
        return "regression" if control.passes else "improvement"
    return "matched" if control.passes or outcomes == {"xfailed"} else "shared-failure"
