"""The parts of the page that need no script; every text of the project is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from pytest_engine_rollout.reports.sentences import (
    compared_parts,
    parity_parts,
    performance_parts,
    performance_verdict,
    sabotage_part,
    unseen_parts,
    vacuous_parts,
)
from pytest_engine_rollout.reports.text import count, one_line, percent, seconds
from pytest_engine_rollout.results import (
    Coverage,
    Lines,
    Measure,
    Performance,
    RunResult,
    Sabotage,
    Totals,
)

_NAMED = 200  # names listed in one place
_KEY = (
    ("pass", "passed and ran the engine"),
    ("vacuous", "passed without running it (or not measured)"),
    ("fail", "failed"),
    ("idle", "skipped or expected to fail"),
)


def shown(text: str) -> str:
    """A text of the project, escaped for the page."""
    return escape(one_line(text))


def about(run: RunResult) -> str:
    """One line on what was run, when and with what."""
    info = run.info
    commit = "outside git"
    if info.commit is not None:
        commit = f"commit <code>{shown(info.commit[:12])}</code>" + (
            " with uncommitted changes" if info.dirty else ""
        )
    versions = ", ".join(f"{shown(name)} {shown(v)}" for name, v in sorted(info.versions.items()))
    return (
        f"{shown(info.control)} to {shown(info.candidate)} · {commit} · {shown(info.started)} · "
        f"{seconds(info.duration)} · {versions}"
    )


def incomplete(run: RunResult) -> str:
    """Why the run is not complete, with every name."""
    if run.info.complete:
        return ""
    reasons = "".join(
        f"<details><summary>{shown(reason.message)}</summary>{_names(reason.items)}</details>"
        for reason in run.info.reasons
    )
    return f'<section class="incomplete"><h2>This run is not complete</h2>{reasons}</section>'


def engines(run: RunResult) -> str:
    """Totals by engine; a pass rate stands beside its exercised count and in front of its bar."""
    columns = ("tests", "passed", "failed", "errors", "skipped", "pass rate", "exercised", "time")
    head = "".join(
        f'<th scope="col">{name}</th>' for name in ("engine", *columns, "what it proves")
    )
    rows = "".join(_engine_row(name, totals) for name, totals in run.totals.items())
    key = "".join(f'<span><i class="k-{kind}"></i>{words}</span>' for kind, words in _KEY)
    return (
        f'<div class="wide"><table class="engines"><tr>{head}</tr>{rows}</table></div>'
        f'<div class="key">{key}</div>'
    )


def facts(run: RunResult) -> str:
    """The sentences of the terminal summary."""
    lines = [("parity", ", ".join(parity_parts(run)))]
    lines += [("vacuous", part) for part in vacuous_parts(run)]
    lines += [("unseen", part) for part in unseen_parts(run)]
    lines += [
        ("compared", ", ".join(compared_parts(run))),
        ("performance", ", ".join(performance_parts(run))),
    ]
    items = "".join(
        f"<li><strong>{label}</strong> {shown(text)}</li>" for label, text in lines if text
    )
    return f'<ul class="facts">{items}</ul>'


def sections(run: RunResult) -> str:
    """Performance, sabotage and coverage, as far as they were looked at."""
    return "".join(_sections(run))


def _sections(run: RunResult) -> Iterator[str]:
    if run.performance is not None:
        yield _performance(run.performance)
    if run.sabotage:
        yield _sabotage(run.sabotage)
    if run.coverage is not None:
        yield _coverage(run.coverage, run)


def _engine_row(name: str, one: Totals) -> str:
    exercised = "not measured"
    if one.exercised is not None:
        exercised = f"{one.exercised} ({percent(one.exercised_share)})"
    numbers = (one.tests, one.passed, one.failed, one.errors, one.skipped)
    rate = f'<td class="rate">{percent(one.pass_rate, 1)}</td>'
    cells = "".join(f"<td>{number}</td>" for number in numbers)
    return (
        f'<tr><th scope="row">{shown(name)}</th>{cells}{rate}<td class="rate">{exercised}</td>'
        f"<td>{seconds(one.time)}</td><td>{_bar(one)}</td></tr>"
    )


def _bar(one: Totals) -> str:
    vacuous = one.passed if one.vacuous is None else one.vacuous
    failed = one.failed + one.errors
    parts = (
        ("pass", one.passed - vacuous),
        ("vacuous", vacuous),
        ("fail", failed),
        ("idle", one.tests - one.passed - failed),
    )
    drawn, start = "", 0.0
    for kind, number in parts:
        width = 100 * number / max(one.tests, 1)
        drawn += f'<rect class="b-{kind}" x="{start:.3f}" width="{width:.3f}" height="12"/>'
        start += width
    label = ", ".join(f"{number} {dict(_KEY)[kind]}" for kind, number in parts)
    return (
        f'<svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" role="img" '
        f'aria-label="{label}"><title>{label}</title>{drawn}</svg>'
    )


def _performance(one: Performance) -> str:
    rows = [(m.name, m.verdict, _number(m.ratio), _interval(m), m.pairs) for m in one.measures]
    interval = f"{percent(one.confidence)} interval"
    table = _table(("measure", "verdict", "ratio", interval, "pairs"), rows)
    slow = [f"{c.id}: {c.engine}.{c.method} took {seconds(c.duration)}" for c in one.slow]
    title = f"Performance: {performance_verdict(one)}"
    listed = f"<h3>Slow prompt generation</h3>{_names(slow)}" if slow else ""
    return _section(title, (f"<p>{shown(one.reason)}</p>" if one.reason else "") + table + listed)


def _sabotage(all_of_them: Sequence[Sabotage]) -> str:
    engines = list(dict.fromkeys(one.engine for one in all_of_them))
    methods = list(dict.fromkeys(one.method for one in all_of_them))
    found = {(one.method, one.engine): one for one in all_of_them}
    head = "".join(f'<th scope="col">{shown(name)}</th>' for name in engines)
    rows = "".join(
        f'<tr><th scope="row"><code>{shown(method)}</code></th>'
        + "".join(_noticed(found.get((method, engine))) for engine in engines)
        + "</tr>"
        for method in methods
    )
    items = "".join(
        f"<details><summary>{shown(sabotage_part(one))}</summary>{_names(one.noticed)}</details>"
        for one in all_of_them
        if one.tests
    )
    table = f'<div class="wide"><table class="matrix"><tr><th></th>{head}</tr>{rows}</table></div>'
    return _section("Sabotage: would this suite notice?", table + items)


def _noticed(one: Sabotage | None) -> str:
    """A table cell: how many of the tests that run a method noticed that it was broken."""
    if one is None:
        return "<td></td>"
    if not one.tests:
        return '<td class="v-shared-failure">no test runs it</td>'
    kind = "v-matched" if one.noticed else "v-regression"
    return f'<td class="{kind}">noticed by {len(one.noticed)} of {len(one.tests)}</td>'


def _coverage(one: Coverage, run: RunResult) -> str:
    control, candidate = run.info.control, run.info.candidate
    rows = [
        (name, f"{engine.executed} of {engine.statements}", percent(share))
        for name, engine in one.engines.items()
        for share in [engine.executed / engine.statements if engine.statements else None]
    ]
    table = _table(("engine", "lines run under it", "share"), rows)
    lists = (
        (f"Leaks: {control} lines that ran while {candidate} was asked for", one.leaks, " open"),
        (f"{control} lines that no test runs: behaviour nobody compared", one.unexecuted, ""),
        (
            f"{candidate} lines run only by tests that never ran on {control}",
            one.candidate_only,
            "",
        ),
    )
    return _section("Coverage", table + "".join(_line_list(*given) for given in lists))


def _line_list(title: str, places: Sequence[Lines], opened: str) -> str:
    number = count(sum(len(place.lines) for place in places), "line")
    rows = "".join(
        f'<tr><td class="text"><code>{shown(p.path)}</code></td><td class="text">{_ranges(p.lines)}'
        f'</td><td class="text">{_names(p.tests)}</td></tr>'
        for p in places
    )
    head = (
        '<tr><th class="text">file</th><th class="text">lines</th><th class="text">tests</th></tr>'
    )
    return (
        f"<details{opened}><summary>{shown(title)}: {number}</summary>"
        f'<div class="wide"><table>{head}{rows}</table></div></details>'
    )


def _ranges(lines: Iterable[int]) -> str:
    ranges: list[list[int]] = []
    for line in sorted(lines):
        if ranges and line == ranges[-1][1] + 1:
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in ranges)


def _names(names: Sequence[str]) -> str:
    if not names:
        return ""
    items = "".join(f"<li><code>{shown(name)}</code></li>" for name in names[:_NAMED])
    more = f"<li>and {len(names) - _NAMED} more</li>" if len(names) > _NAMED else ""
    return f"<ul>{items}{more}</ul>"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    cells = "".join(f'<th scope="col">{shown(name)}</th>' for name in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{shown(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<div class="wide"><table><tr>{cells}</tr>{body}</table></div>'


def _section(title: str, body: str) -> str:
    return f"<section><h2>{shown(title)}</h2>{body}</section>"


def _interval(one: Measure) -> str:
    known = one.low is not None and one.high is not None
    return f"{_number(one.low)} to {_number(one.high)}" if known else "-"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
