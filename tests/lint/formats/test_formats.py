"""Every format: what it says, and that nothing in a file can make it say something else."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

import migration_lint
from migration_lint.diagnostic import Severity, Span
from migration_lint.formats import format_named, format_names
from migration_lint.formats.base import Report
from migration_lint.terminal import Style
from tests.lint.formats.reports import EMPTY, HOSTILE, PLAIN, WICKED, diagnostic, report

SCHEMAS = Path(migration_lint.__file__).parent / "schemas"


def render(name: str, shown: Report) -> str:
    return format_named(name).render(shown)


def document(name: str, shown: Report) -> Any:
    return json.loads(render(name, shown))


def test_text() -> None:
    assert render("text", PLAIN) == (
        "a.py:1:6: ML101 it is gone\n"
        "b c.py:1:6: ML101 warning: it is gone\n"
        "Found 1 error and 1 warning in 3 files, phase 1, 1 known.\n"
    )
    assert render("text", EMPTY) == "Nothing found in 3 files, phase 1.\n"


def test_full_underlines_the_place_and_shows_the_way() -> None:
    first = render("full", PLAIN).split("\n\n")[0]
    assert first.splitlines() == [
        "a.py:1:6: error ML101 it is gone",
        "  |",
        "1 | from af_engine_legacy import RDMissionController  # <&>",
        "  |      ^^^^^^^^^^^^^^^^",
        "  b.py:2:1 made here",
    ]


@pytest.mark.parametrize("name", ["full", "html"])
def test_of_a_long_line_what_is_near_the_place_is_shown(name: str) -> None:
    line = f"{'a' * 1000}from legacy{'b' * 1000}"
    one = diagnostic()._replace(span=Span(1, 1001, 1, 1012))
    shown = report(one)._replace(source_line=lambda _, __: line)
    text = render(name, shown)
    near = ("\u2026" + "a" * 80, "from legacy", "b" * 80 + "\u2026")
    between = ("<mark>", "</mark>") if name == "html" else ("", "")
    assert f"{near[0]}{between[0]}{near[1]}{between[1]}{near[2]}" in text
    assert "a" * 81 not in text
    if name == "full":
        assert f"| {' ' * 81}{'^' * 11}\n" in text


def test_full_says_why_and_what_to_use_instead_once_for_each_rule() -> None:
    text = render("full", report(diagnostic(), diagnostic()))
    assert text.count("Why it matters here:") == text.count("Use instead:") == 1


def test_full_paints_and_links_for_a_terminal() -> None:
    text = render("full", report(diagnostic(), style=Style(colour=True, links=True)))
    assert "\x1b[1;31merror ML101\x1b[0m" in text
    assert "\x1b]8;;file:///project/a.py\x1b\\" in text


@pytest.mark.parametrize("shown", [PLAIN, EMPTY, WICKED], ids=["plain", "empty", "hostile"])
def test_json_is_valid_against_its_schema(shown: Report) -> None:
    schema = json.loads((SCHEMAS / "lint-report.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(document("json", shown))


def test_json_holds_known_ones_too() -> None:
    found = document("json", PLAIN)
    assert [one["status"] for one in found["diagnostics"]] == ["new", "new", "known"]
    assert found["summary"]["new"] == 2
    assert found["diagnostics"][0]["related"][0]["message"] == "made here"


def test_sarif() -> None:
    run = document("sarif", PLAIN)["runs"][0]
    first, second, third = run["results"]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 6, "endLine": 1, "endColumn": 22}
    assert (first["level"], second["level"], third["level"]) == ("error", "warning", "note")
    assert (first["baselineState"], third["baselineState"]) == ("new", "unchanged")
    assert len({one["partialFingerprints"]["migrationLint/v1"] for one in run["results"]}) == 3
    flow = first["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["location"]["message"]["text"] for step in flow] == ["made here", "it is gone"]
    uri = second["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "b%20c.py"
    rule = run["tool"]["driver"]["rules"][first["ruleIndex"]]
    assert (rule["id"], rule["name"]) == ("ML101", "LegacyImport")
    assert "**Use instead**" in rule["help"]["markdown"]
    assert run["invocations"][0]["executionSuccessful"]


@pytest.mark.parametrize("shown", [PLAIN, EMPTY, WICKED], ids=["plain", "empty", "hostile"])
def test_sarif_is_valid_against_the_official_schema(shown: Report, sarif_schema: Any) -> None:
    jsonschema.Draft4Validator(sarif_schema).validate(document("sarif", shown))


def test_the_official_schema_refuses_what_is_no_sarif(sarif_schema: Any) -> None:
    broken = document("sarif", PLAIN)
    broken["runs"][0]["results"][0]["level"] = "fatal"
    assert not jsonschema.Draft4Validator(sarif_schema).is_valid(broken)


def test_github() -> None:
    place = "line=1,endLine=1,col=6,endColumn=22::it is gone"
    assert render("github", PLAIN).splitlines() == [
        f"::error title=ML101 legacy-import,file=a.py,{place}",
        f"::warning title=ML101 legacy-import,file=b c.py,{place}",
    ]


def test_github_takes_one_line_for_each_whatever_the_files_hold() -> None:
    lines = render("github", WICKED).splitlines()
    assert len(lines) == 2
    assert all(line.startswith("::error title=") for line in lines)
    assert "%25" in lines[0]


def test_github_is_told_where_a_file_is_whatever_its_name_is() -> None:
    (line,) = render("github", report(diagnostic(path="a\r\n,%0A:b.py"))).splitlines()
    assert ",file=a%0D%0A%2C%250A%3Ab.py,line=1," in line


def test_gitlab() -> None:
    issues = document("gitlab", report(diagnostic(), problems=("b.py: cannot be read",)))
    assert issues[0]["location"] == {"path": "a.py", "lines": {"begin": 1, "end": 1}}
    assert [issue["severity"] for issue in issues] == ["major", "blocker"]
    assert len({issue["fingerprint"] for issue in issues}) == 2


@pytest.mark.parametrize("shown", [PLAIN, EMPTY, WICKED], ids=["plain", "empty", "hostile"])
def test_gitlab_has_every_field_that_its_documentation_asks_for(shown: Report) -> None:
    for issue in document("gitlab", shown):
        assert isinstance(issue["description"], str)
        assert isinstance(issue["check_name"], str)
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert isinstance(issue["location"]["lines"]["begin"], int)
        assert not issue["location"]["path"].startswith(("./", "/"))
    fingerprints = [issue["fingerprint"] for issue in document("gitlab", shown)]
    assert len(set(fingerprints)) == len(fingerprints)


@pytest.mark.parametrize(
    ("shown", "tests", "failures", "errors"),
    [
        pytest.param(PLAIN, 2, 2, 0, id="plain"),
        pytest.param(EMPTY, 1, 0, 0, id="empty"),
        pytest.param(WICKED, 2, 1, 1, id="hostile"),
    ],
)
def test_junit(shown: Report, tests: int, failures: int, errors: int) -> None:
    suite = ET.fromstring(render("junit", shown)).find("testsuite")
    assert suite is not None
    counted = {name: suite.get(name) for name in ("tests", "failures", "errors")}
    assert counted == {"tests": str(tests), "failures": str(failures), "errors": str(errors)}
    assert len(suite.findall("testcase")) == tests
    assert len(suite.findall("testcase/failure")) == failures
    for case in suite.findall("testcase"):
        assert case.get("name")
        assert case.get("classname")
        assert all(one.get("message") and one.get("type") for one in case)


def test_junit_counts_no_more_failures_than_tests() -> None:
    suite = ET.fromstring(render("junit", report(diagnostic(), diagnostic()))).find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("2", "2")
    assert [len(case) for case in suite.findall("testcase")] == [1, 1]


def test_markdown_cells_hold_no_markup() -> None:
    text = render("markdown", WICKED)
    row = next(line for line in text.splitlines() if line.startswith("| p/"))
    assert row.replace("\\|", "").count("|") == 4
    assert "<b>" not in text.replace("\\<b\\>", "")


class Page(HTMLParser):
    """Counts what a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        assert not any(name in ("src", "href") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("shown", [PLAIN, EMPTY, WICKED], ids=["plain", "empty", "hostile"])
def test_html_needs_nothing_else_and_runs_nothing(shown: Report) -> None:
    page = Page()
    page.feed(render("html", shown))
    assert not {"script", "b", "img", "link"} & {*page.tags}
    assert "Migration lint, phase 1" in page.text


@pytest.mark.parametrize(
    "name", [n for n in format_names() if n not in ("json", "sarif", "gitlab")]
)
def test_no_control_character_gets_through(name: str) -> None:
    text = render(name, WICKED)
    assert not {"\x1b", "\x00", "\u202e", "\ud800"} & {*text}
    assert HOSTILE not in text


@pytest.mark.parametrize("name", format_names())
def test_every_format_is_text_that_can_be_written(name: str) -> None:
    for shown in (PLAIN, EMPTY, WICKED):
        render(name, shown).encode("utf-8")


def test_severities_are_counted_among_the_new() -> None:
    assert [PLAIN.count(severity) for severity in Severity] == [0, 1, 1]
