"""The main figures at the top of the page, as tiles."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from pytest_engine_rollout.reports.sentences import mismatches, performance_verdict
from pytest_engine_rollout.reports.text import count, one_line, percent
from pytest_engine_rollout.results import RunResult

_Tile = tuple[str, str, str, str]  # kind (good, bad, open), figure, title, sentence


def headline(run: RunResult) -> str:
    """A row of tiles; nothing where no pair can be judged."""
    tiles = "".join(
        f'<div class="tile t-{kind}"><strong>{escape(figure)}</strong><h3>{escape(title)}</h3>'
        f"<p>{escape(one_line(sentence))}</p></div>"
        for kind, figure, title, sentence in _tiles(run)
    )
    return f'<div class="tiles">{tiles}</div>' if tiles else ""


def _tiles(run: RunResult) -> Iterator[_Tile]:
    if not run.has_pairs:
        return
    yield _parity(run)
    yield _regressions(run)
    yield _vacuous(run)
    if run.comparison_totals.matched or run.comparison_totals.mismatched:
        yield _observations(run)
    if run.sabotage:
        yield _sabotage(run)
    if run.performance is not None:
        yield _performance(run)


def _parity(run: RunResult) -> _Tile:
    parity = run.parity
    share = parity.matched_exercised / parity.pairs if parity.pairs else None
    proven = f"{parity.matched_exercised} of {count(parity.pairs, 'pair')}"
    kind = "good" if share == 1 else "open"
    return kind, percent(share), "proven parity", f"{proven} matched and ran both engines"


def _regressions(run: RunResult) -> _Tile:
    number = sum(pair.verdict == "regression" and not pair.known for pair in run.pairs)
    known = run.parity.regressions - number
    more = f"; {known} more known" if known else ""
    sentence = f"pass on {run.info.control} and not on {run.info.candidate}{more}"
    title = "regression" if number == 1 else "regressions"
    return "bad" if number else "good", str(number), title, sentence


def _vacuous(run: RunResult) -> _Tile:
    totals = [totals for totals in run.totals.values() if totals.vacuous is not None]
    number = sum(one.vacuous or 0 for one in totals)
    passed = sum(one.passed for one in totals)
    share = number / passed if passed else None
    sentence = f"{number} of {passed} passes never ran their engine"
    return "open" if number or not totals else "good", percent(share), "vacuous", sentence


def _observations(run: RunResult) -> _Tile:
    tests = {one.id for one in mismatches(run)}
    number, matched = run.comparison_totals.mismatched, run.comparison_totals.matched
    sentence = f"in {count(len(tests), 'test')}; {matched} places are the same"
    return "bad" if number else "good", str(number), "differences", sentence


def _sabotage(run: RunResult) -> _Tile:
    noticed = sum(bool(one.noticed) for one in run.sabotage)
    kind = "good" if noticed == len(run.sabotage) else "bad"
    sentence = "broken methods would be noticed by some test"
    return kind, f"{noticed} of {len(run.sabotage)}", "sabotage", sentence


def _performance(run: RunResult) -> _Tile:
    one = run.performance
    assert one is not None
    kinds = {"inside": "good", "outside": "bad", "inconclusive": "open"}
    by_name = {measure.name: measure for measure in one.measures}
    decisive = by_name.get("calls", by_name.get("tests"))
    ratio = None if decisive is None else decisive.ratio
    figure = "-" if ratio is None else f"x{ratio:.2f}"
    why = one.reason or f"from {count(one.pairs, 'pair')} that exercised both engines"
    return kinds[one.verdict], figure, "time", f"{performance_verdict(one)}: {why}"
