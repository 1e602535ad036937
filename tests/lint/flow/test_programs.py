"""What the analysis finds in small programs, one for each way to make, pass and use controllers."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lint.flow import analyse
from migration_lint.flow.facts import MemberFact, ProtocolCallFact
from migration_lint.project import load_project
from migration_lint.source import in_memory
from tests.lint.flow.programs import MAKING, NEGATIVE, PASSING, USING, due, files_of


def found(files: dict[str, str], root: Path) -> list[tuple[str, int]]:
    sources = [in_memory(path, text.encode()) for path, text in files.items()]
    facts = analyse(sources, load_project(root))
    places: set[tuple[str, int]] = set()
    for path, seen in facts.items():
        places |= {(path, fact.span.line) for fact in seen.of(MemberFact)}
        places |= {(path, fact.span.line) for fact in seen.of(ProtocolCallFact)}
    return sorted(places)


@pytest.mark.parametrize("name", MAKING)
def test_making(name: str, tmp_path: Path) -> None:
    files = files_of(MAKING[name])
    assert found(files, tmp_path) == due(files)


@pytest.mark.parametrize("name", PASSING)
def test_passing(name: str, tmp_path: Path) -> None:
    files = files_of(PASSING[name])
    assert found(files, tmp_path) == due(files)


@pytest.mark.parametrize("name", USING)
def test_using(name: str, tmp_path: Path) -> None:
    files = files_of(USING[name])
    assert found(files, tmp_path) == due(files)


@pytest.mark.parametrize("name", NEGATIVE)
def test_nothing_to_find(name: str, tmp_path: Path) -> None:
    files = files_of(NEGATIVE[name])
    assert found(files, tmp_path) == []
