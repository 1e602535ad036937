"""The sentences that more than one report says, as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_engine_rollout.reports.text import count, one_line, percent
from pytest_engine_rollout.results import Comparison, Pair, Performance, RunResult, Sabotage

_MESSAGE = 160  # characters of a failure's message


def parity_parts(run: RunResult) -> Iterator[str]:
    """`330 matched, of which 0 ran both engines`, `0 regressions`..."""
    parity = run.parity
    if not run.has_pairs:
        yield f"not judged, only {', '.join(run.info.asked)} ran"
        return
    proven = "" if not _measured(run) else f", of which {parity.matched_exercised} ran both engines"
    yield f"{parity.matched} matched{proven}"
    yield count(parity.regressions, "regression")
    yield count(parity.improvements, "improvement")
    yield count(parity.shared_failures, "shared failure")
    if parity.one_sided:
        yield f"{parity.one_sided} one-sided"
    if parity.known:
        yield f"{parity.known} of the differences known (marked)"


def vacuous_parts(run: RunResult) -> Iterator[str]:
    """`320 passes on legacy never ran it (77 of them ran modular code: pinned)`."""
    for engine, totals in run.totals.items():
        if not totals.vacuous:
            continue
        others = {name for half in run.results(engine) if half.vacuous for name in half.pinned} - {
            engine
        }
        pinned = (
            f" ({totals.vacuous_pinned} of them ran {', '.join(sorted(others))} code: pinned)"
            if totals.vacuous_pinned
            else ""
        )
        verb = "never ran it" if totals.vacuous > 1 else "that never ran it"
        yield f"{count(totals.vacuous, 'pass', 'passes')} on {engine} {verb}{pinned}"


def unseen_parts(run: RunResult) -> Iterator[str]:
    """`3 tests on legacy may have run it unseen, in another process or thread`, and the like."""
    for engine, totals in run.totals.items():
        if totals.unseen and totals.exercised is not None:
            tests = count(totals.unseen, "test")
            yield f"{tests} on {engine} may have run it unseen, in another process or thread"
    halves = (half for pair in run.pairs for half in pair.engines.values())
    blind = next(
        (why for half in halves if (why := half.evidence.get("lines", {}).get("blind"))), ""
    )
    if blind:
        yield f"line coverage: {blind}"


def performance_parts(run: RunResult) -> Iterator[str]:
    """`modular/legacy: inconclusive, 0 pairs exercised both engines`, then the overall measures."""
    performance = run.performance
    if performance is None:
        return
    info = run.info
    why = performance.reason if performance.verdict == "inconclusive" else ""
    pairs = f"{count(performance.pairs, 'pair')} exercised both engines"
    verdict = performance_verdict(performance)
    yield f"{info.candidate}/{info.control}: {verdict}, {one_line(why) or pairs}"
    for one in performance.measures:
        overall = ":" not in one.name
        if overall and one.ratio is not None and one.low is not None and one.high is not None:
            yield f"{one.name} x{one.ratio:.2f} [{one.low:.2f}, {one.high:.2f}]"
    if performance.slow:
        yield f"{count(len(performance.slow), 'call')} over the limit of prompt generation"


def performance_verdict(performance: Performance) -> str:
    """`inside ±10 %`, or `inconclusive`."""
    if performance.verdict == "inconclusive":
        return "inconclusive"
    return f"{performance.verdict} ±{percent(performance.limit)}"


def sabotage_part(one: Sabotage) -> str:
    """`legacy.update_stage noticed by 2 of 3 tests that run it`."""
    name = f"{one.engine}.{one.method}"
    if not one.tests:
        return f"{name} is run by no test"
    noticed = len(one.noticed) or "none"
    run = "runs" if len(one.tests) == 1 else "run"
    return f"{name} noticed by {noticed} of {count(len(one.tests), 'test')} that {run} it"


def leaked_lines(run: RunResult) -> int:
    """Control lines that ran while the candidate was asked for."""
    return sum(len(place.lines) for place in run.coverage.leaks) if run.coverage else 0


def compared_parts(run: RunResult) -> Iterator[str]:
    """`420 matched`, `2 mismatched`, `0 ignored`; nothing where nothing was compared."""
    compared = run.comparison_totals
    if compared.matched or compared.mismatched or compared.ignored:
        yield f"{compared.matched} matched"
        yield f"{compared.mismatched} mismatched"
        yield f"{compared.ignored} ignored"


def mismatches(run: RunResult) -> list[Comparison]:
    """The observations that differ; their message is a sentence that lacks the test alone."""
    return [one for one in run.comparisons if one.status == "mismatched"]


def failing_message(pair: Pair, run: RunResult) -> str:
    """The failure message of the half that does not pass, on one line; the candidate's first."""
    halves = [pair.engines.get(name) for name in (run.info.candidate, run.info.control)]
    failing = [half for half in halves if half is not None and not half.passes]
    return next((one_line(half.message, _MESSAGE) for half in failing if half.message), "")


def _measured(run: RunResult) -> bool:
    return any(totals.exercised is not None for totals in run.totals.values())
