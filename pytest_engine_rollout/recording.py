"""Record a run: the items selected, the reports on each, and what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from pytest_engine_rollout.reports.text import cut
from pytest_engine_rollout.results import Reason, ReasonKind
from pytest_engine_rollout.results.fold import Phase, Selected, fold, phase_like
from pytest_engine_rollout.results.pair import NO_EVIDENCE, EngineResult
from pytest_engine_rollout.transport import Shipment, shipment_of

DETAILS_LIMIT = 20_000  # characters of a failure that are kept
MESSAGE_LIMIT = 500

EXECUTION = "execution"
"""The kind of evidence that says `exercised` and `pinned` of the call phase."""


class Recorder:
    """Everything reported of a run so far.

    Attributes:
        collected: The engines whose tests are all known.
        deselected: Items taken out of the selection.
        reasons: Why the run cannot be complete, as far as that is known.
    """

    def __init__(self) -> None:
        self.collected: set[str] = set()
        self.deselected = 0
        self.reasons: list[Reason] = []
        self._selected: dict[str, Selected] = {}
        self._phases: dict[str, list[Phase]] = {}
        self._results: dict[str, EngineResult | None] = {}

    def select(self, items: Iterable[Selected]) -> None:
        """Expect a result of each of these items; one that knows its line replaces one without."""
        for item in items:
            known = self._selected.get(item.id)
            if known is None or known.line is None:
                self._selected[item.id] = item

    def problem(self, kind: ReasonKind, message: str, *items: str) -> None:
        """Note a reason why the run is not complete."""
        reason = Reason(kind, message, items)
        if reason not in self.reasons:
            self.reasons.append(reason)

    def hear(self, report: pytest.TestReport) -> Shipment | None:
        """Record pytest's report of one phase of one item; returns the shipment attached to it."""
        shipment, nodeid = shipment_of(report), report.nodeid
        known = self._selected.get(nodeid)
        if shipment is not None and (known is None or known.line is None):
            self.select([_selected(report, shipment)])
        if nodeid in self._selected:
            self._add(phase_of(report, shipment))
        return shipment

    def _add(self, phase: Phase) -> None:
        """Add a phase; once a test has passed, its phases are summed up and not kept.

        Whatever is kept of every test slows the garbage collector down. If more phases follow, a
        phase made of the sum stands for the earlier ones.
        """
        before = self._results.pop(phase.id, None)
        if phase.id not in self._phases:
            self._phases[phase.id] = [] if before is None else [phase_like(before)]
        self._phases[phase.id].append(phase)
        if phase.when == "teardown":
            result = self.result(phase.id)
            if result is not None and result.outcome == "passed" and not result.reruns:
                del self._phases[phase.id]

    def results(self) -> dict[str, EngineResult]:
        """The final results so far, by full node id."""
        folded = {nodeid: self.result(nodeid) for nodeid in self._selected}
        return {nodeid: result for nodeid, result in folded.items() if result is not None}

    def result(self, nodeid: str) -> EngineResult | None:
        """The final result of one item; None where it has none yet or was not selected."""
        if nodeid not in self._results and nodeid in self._phases:
            self._results[nodeid] = fold(self._selected[nodeid], self._phases[nodeid])
        return self._results.get(nodeid)

    def selected(self) -> list[Selected]:
        """Every item of which a result is expected."""
        return list(self._selected.values())


def phase_of(report: pytest.TestReport, shipment: Shipment | None) -> Phase:
    """The phase that a report is about, as a plain value."""
    when = report.when if report.when in ("setup", "call", "teardown") else "lost"
    evidence = shipment.get("evidence", NO_EVIDENCE) if shipment else NO_EVIDENCE
    is_expected, is_subtest = hasattr(report, "wasxfail"), hasattr(report, "context")
    if report.outcome == "passed" and not (evidence or is_expected or is_subtest):
        observed = shipment["observed"] if shipment else None  # set-up and teardown of most tests
        return Phase(report.nodeid, when, "passed", report.duration, observed=observed)
    execution = evidence.get(EXECUTION, NO_EVIDENCE)
    return Phase(
        id=report.nodeid,
        when=when,
        outcome=report.outcome,
        duration=report.duration,
        expected_failure=is_expected,
        subtest=is_subtest,
        message=_message(report) if is_expected or report.outcome != "passed" else "",
        details=cut(report.longreprtext, DETAILS_LIMIT) if report.failed else "",
        observed=_observed(execution, shipment),
        exercised=execution.get("exercised") if execution else None,
        pinned=tuple(execution.get("pinned", ())) if execution else (),
        evidence=evidence,
    )


def _observed(execution: Mapping[str, Any], shipment: Shipment | None) -> str | None:
    """The engine that the entry gave; if it was not used, the engine whose code ran."""
    if shipment is None:
        return None
    if shipment["observed"] is not None:
        return shipment["observed"]
    return shipment["engine"] if execution.get("exercised") else None


def _selected(report: pytest.TestReport, shipment: Shipment) -> Selected:
    base_id, engine, path = shipment["base_id"], shipment["engine"], shipment["path"]
    return Selected(report.nodeid, base_id, engine, path, shipment["line"])


def _message(report: Any) -> str:
    if hasattr(report, "wasxfail"):
        return str(report.wasxfail).removeprefix("reason: ")[:MESSAGE_LIMIT]
    longrepr = report.longrepr
    if isinstance(longrepr, tuple):
        return str(longrepr[-1]).removeprefix("Skipped: ")[:MESSAGE_LIMIT]
    if longrepr is None:
        return ""
    crash = getattr(longrepr, "reprcrash", None)
    text = crash.message if crash is not None else longrepr
    if not isinstance(text, str):  # else a lost worker: the text of the report begins with Python's
        text = report.longreprtext
    return next((line for line in text.splitlines() if line.strip()), "")[:MESSAGE_LIMIT]
