"""Every rule keeps what its page and its cases promise."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from migration_lint.diagnostic import Diagnostic
from migration_lint.files.source import in_memory
from migration_lint.fixes import all_fixes
from migration_lint.project import FlagValues, Project, Settings
from migration_lint.rules import all_rules
from migration_lint.rules.base import Invalid, Rule, Valid
from migration_lint.runner.fix import fix_files
from migration_lint.runner.lint import lint
from migration_lint.selection import Selection

HEADINGS = ("What it does", "Why it matters here", "Example", "Use instead", "Fix safety")
RULES = list(all_rules().values())
JUDGED_ELSEWHERE = {"ML903"}  # of the baseline, which no case has
PROJECT = Project(Path("/"), None, Settings())


def valid_cases() -> Iterator[object]:
    for rule in RULES:
        for case in rule.valid:
            yield pytest.param(rule, case, id=f"{rule.code}-{case.name}")


def invalid_cases() -> Iterator[object]:
    for rule in RULES:
        for case in rule.invalid:
            yield pytest.param(rule, case, id=f"{rule.code}-{case.name}")


def fixed_cases() -> Iterator[object]:
    for rule in RULES:
        for case in rule.invalid:
            if case.fixed is not None:
                yield pytest.param(rule, case, id=f"{rule.code}-{case.name}")


def selected(rule: type[Rule], phase: int) -> Selection:
    others = rule.code == "ML902"  # a suppression is of other rules
    return Selection(phase, select=() if others else (rule.code,))


def report(rule: type[Rule], files: Mapping[str, str], phase: int = 1) -> list[Diagnostic]:
    sources = [in_memory(path, text.encode()) for path, text in files.items()]
    found = lint(PROJECT, sources, selected(rule, phase)).diagnostics
    return [diagnostic for diagnostic in found if diagnostic.code == rule.code]


def mend(rule: type[Rule], files: Mapping[str, str], phase: int) -> Mapping[str, str]:
    sources = [in_memory(path, text.encode()) for path, text in files.items()]
    unsafe = not all_fixes()[rule.code].safe
    changed = fix_files(PROJECT, sources, selected(rule, phase), unsafe=unsafe).files
    return {path: data.decode() for path, data in changed.items()}


def place(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.path}:{diagnostic.span.line}:{diagnostic.span.column}"


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.code) for rule in RULES])
def test_page_has_the_headings_in_order(rule: type[Rule]) -> None:
    page = inspect.getdoc(rule)
    assert page is not None
    found = re.findall(r"^([A-Z][\w ]+):$", page, re.MULTILINE)
    assert [heading for heading in found if heading in HEADINGS] == list(HEADINGS)


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.code) for rule in RULES])
def test_names_agree(rule: type[Rule]) -> None:
    module = rule.__module__.rpartition(".")[2]
    assert module == rule.name.replace("-", "_")
    assert rule.__name__.lower() == module.replace("_", "")


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.code) for rule in RULES])
def test_rule_has_cases_with_names_of_their_own(rule: type[Rule]) -> None:
    cases: list[Valid | Invalid] = [*rule.valid, *rule.invalid]
    assert len({case.name for case in cases}) == len(cases)
    assert len({repr(sorted(case.files.items())) for case in cases}) == len(cases)
    if rule.code not in JUDGED_ELSEWHERE:
        assert rule.valid
        assert rule.invalid


@pytest.mark.parametrize(("rule", "case"), list(valid_cases()))
def test_valid(rule: type[Rule], case: Valid) -> None:
    assert [place(diagnostic) for diagnostic in report(rule, case.files)] == []


@pytest.mark.parametrize(("rule", "case"), list(invalid_cases()))
def test_invalid(rule: type[Rule], case: Invalid) -> None:
    found = report(rule, case.files, case.phase)
    assert [place(diagnostic) for diagnostic in found] == list(case.at)
    assert found[0].message == case.message
    assert found[0].fixable == (case.fixed is not None)


@pytest.mark.parametrize(("rule", "case"), list(fixed_cases()))
def test_fix(rule: type[Rule], case: Invalid) -> None:
    assert case.fixed is not None
    before = report(rule, case.files, case.phase)
    fixed = mend(rule, case.files, case.phase)
    assert fixed == case.fixed
    for text in fixed.values():
        ast.parse(text)
    left = {**case.files, **fixed}
    assert mend(rule, left, case.phase) == {}
    assert len(report(rule, left, case.phase)) <= len(before)


def test_reading_of_a_flag_with_one_value_is_compared_with_that_one() -> None:
    settings = Settings(flag="ENGINE", flag_values=FlagValues(true=("v2",), false=("v1", "")))
    project = Project(Path("/"), None, settings)
    source = in_memory(
        "a.py",
        b'import os\nNEW = os.getenv("ENGINE", "") == "v2"\n'
        b'OLD = os.getenv("ENGINE", "") == "v1"\n',
    )

    changed = fix_files(project, [source], Selection(1, select=("ML303",)), unsafe=True).files

    assert changed["a.py"].decode() == (
        'import os\nNEW = os.getenv("ENGINE", "").lower() == "v2"\n'
        'OLD = os.getenv("ENGINE", "").lower() != "v2"\n'
    )
