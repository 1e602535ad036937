"""The terminal summary, as lines of marked-up text; pure, so that a test can read it."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from pytest_engine_rollout.reports.diff import diff_of
from pytest_engine_rollout.reports.sentences import (
    compared_parts,
    failing_message,
    leaked_lines,
    mismatches,
    parity_parts,
    performance_parts,
    sabotage_part,
    unseen_parts,
    vacuous_parts,
)
from pytest_engine_rollout.reports.text import count, one_line, percent, seconds
from pytest_engine_rollout.results import Comparison, Pair, RunResult, Totals

_LABEL = 13  # columns of the words in front
_NAMED = 10  # tests named without -v
_ENGINE = 20  # columns of an engine's name at most


class Line(NamedTuple):
    """One line, and how pytest's terminal writer marks it: `{"red": True}`."""

    text: str
    markup: Mapping[str, bool] = MappingProxyType({})


def summary_lines(
    run: RunResult, width: int, verbosity: int, *, page: bool = False
) -> Iterator[Line]:
    """The lines below the title.

    Args:
        run: What to sum up.
        width: Columns of the terminal.
        verbosity: Pytest's: below 0 only the figures of outcomes, above 0 every test by name.
        page: Whether `--engine-html` was asked for, and need not be recommended.
    """
    yield from _table(run, width)
    yield from _labelled("parity", " · ".join(parity_parts(run)), width, _parity_markup(run))
    for part in vacuous_parts(run):
        yield from _labelled("vacuous", part, width, {"yellow": True})
    if verbosity >= 0:
        yield from _details(run, width)
    for one in run.sabotage:  # asked for by name, so told whatever the verbosity
        yield from _labelled("sabotage", sabotage_part(one), width, _bad(not one.noticed))
    for why in run.unbreakable:
        yield from _labelled("sabotage", why, width, {"yellow": True})
    for reason in run.info.reasons:
        unsaid = [name for name in reason.items if name not in reason.message]
        text = reason.message + _first_names(unsaid, verbosity)
        yield from _labelled("INCOMPLETE", text, width, {"red": True, "bold": True})
    if verbosity >= 0:
        yield from _named_tests(run, width, None if verbosity > 0 else _NAMED)
    if verbosity > 0:
        yield from _vacuous_tests(run, width)
    if verbosity >= 0:
        for step in _next_steps(run, verbosity, page=page):
            yield from _labelled("next", step, width, {"cyan": True})


def _table(run: RunResult, width: int) -> Iterator[Line]:
    errors = any(totals.errors for totals in run.totals.values())
    head = ["engine", "tests", "passed", "failed", *(["errors"] if errors else []), "skipped"]
    rows = [[*head, "pass rate", "exercised", "time"]]
    rows += [_row(name, totals, errors) for name, totals in run.totals.items()]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    gap = " " if sum(widths) + 2 * len(widths) - 2 > width else "  "
    widths[0] = max(widths[0], _LABEL - len(gap)) if gap == "  " else widths[0]
    for number, row in enumerate(rows):
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(size) for cell, size in zip(row[1:], widths[1:], strict=True)]
        yield Line(gap.join(cells).rstrip(), {"bold": True} if number == 0 else {})
    also = [
        f"{name} {', '.join(expected)}"
        for name, totals in run.totals.items()
        if (expected := list(_expected(totals)))
    ]
    if also:
        yield from _labelled("also", " · ".join(also), width)


def _row(name: str, totals: Totals, errors: bool) -> list[str]:
    exercised = "not measured"
    if totals.exercised is not None:
        exercised = f"{totals.exercised} ({percent(totals.exercised_share):>4})"
    return [
        one_line(name, _ENGINE),
        str(totals.tests),
        str(totals.passed),
        str(totals.failed),
        *([str(totals.errors)] if errors else []),
        str(totals.skipped),
        percent(totals.pass_rate, 1),
        exercised,
        seconds(totals.time),
    ]


def _expected(totals: Totals) -> Iterator[str]:
    if totals.xfailed:
        yield f"{totals.xfailed} xfailed"
    if totals.xpassed:
        yield f"{totals.xpassed} xpassed"


def _details(run: RunResult, width: int) -> Iterator[Line]:
    for part in unseen_parts(run):
        yield from _labelled("unseen", part, width)
    marked = _bad(run.comparison_totals.mismatched)
    yield from _labelled("compared", " · ".join(compared_parts(run)), width, marked)
    yield from _labelled("performance", " · ".join(performance_parts(run)), width)
    if leaks := leaked_lines(run):
        text = f"{count(leaks, 'line')} of {run.info.control} ran while {run.info.candidate}"
        yield from _labelled("leaks", f"{text} was asked for", width, {"red": True})


def _named_tests(run: RunResult, width: int, limit: int | None) -> Iterator[Line]:
    groups = (
        ("regression", {"red": True}),
        ("improvement", {"green": True}),
        ("one-sided", {"yellow": True}),
    )
    for verdict, markup in groups:
        judged = run.pairs if run.has_pairs else ()
        pairs = [pair for pair in judged if pair.verdict == verdict and not pair.known]
        yield from _listed(verdict, [_named(p, run) for p in pairs], width, markup, limit)
    different = mismatches(run)
    if limit is None:
        for one in different:
            text = f"{one.id}: {one.message}"
            yield from _labelled("mismatch", text, width, {"red": True})
            yield from _diff(one, width)
    else:
        texts = [f"{one.id}: {one.message}" for one in different]
        yield from _listed("mismatch", texts, width, {"red": True}, limit)


def _diff(one: Comparison, width: int) -> Iterator[Line]:
    for line in diff_of(one):
        markup = {"-": {"red": True}, "+": {"green": True}}.get(line[0], {})
        yield Line(" " * _LABEL + one_line(line.rstrip(), max(width - _LABEL, _LABEL)), markup)


def _listed(
    label: str,
    texts: Sequence[str],
    width: int,
    markup: Mapping[str, bool],
    limit: int | None,
) -> Iterator[Line]:
    for text in texts[:limit]:
        yield from _labelled(label, text, width, markup)
    if limit is not None and len(texts) > limit:
        yield from _labelled(label, f"and {len(texts) - limit} more; -v names them", width, markup)


def _vacuous_tests(run: RunResult, width: int) -> Iterator[Line]:
    for engine in run.totals:
        for half in run.results(engine):
            if half.vacuous:
                yield from _labelled("vacuous", half.id, width)


def _next_steps(run: RunResult, verbosity: int, *, page: bool) -> Iterator[str]:
    if not run.info.complete:
        yield "run what is missing before you believe these figures"
    regressions = [p for p in run.pairs if p.verdict == "regression" and not p.known]
    if regressions:
        half = regressions[0].engines[run.info.candidate]
        yield f"pytest --engines=both {shlex.quote(half.id)} runs the first regression alone"
    if verbosity == 0 and any(totals.vacuous for totals in run.totals.values()):
        elsewhere = "the page" if page else "--engine-html=PATH"
        yield f"-v names the vacuous tests, {elsewhere} shows every pair"


def _named(pair: Pair, run: RunResult) -> str:
    if pair.verdict == "one-sided":
        missing = [name for name in run.info.asked if name not in pair.engines]
        skipped = [name for name, half in pair.engines.items() if half.outcome == "skipped"]
        states = [f"not run on {name}" for name in missing]
        states += [f"skipped on {name}" for name in skipped]
        return f"{pair.id}: {', '.join(states)}" if states else pair.id
    message = failing_message(pair, run)
    return f"{pair.id}: {message}" if message else pair.id


def _labelled(
    label: str, text: str, width: int, markup: Mapping[str, bool] | None = None
) -> Iterator[Line]:
    if not text:
        return
    indent = " " * _LABEL
    lines = textwrap.wrap(
        one_line(text),
        max(width, 2 * _LABEL),
        initial_indent=label.ljust(_LABEL),
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,  # an id that is broken cannot be copied
    )
    for line in lines:
        yield Line(line, markup or {})


def _first_names(names: Sequence[str], verbosity: int) -> str:
    shown = names if verbosity > 0 else names[:3]
    more = f", and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
    return f": {', '.join(shown)}{more}" if names else ""


def _parity_markup(run: RunResult) -> Mapping[str, bool]:
    return {"red": True} if run.parity.regressions > run.parity.known else {}


def _bad(problem: object) -> Mapping[str, bool]:
    return {"red": True} if problem else {}


def as_text(lines: Iterable[Line]) -> str:
    """The lines without their markup."""
    return "".join(f"{line.text}\n" for line in lines)
