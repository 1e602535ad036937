"""Text that would do something if a report let it."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from pytest_engine_rollout.reports.base import report_for
from pytest_engine_rollout.reports.html_file import HtmlReport
from pytest_engine_rollout.reports.markdown_file import MarkdownReport, code
from pytest_engine_rollout.reports.summary import as_text, summary_lines
from pytest_engine_rollout.reports.text import (
    count,
    cut,
    in_encoding,
    one_line,
    percent,
    seconds,
    visible,
)
from pytest_engine_rollout.results import (
    Comparison,
    Coverage,
    EngineCoverage,
    Lines,
    Reason,
    RunResult,
    Sabotage,
)
from tests.plugin.reports.builders import half, pair, run

HOSTILE = (
    "</script><img src=x onerror=alert(1)>\n::error::gone\n##[add-mask]x\x1b[2J\u202e\ud800\x00"
    "`|`` *b* <!-- {{script}} &amp; \u2028 @team"
)


def hostile_run() -> RunResult:
    """Hostile text wherever text comes from the project."""
    control = half("legacy", "failed", id=HOSTILE, message=HOSTILE, details=HOSTILE)
    candidate = half("modular", "passed", id=HOSTILE, pinned=(HOSTILE,), exercised=False)
    return replace(
        run(
            pair("x", control, candidate)._replace(id=HOSTILE, path=HOSTILE),
            reasons=(Reason("worker-lost", HOSTILE, (HOSTILE,)),),
            arguments=(HOSTILE,),
            versions={"plugin": HOSTILE, HOSTILE: HOSTILE},
            platform=HOSTILE,
            commit=HOSTILE,
        ),
        comparisons=(
            Comparison(HOSTILE, HOSTILE, HOSTILE, "mismatched", HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        ),
        sabotage=(Sabotage("legacy", HOSTILE, (HOSTILE,), (HOSTILE,)),),
        coverage=Coverage({"legacy": EngineCoverage(1, 1)}, (Lines(HOSTILE, (1,), (HOSTILE,)),)),
    )


def test_the_terminal_shows_escapes_and_obeys_none() -> None:
    for verbosity in (-1, 0, 1):
        text = as_text(summary_lines(hostile_run(), 80, verbosity))
        assert set(re.findall(r"[\x00-\x1f\x7f-\x9f\u2028\u202e\ud800]", text)) <= {"\n"}
        assert [line for line in text.splitlines() if line.lstrip().startswith("::")] == []
        assert "##[" not in text


@pytest.mark.parametrize("word", ["ctrf", "html", "markdown", "report"])
def test_every_file_is_utf_8_and_acts_on_nothing(word: str) -> None:
    text = report_for(word).text(hostile_run())
    text.encode("utf-8")
    assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e]", text) == []
    assert [line for line in text.splitlines() if line.lstrip().startswith("::")] == []


@pytest.mark.parametrize("word", ["ctrf", "report"])
def test_json_is_json(word: str) -> None:
    json.loads(report_for(word).text(hostile_run()))


def test_the_page_has_no_markup_but_its_own() -> None:
    text = HtmlReport().text(hostile_run())
    assert "<img" not in text
    assert text.count("<script") == 2
    assert text.count("</script") == 2
    assert "<!--" not in text


def test_markdown_has_no_markup_but_its_own() -> None:
    text = MarkdownReport().text(hostile_run())
    outside = re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", text)
    assert re.findall(r"(?<!\\)<(?!/?details|/?summary)", outside) == []
    assert re.findall(r"(?<!\\)@", outside) == []


@pytest.mark.parametrize(
    ("text", "span"),
    [
        pytest.param("a", "`a`", id="plain"),
        pytest.param("a`b", "`` a`b ``", id="tick"),
        pytest.param("``", "``` `` ```", id="ticks"),
        pytest.param("a|b", "`a\\|b`", id="table"),
        pytest.param(" a", "`  a `", id="space"),
        pytest.param("a\nb", "`a\\nb`", id="lines"),
        pytest.param("", "", id="empty"),
    ],
)
def test_a_code_span(text: str, span: str) -> None:
    assert code(text) == span


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("a", "a", id="plain"),
        pytest.param("ä ☃ 𝄞", "ä ☃ 𝄞", id="any-language"),
        pytest.param("a\r\n\tb", "a\\r\\n\\tb", id="lines"),
        pytest.param("\x1b[31m", "\\x1b[31m", id="escape"),
        pytest.param("\ud800", "\\ud800", id="surrogate"),
        pytest.param("\u202e", "\\u202e", id="direction"),
        pytest.param("::error::x", "\\::error::x", id="command"),
        pytest.param("a ::error::x", "a \\::error::x", id="command-after-a-wrap"),
        pytest.param("a::b", "a::b", id="node-id"),
        pytest.param("##[group]", "##\\[group]", id="old-command"),
    ],
)
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


def test_text_keeps_its_lines() -> None:
    assert visible("a\n\tb\x00") == "a\n\tb\\x00"


def test_a_line_is_cut() -> None:
    assert one_line("abcdef", 4) == "abc…"


def test_what_was_cut_is_said() -> None:
    assert cut("abcdefghij", 4) == "ab\n... 6 characters cut ...\nij"
    assert cut("abcd", 4) == "abcd"


@pytest.mark.parametrize(
    ("share", "text"),
    [(None, "-"), (0, "0 %"), (0.0001, "1 %"), (0.5, "50 %"), (0.9999, "99 %"), (1, "100 %")],
)
def test_percent(share: float | None, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(
    ("duration", "text"),
    [(0, "0 ms"), (0.0126, "13 ms"), (1.25, "1.2 s"), (119.9, "119.9 s"), (725.4, "12 min 05 s")],
)
def test_seconds(duration: float, text: str) -> None:
    assert seconds(duration) == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        pytest.param("utf-8", "1 · ±10 % a…", id="utf-8"),
        pytest.param("ascii", "1 - +-10 % a...", id="ascii"),
    ],
)
def test_our_own_signs_on_a_poor_terminal(encoding: str, text: str) -> None:
    assert in_encoding("1 · ±10 % a…", encoding) == text


def test_count() -> None:
    assert [count(1, "pass", "passes"), count(2, "pass", "passes"), count(0, "test")] == [
        "1 pass",
        "2 passes",
        "0 tests",
    ]
