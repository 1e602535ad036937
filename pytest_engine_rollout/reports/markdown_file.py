"""`--engine-markdown`: for a pull-request comment or `$GITHUB_STEP_SUMMARY`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from pytest_engine_rollout.reports.base import Report
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
from pytest_engine_rollout.results import Comparison, Pair, Reason, RunResult

_MISSING = 10  # names of what is missing
_NAMED = 50  # tests named in one section
_LIMIT = 60_000  # characters; GitHub takes 65,536 in a comment
_STEP_SUMMARY = "GITHUB_STEP_SUMMARY"


class MarkdownReport(Report):
    """GitHub's Markdown; text of the project stands in code spans, where it can do nothing."""

    def text(self, run: RunResult) -> str:
        """Totals first, then what needs a look, folded."""
        parts = [_head(run), _table(run), _facts(run), *_sections(run)]
        kept = ""
        for part in parts:
            if len(kept) + len(part) > _LIMIT:
                return kept + "The rest is too long for a comment; see the other reports.\n"
            kept += part + "\n"
        return kept

    def write(self, run: RunResult, path: Path) -> None:
        """Write the file; append to a GitHub step summary, which earlier steps have written to."""
        if str(path) == os.environ.get(_STEP_SUMMARY):
            with path.open("a", encoding="utf-8") as stream:
                stream.write(self.text(run))
        else:
            super().write(run, path)


def code(text: str) -> str:
    """The text as a code span, escaped also for tables."""
    line = one_line(text).replace("|", "\\|")
    longest = max((len(ticks) for ticks in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest or line != line.strip() else ""
    return f"{fence}{pad}{line}{pad}{fence}" if line else ""


def _head(run: RunResult) -> str:
    info = run.info
    title = f"## Engine rollout: {code(info.control)} to {code(info.candidate)}\n"
    if info.complete:
        return title
    reasons = "".join(_reason(reason) for reason in info.reasons)
    return f"{title}\n> [!WARNING]\n> This run is **not complete**:\n{reasons}"


def _reason(reason: Reason) -> str:
    names = [name for name in reason.items if name not in reason.message]
    more = [f"and {len(names) - _MISSING} more"] if len(names) > _MISSING else []
    said = ", ".join([*map(code, names[:_MISSING]), *more])
    return f"> - {code(reason.message)}{': ' + said if said else ''}\n"


def _table(run: RunResult) -> str:
    rows = [
        "| engine | tests | passed | failed | errors | skipped | pass rate | exercised | time |",
        "|:--|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, one in run.totals.items():
        exercised = "not measured"
        if one.exercised is not None:
            exercised = f"{one.exercised} ({percent(one.exercised_share)})"
        numbers = (one.tests, one.passed, one.failed, one.errors, one.skipped)
        cells = (code(name), *numbers, percent(one.pass_rate, 1), exercised, seconds(one.time))
        rows.append(f"| {' | '.join(str(cell) for cell in cells)} |")
    return "".join(f"{row}\n" for row in rows)


def _facts(run: RunResult) -> str:
    facts = [f"**Parity:** {', '.join(parity_parts(run))}"]
    facts += [f"**Vacuous:** {_escaped(part)}" for part in vacuous_parts(run)]
    facts += [f"**Unseen:** {_escaped(part)}" for part in unseen_parts(run)]
    if parts := list(compared_parts(run)):
        facts.append(f"**Compared:** {', '.join(parts)}")
    if parts := list(performance_parts(run)):
        facts.append(f"**Performance:** {_escaped(', '.join(parts))}")
    if leaks := leaked_lines(run):
        facts.append(
            f"**Leaks:** {count(leaks, 'line')} of {code(run.info.control)} ran while "
            f"{code(run.info.candidate)} was asked for"
        )
    facts += [f"**Sabotage:** {_escaped(sabotage_part(one))}" for one in run.sabotage]
    return "".join(f"- {fact}\n" for fact in facts)


def _sections(run: RunResult) -> Iterator[str]:
    for verdict, title in (
        ("regression", "Regressions"),
        ("improvement", "Improvements"),
        ("one-sided", "One-sided"),
        ("shared-failure", "Shared failures"),
    ):
        judged = run.pairs if run.has_pairs else ()
        pairs = [pair for pair in judged if pair.verdict == verdict]
        if pairs:
            opened = " open" if verdict == "regression" else ""
            yield _folded(f"{title} ({len(pairs)})", [_item(p, run) for p in pairs], opened)
    different = [_difference(one) for one in mismatches(run)]
    if different:
        yield _folded(f"Different observations ({len(different)})", different)
    for engine in run.totals:
        vacuous = [f"- {code(half.id)}" for half in run.results(engine) if half.vacuous]
        if vacuous:
            yield _folded(f"Vacuous on {escape(one_line(engine))} ({len(vacuous)})", vacuous)


def _item(pair: Pair, run: RunResult) -> str:
    known = " (known)" if pair.known else ""
    message = failing_message(pair, run) if pair.verdict != "one-sided" else ""
    return f"- {code(pair.id)}{known}{': ' + code(message) if message else ''}"


def _difference(one: Comparison) -> str:
    """What differs in a sentence, and texts of several lines as a diff that GitHub colours."""
    lines = [one_line(line) for line in diff_of(one)]
    longest = max((len(ticks) for line in lines for ticks in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    diff = "".join(f"\n  {line}" for line in (f"{fence}diff", *lines, fence)) if lines else ""
    return f"- {code(one.id)}: {code(one.message)}{diff}"


def _folded(title: str, items: Sequence[str], opened: str = "") -> str:
    shown = "".join(f"{item}\n" for item in items[:_NAMED])
    more = f"- and {len(items) - _NAMED} more\n" if len(items) > _NAMED else ""
    return f"<details{opened}><summary>{title}</summary>\n\n{shown}{more}\n</details>\n"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|~@&])", r"\\\1", one_line(text))
