"""Every output, its shape and what it makes of hostile text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from migration_lint.gate.evidence.base import Provenance
from migration_lint.gate.judgement import failed, inconclusive, not_run
from migration_lint.gate.outputs import output_named, output_names
from migration_lint.gate.outputs.text_output import TextOutput
from migration_lint.gate.overview import Overview
from migration_lint.gate.result import EvidenceRecord, GateResult, WaiverRecord
from migration_lint.project.revision import Revision
from migration_lint.report.model import Parity, Totals
from migration_lint.terminal import Style
from tests.gate.builders import COMMIT, NOW, criterion_result, gate_result

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>\x1b[31mred\x1b[0m\x1b]8;;http://x\x07\r\n"
    "::error::forged\n::stop-commands::t\n##[error]x\u202eabc|**b** [l](http://x) @here #1 `c` "
    "&amp; ' \" \x00 \ud800 ]]> --> {{x}} %0A"
)


def full() -> GateResult:
    """Every status and standing."""
    expires = date(2026, 3, 20)
    waiver = WaiverRecord("ops", "known since March", expires, 10, needed=True)
    expired = WaiverRecord("ops", "old", date(2026, 3, 1), -9, needed=True)
    spare = WaiverRecord("ops", "mended", expires, 10, needed=False)
    criteria = (
        criterion_result(
            "no-regression", judgement=failed("1 regression", "t.py::a", remedy="mend")
        ),
        criterion_result("pairs-complete", waiver=spare),
        criterion_result(
            "no-error-logs",
            judgement=not_run("no log file", command="migration-lint gate --log X"),
            title="no ERROR in the logs",
        ),
        criterion_result(
            "prompt-time",
            judgement=inconclusive("3 calls", more="17 more calls"),
            limit="20",
            waiver=expired,
        ),
        criterion_result("failure-rate", judgement=failed("5 %"), standing="waived", waiver=waiver),
        criterion_result("performance", judgement=failed("ratio 1.2"), standing="dry-run"),
    )
    run = Provenance("engine-report.json", NOW - timedelta(hours=2), COMMIT)
    evidence = (
        EvidenceRecord("dual run", run, ()),
        EvidenceRecord("sabotage run", run, ("it is too old",)),
        EvidenceRecord("logs", None, ("no log file",)),
    )
    return gate_result(
        *criteria,
        verdict="not_ready",
        reason="1 failed, 1 inconclusive, 1 not run, 1 passed",
        evidence=evidence,
    )


def overview() -> Overview:
    totals = Totals(3, 2, 1, 0, 0, 0, 0, 2 / 3, 1, 1 / 3, 1, 0, 0, 9.4)
    plot = '<svg viewBox="0 0 1 1"></svg>'
    parity = Parity(3, 2, 1, 1, 0, 0, 0, 0)
    return Overview({"legacy": totals, "modular": totals}, parity, 7, (("ML101 x", 7),), plot)


def hostile() -> GateResult:
    judgement = failed(HOSTILE, HOSTILE, HOSTILE, remedy=HOSTILE)
    waiver = WaiverRecord(HOSTILE, HOSTILE, date(2026, 3, 20), 10, needed=True)
    criteria = tuple(
        criterion_result(
            f"id-{standing}",
            title=HOSTILE,
            sentence=HOSTILE,
            limit=HOSTILE,
            judgement=judgement,
            standing=standing,
            source=HOSTILE,
            command=HOSTILE,
            waiver=waiver,
        )
        for standing in ("counts", "waived", "dry-run")
    )
    provenance = Provenance(HOSTILE, NOW, HOSTILE, versions={HOSTILE: HOSTILE}, gaps=(HOSTILE,))
    return gate_result(
        *criteria,
        verdict="not_ready",
        reason=HOSTILE,
        evidence=(EvidenceRecord(HOSTILE, provenance, (HOSTILE,)),),
        revision=Revision(HOSTILE, dirty=True),
        control=HOSTILE,
        candidate=HOSTILE,
        overview=Overview(overview().engines, overview().parity, 7, ((HOSTILE, 7),)),
    )


def rendered(name: str, result: GateResult) -> str:
    return output_named(name).render(result)


def test_the_outputs_there_are() -> None:
    assert output_names() == ["badge", "github", "html", "json", "junit", "markdown", "text"]


TEXT = """\
NOT READY: end of phase 1, legacy to modular
1 failed, 1 inconclusive, 1 not run, 1 passed
commit 0123456789ab, 2026-03-10 12:00:00 +0000

What blocks (3)
  FAIL          no-regression  1 regression (limit: 0 regressions)
                plan: "No regression in functionality"
                - t.py::a
                next: mend
  inconclusive  prompt-time    3 calls (limit: 20)
                waiver of ops, expired on 2026-03-01: old
                plan: "No regression in functionality"
                next: 17 more calls
  not run       no-error-logs  no ERROR in the logs
                why: no log file
                next: run: migration-lint gate --log X

The rest (3)
  pass          pairs-complete  0 regressions in 3 pairs (limit: 0 regressions)
                waiver of ops, until 2026-03-20, no longer needed: remove it: mended
  FAIL          failure-rate    5 % (limit: 0 regressions)
                waived
                waiver of ops, until 2026-03-20, 10 days left: known since March
  FAIL          performance     ratio 1.2 (limit: 0 regressions)
                dry run

Evidence
  dual run              engine-report.json, 2.0 h old, commit 0123456789ab
  sabotage run          engine-report.json, 2.0 h old, commit 0123456789ab; REFUSED: it is too old
  logs                  none: no log file
"""


def test_text_says_the_verdict_first_then_what_blocks_then_the_rest() -> None:
    assert rendered("text", full()) == TEXT


def test_text_is_coloured_for_a_terminal() -> None:
    lines = TextOutput(Style(colour=True)).render(full()).splitlines()
    assert lines[0] == "\x1b[1;31mNOT READY\x1b[0m: end of phase 1, legacy to modular"
    assert lines[5].startswith("  \x1b[1;31mFAIL\x1b[0m          no-regression  1 regression")
    assert [re.sub(r"\x1b\[[\d;]+m", "", line) for line in lines] == TEXT.splitlines()


def test_text_fits_a_terminal() -> None:
    long = "one two three four five six seven eight nine ten"
    result = gate_result(
        criterion_result(judgement=failed(long, long, remedy=long)),
        reason=long,
        verdict="not_ready",
        evidence=(EvidenceRecord("dual run", None, (long,)),),
    )
    shown = TextOutput(width=50).render(result)
    assert (
        """\
  FAIL          no-regression  one two three four
                               five six seven
                               eight nine ten
                               (limit: 0
                               regressions)
                plan: "No regression in
                functionality"
                - one two three four five six
                  seven eight nine ten
                next: one two three four five six
                seven eight nine ten
"""
        in shown
    )
    assert shown.endswith(
        "  dual run              none: one two three four\n"
        "                        five six seven eight nine\n"
        "                        ten\n"
    )
    assert TextOutput(width=500).render(result) == TextOutput().render(result)


def test_text_cuts_long_details_and_says_so() -> None:
    details = [f"t.py::{number}" for number in range(8)]
    result = gate_result(criterion_result(judgement=failed("8 regressions", *details)))
    assert "- ... and 3 more (all of them: --format json)" in rendered("text", result)


@pytest.mark.parametrize("name", ["text", "markdown", "github"])
def test_what_is_cut_is_counted_and_json_has_all(name: str) -> None:
    details = [f"t.py::{number}" for number in range(100)]
    result = gate_result(criterion_result(judgement=failed("100 regressions", *details)))
    shown = rendered(name, result)
    listed = sum(detail in re.split(r"[\s%\\]|0A", shown) for detail in details)
    assert 5 <= listed <= 10
    assert f"... and {100 - listed} more (all of them: --format json)" in shown
    assert json.loads(rendered("json", result))["criteria"][0]["details"] == details


MARKDOWN = """\
## ❌ NOT READY: end of phase 1, legacy to modular

1 failed, 1 inconclusive, 1 not run, 1 passed (commit 0123456789ab, 2026-03-10 12:00:00 +0000)

### What blocks (3)

| | criterion | measured | limit |
|---|---|---|---|
| ❌ FAIL | no-regression | 1 regression | 0 regressions |
| ⬜ not run | no-error-logs | no log file | 0 regressions |
| ❔ inconclusive | prompt-time | 3 calls (waiver of ops, expired on 2026-03-01: old) | 20 |

**no-regression**: no test regressed
<br>plan: No regression in functionality

- t.py::a

Next: mend
"""


def test_markdown_is_a_comment_on_a_pull_request() -> None:
    assert rendered("markdown", full()).startswith(MARKDOWN)


GITHUB = """\
::error title=gate::NOT READY: end of phase 1, legacy to modular: 1 failed
::error title=no-regression::1 regression%0At.py::a%0Anext: mend
::warning title=no-error-logs::no log file%0Anext: run: migration-lint gate --log X
::warning title=prompt-time::3 calls%0Anext: 17 more calls
::notice title=pairs-complete::waiver of ops, until 2026-03-20, no longer needed: remove it: mended
::notice title=prompt-time::waiver of ops, expired on 2026-03-01: old
::notice title=failure-rate::waiver of ops, until 2026-03-20, 10 days left: known since March
"""


def test_github_annotates_what_blocks() -> None:
    assert rendered("github", replace(full(), reason="1 failed")) == GITHUB


def test_junit_has_a_case_for_each_criterion() -> None:
    suite = ElementTree.fromstring(rendered("junit", full())).find("testsuite")
    assert suite is not None
    counts = [suite.get(key) for key in ("tests", "failures", "errors", "skipped")]
    assert counts == ["6", "1", "2", "2"]
    kinds = {
        case.get("classname"): [child.tag for child in case] for case in suite.iter("testcase")
    }
    assert kinds == {
        "gate.no-regression": ["failure"],
        "gate.pairs-complete": ["system-out"],
        "gate.no-error-logs": ["error"],
        "gate.prompt-time": ["error"],
        "gate.failure-rate": ["skipped"],
        "gate.performance": ["skipped"],
    }


@pytest.mark.parametrize(
    ("verdict", "words", "colour"),
    [
        ("ready", "ready", "#2e7d32"),
        ("not_ready", "not ready", "#c62828"),
        ("inconclusive", "inconclusive", "#b26a00"),
    ],
)
def test_the_badge(verdict: Any, words: str, colour: str) -> None:
    badge = rendered("badge", gate_result(verdict=verdict))
    assert f"<title>rollout phase 1: {words}</title>" in badge
    assert f'fill="{colour}"' in badge
    ElementTree.fromstring(badge)


@pytest.mark.parametrize("name", [name for name in output_names() if name != "badge"])
def test_waivers_are_shown_in_every_output(name: str) -> None:
    shown = rendered(name, full())
    assert "known since March" in shown
    assert "2026-03-20" in shown


def test_the_badge_counts_waivers() -> None:
    assert "<title>rollout phase 1: not ready, 1 waived</title>" in rendered("badge", full())


def schema() -> Any:
    return json.loads((files("migration_lint.schemas") / "gate-verdict.schema.json").read_text())


@pytest.mark.parametrize(
    "result", [full(), hostile(), gate_result()], ids=["full", "hostile", "bare"]
)
def test_json_fits_its_schema(result: GateResult) -> None:
    document = json.loads(rendered("json", result))
    jsonschema.validate(document, schema(), jsonschema.Draft202012Validator)
    assert [one["id"] for one in document["criteria"]] == [one.id for one in result.criteria]


def test_the_schema_allows_nothing_else() -> None:
    document = json.loads(rendered("json", full()))
    document["criteria"][0]["extra"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema())


def test_html_joins_gate_dual_run_linter_and_burn_down() -> None:
    page = rendered("html", gate_result(overview=overview()))
    headings = re.findall(r"<h2>(.*?)</h2>", page)
    assert headings == ["Dual run", "Linter (7)", "Burn-down", "Evidence"]
    assert (
        '<h2>Burn-down</h2><div class="wide"><svg viewBox="0 0 1 1"></svg></div></section>' in page
    )
    assert '<td class="number">66.7 %</td>' in page


@pytest.mark.parametrize("name", [name for name in output_names() if name != "json"])
def test_hostile_text_steers_no_terminal(name: str) -> None:
    shown = rendered(name, hostile())
    shown.encode()
    assert {one for one in shown if not one.isprintable()} <= {"\n", "\u200b"}


def test_hostile_text_begins_no_workflow_command() -> None:
    for name in ("text", "github"):
        lines = rendered(name, hostile()).splitlines()
        commands = [line for line in lines if line.lstrip().startswith(("::", "##["))]
        assert all(re.match(r"::(error|warning|notice) title=[\w-]+::", one) for one in commands)


def test_hostile_text_is_no_markup() -> None:
    for name in ("html", "markdown", "badge"):
        shown = rendered(name, hostile())
        assert "<script" not in shown
        assert "<img" not in shown
    markdown = rendered("markdown", hostile())
    assert re.search(r"(?<!\\)\*\*b", markdown) is None
    assert "@here" not in markdown
    assert "http://x" not in markdown
    ElementTree.fromstring(rendered("junit", hostile()))


def test_hostile_text_breaks_no_table() -> None:
    table = [line for line in rendered("markdown", hostile()).splitlines() if line[:1] == "|"]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {5}
