"""Criteria that the tree itself decides: linter, documents, legacy files, coverage data."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from coverage import CoverageData

from migration_lint.diagnostic import Diagnostic, Severity, Span
from migration_lint.gate.criteria import all_criteria
from migration_lint.gate.criterion import Case
from migration_lint.gate.evidence.base import NoEvidenceError
from migration_lint.gate.evidence.candidate_lines import CandidateLinesReader
from migration_lint.gate.evidence.documents import DocumentReader
from migration_lint.gate.evidence.lint_result import LintReader, LintResult
from migration_lint.project.tables.lint import LintSettings
from tests.gate.builders import judge, read, request, shown

ALL = frozenset(
    {"ML101", "ML102", "ML103", "ML201", "ML301", "ML302", "ML303", "ML304", "ML401", "ML402"}
)


def diagnostic(code: str, path: str = "a.py", **changes: Any) -> Diagnostic:
    span = Span(3, 5, 3, 9)
    severity = changes.pop("severity", Severity.ERROR)
    return Diagnostic(code, "x", severity, path, span, "bad", "s", "", "f", **changes)


BRIDGE = "af_engine/__init__.py"


@pytest.mark.parametrize(
    ("criterion", "found", "expected"),
    [
        pytest.param(
            "no-new-findings",
            [diagnostic("ML101"), diagnostic("ML101", status="known")],
            ("fail", "1 new, 1 known in 9 files"),
            id="new",
        ),
        pytest.param(
            "no-new-findings",
            [diagnostic("ML101", status="known"), diagnostic("ML101", severity=Severity.NOTE)],
            ("pass", "0 new, 1 known in 9 files"),
            id="known, and a note",
        ),
        pytest.param(
            "no-findings",
            [diagnostic("ML201", status="known")],
            ("fail", "1 finding in 9 files"),
            id="known is open all the same",
        ),
        pytest.param("no-findings", [], ("pass", "0 findings in 9 files"), id="none"),
        pytest.param(
            "no-bridge",
            [diagnostic("ML101", BRIDGE)],
            ("fail", f"1 finding in {BRIDGE}"),
            id="bridge imports",
        ),
        pytest.param(
            "no-bridge",
            [diagnostic("ML304", BRIDGE)],
            ("fail", f"1 finding in {BRIDGE}"),
            id="bridge branches",
        ),
        pytest.param(
            "no-bridge",
            [diagnostic("ML901", BRIDGE)],
            ("fail", f"0 findings in {BRIDGE}"),
            id="bridge cannot be parsed",
        ),
        pytest.param(
            "no-bridge",
            [diagnostic("ML101", "other.py"), diagnostic("ML201", BRIDGE)],
            ("pass", f"0 findings in {BRIDGE}"),
            id="other files, other rules",
        ),
        *(
            pytest.param(
                "no-forced-rollback", [diagnostic(code)], ("fail", "1 place in 9 files"), id=code
            )
            for code in ("ML301", "ML302", "ML401", "ML402")
        ),
        pytest.param(
            "no-forced-rollback",
            [diagnostic("ML401", severity=Severity.NOTE)],
            ("pass", "0 places in 9 files"),
            id="allowed in this phase",
        ),
        pytest.param(
            "no-forced-rollback",
            [diagnostic("ML901")],
            ("inconclusive", "0 places in 9 files"),
            id="a file that nobody could read",
        ),
        pytest.param(
            "flag-consistent",
            [diagnostic("ML303")],
            ("fail", "1 differing reading in 9 files"),
            id="ML303",
        ),
    ],
)
def test_lint_criteria(
    tmp_path: Path, criterion: str, found: list[Diagnostic], expected: tuple[str, str]
) -> None:
    case = Case(request(tmp_path).project, 1, 0)
    judgement = all_criteria()[criterion]().judge(LintResult(tuple(found), ALL, 9), case)
    assert shown(judgement) == expected
    if expected[0] == "fail":
        assert "3:5: ML" in judgement.details[0]


def test_every_finding_that_counts_is_listed(tmp_path: Path) -> None:
    case = Case(request(tmp_path).project, 1, 0)
    found = LintResult((diagnostic("ML101"),) * 31, ALL, 9)
    judgement = all_criteria()["no-new-findings"]().judge(found, case)
    assert (judgement.measured, len(judgement.details)) == ("31 new, 0 known in 9 files", 31)


@pytest.mark.parametrize(
    "criterion",
    ["no-new-findings", "no-findings", "no-bridge", "no-forced-rollback", "flag-consistent"],
)
def test_silence_of_rules_that_did_not_look_is_no_pass(tmp_path: Path, criterion: str) -> None:
    case = Case(request(tmp_path).project, 1, 0)
    judgement = all_criteria()[criterion]().judge(
        LintResult((), frozenset(), 9, naming_flag=1), case
    )
    assert judgement.status == "inconclusive"
    assert judgement.remedy.startswith("rules that this version lacks: ML")


def test_the_linter_looks_whatever_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "engine_rollout.toml").write_text("[lint]\nignore = ['ML9']\n")
    (tmp_path / "broken.py").write_text("import af_engine_legacy\ndef (:\n")
    result = read(LintReader, request(tmp_path)).value
    assert [one.code for one in result.unparsable()] == ["ML901"]


def test_what_was_let_pass_is_shown(tmp_path: Path) -> None:
    settings = LintSettings(per_file_ignores={"old/*": ("ML1",)})
    asked = request(tmp_path)
    asked = replace(
        asked,
        project=asked.project._replace(settings=asked.project.settings._replace(lint=settings)),
    )
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a.py").write_text("import af_engine_legacy\n")
    (tmp_path / "b.py").write_text("import af_engine_legacy  # migration-lint: ignore[ML101] why\n")
    judgement = judge("no-new-findings", asked)
    assert shown(judgement) == ("pass", "0 new, 0 known in 2 files, 2 let pass")
    assert judgement.details == (
        "old/a.py:1: ML101 let pass by per-file-ignores",
        "b.py:1: ML101 let pass by a comment: why",
    )
    (tmp_path / "c.py").write_text("# USE_MODULAR_ENGINE is read elsewhere\n")
    assert judge("flag-consistent", asked).measured == "0 differing readings in 3 files"


@pytest.mark.parametrize(
    ("phase", "status"),
    [(1, "inconclusive"), (2, "inconclusive"), (3, "inconclusive"), (4, "pass")],
)
def test_a_flag_that_nothing_names(tmp_path: Path, phase: int, status: str) -> None:
    case = Case(request(tmp_path).project, phase, 0)
    judgement = all_criteria()["flag-consistent"]().judge(LintResult((), ALL, 9), case)
    assert judgement.status == status
    if status == "inconclusive":
        assert judgement.measured == "no Python file names `USE_MODULAR_ENGINE`"
        assert judgement.remedy == (
            "a reading of `USE_MODULAR_ENGINE`; name the flag by `flag` in the configuration"
        )


def test_an_empty_project_is_no_evidence(tmp_path: Path) -> None:
    with pytest.raises(NoEvidenceError) as raised:
        read(LintReader, request(tmp_path))
    assert str(raised.value) == "the project holds no file that the linter looks at"


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        pytest.param(
            {"README.md": "Set `USE_MODULAR_ENGINE=false` to go back.\n"},
            ("fail", "1 mention of the control in 1 document"),
            id="how to turn it off",
        ),
        pytest.param(
            {"README.md": "x", "docs/a/b.md": "`af_engine_legacy.py` is the fallback"},
            ("fail", "1 mention of the control in 2 documents"),
            id="the module's name",
        ),
        pytest.param(
            {
                "README.md": "USE_MODULAR_ENGINE=true. legacy code\n",
                "CHANGELOG.md": "af_engine_legacy",
            },
            ("pass", "0 mentions of the control in 1 document"),
            id="the candidate, and the past",
        ),
        pytest.param(
            {"README.md": "x", "backups/README.md": "af_engine_legacy"},
            ("pass", "0 mentions of the control in 1 document"),
            id="excluded folder",
        ),
    ],
)
def test_documentation_updated(
    tmp_path: Path, documents: dict[str, str], expected: tuple[str, str]
) -> None:
    for name, text in documents.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert shown(judge("documentation-updated", request(tmp_path, 4))) == expected


def test_no_document_is_no_evidence(tmp_path: Path) -> None:
    with pytest.raises(NoEvidenceError, match=r"^no document matches .*; set gate.documents$"):
        read(DocumentReader, request(tmp_path, 4))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            ["af_engine_legacy.py", "af_engine.py"],
            ("fail", "2 left of af_engine_legacy, af_engine_legacy.py, af_engine.py"),
            id="still there",
        ),
        pytest.param(
            ["af_engine_legacy/__init__.py"],
            ("fail", "1 left of af_engine_legacy, af_engine_legacy.py, af_engine.py"),
            id="as a package",
        ),
        pytest.param(
            ["archive/af_engine_legacy.py"],
            ("pass", "0 left of af_engine_legacy, af_engine_legacy.py, af_engine.py"),
            id="archived",
        ),
    ],
)
def test_legacy_archived(tmp_path: Path, files: list[str], expected: tuple[str, str]) -> None:
    for name in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert shown(judge("legacy-archived", request(tmp_path, 4))) == expected


def coverage_data(root: Path, lines: dict[str, list[int]]) -> Path:
    with closing(CoverageData(basename=str(root / ".coverage.candidate"))) as data:
        data.add_lines({str(root / name): numbers for name, numbers in lines.items()})
        data.write()
    return root / ".coverage.candidate"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            {"af_engine/x.py": [1], "af_engine_legacy.py": [7, 9]},
            ("fail", "1 place in coverage of 2 files"),
            id="ran",
        ),
        pytest.param(
            {"af_engine/x.py": [1], "af_engine_legacy.py": []},
            ("pass", "0 places in coverage of 2 files"),
            id="measured, and did not run",
        ),
    ],
)
def test_coverage_data(tmp_path: Path, lines: Any, expected: tuple[str, str]) -> None:
    asked = request(tmp_path, 4, coverage=coverage_data(tmp_path, lines))
    assert shown(judge("no-legacy-line", asked)) == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"no database", "c: damaged: ", id="damaged"),
        pytest.param(b"", "c: empty: no line was measured", id="empty"),
    ],
)
def test_coverage_data_that_cannot_be_used(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "c").write_bytes(content)
    with pytest.raises(NoEvidenceError) as raised:
        read(CandidateLinesReader, request(tmp_path, 4, coverage=tmp_path / "c"))
    assert str(raised.value).startswith(message)
    assert [one.name for one in tmp_path.iterdir()] == ["c"]
