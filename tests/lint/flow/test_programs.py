"""What the analysis finds in small programs, one for each way to make, pass and use controllers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from migration_lint.files.source import in_memory
from migration_lint.flow.analysis import analyse
from migration_lint.flow.recording.facts import MemberFact, ProtocolCallFact
from migration_lint.project import load_project
from tests.lint.flow.programs import due, files_of, gathered

FOUND = gathered("FOUND")
FOUND_SINCE_3_12 = gathered("FOUND_SINCE_3_12")
NOTHING_DUE = gathered("NOTHING_DUE")


def found(files: dict[str, str], root: Path) -> list[tuple[str, int]]:
    sources = [in_memory(path, text.encode()) for path, text in files.items()]
    facts = analyse(sources, load_project(root))
    places: set[tuple[str, int]] = set()
    for path, seen in facts.items():
        places |= {(path, fact.span.line) for fact in seen.of(MemberFact)}
        places |= {(path, fact.span.line) for fact in seen.of(ProtocolCallFact)}
    return sorted(places)


@pytest.mark.parametrize("name", FOUND)
def test_every_use_is_found(name: str, tmp_path: Path) -> None:
    files = files_of(FOUND[name])
    assert found(files, tmp_path) == due(files)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="the programs are written for 3.12")
@pytest.mark.parametrize("name", FOUND_SINCE_3_12)
def test_every_use_is_found_in_newer_syntax(name: str, tmp_path: Path) -> None:
    files = files_of(FOUND_SINCE_3_12[name])
    assert found(files, tmp_path) == due(files)


@pytest.mark.parametrize("name", NOTHING_DUE)
def test_nothing_to_find(name: str, tmp_path: Path) -> None:
    files = files_of(NOTHING_DUE[name])
    assert found(files, tmp_path) == []
