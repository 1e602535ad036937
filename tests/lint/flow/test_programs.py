"""What the analysis finds in small programs, one for each way to make, pass and use controllers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from migration_lint.files.source import in_memory
from migration_lint.flow.analysis import analyse
from migration_lint.flow.recording.facts import MemberFact, ProtocolCallFact
from migration_lint.project import load_project
from tests.lint.flow.programs import due, files_of
from tests.lint.flow.programs.across import ACROSS
from tests.lint.flow.programs.apart import APART
from tests.lint.flow.programs.calling import CALLING
from tests.lint.flow.programs.classes import CLASSES
from tests.lint.flow.programs.commented import COMMENTED
from tests.lint.flow.programs.coroutines import COROUTINES
from tests.lint.flow.programs.deciding import DECIDING
from tests.lint.flow.programs.dispatching import DISPATCHING
from tests.lint.flow.programs.exceptional import EXCEPTIONAL
from tests.lint.flow.programs.fixtures import FIXTURES
from tests.lint.flow.programs.frameworks import FRAMEWORKS
from tests.lint.flow.programs.generic import GENERIC
from tests.lint.flow.programs.handing_out import HANDING_OUT
from tests.lint.flow.programs.library import LIBRARY
from tests.lint.flow.programs.looping import LOOPING
from tests.lint.flow.programs.making import MAKING
from tests.lint.flow.programs.matching import MATCHING
from tests.lint.flow.programs.namespaced import NAMESPACED
from tests.lint.flow.programs.newer import NEWER
from tests.lint.flow.programs.nothing import NEGATIVE
from tests.lint.flow.programs.odd import ODD
from tests.lint.flow.programs.own_methods import OWN_METHODS
from tests.lint.flow.programs.passing import PASSING
from tests.lint.flow.programs.records import RECORDS
from tests.lint.flow.programs.registering import REGISTERING
from tests.lint.flow.programs.special import SPECIAL
from tests.lint.flow.programs.typed import TYPED
from tests.lint.flow.programs.unrelated import UNRELATED
from tests.lint.flow.programs.using import USING

FOUND = {
    **MAKING,
    **{f"match {name}": text for name, text in MATCHING.items()},
    **PASSING,
    **CALLING,
    **ACROSS,
    **USING,
    **ODD,
    **COMMENTED,
    **COROUTINES,
    **HANDING_OUT,
    **TYPED,
    **FIXTURES,
    **DISPATCHING,
    **RECORDS,
    **REGISTERING,
    **NAMESPACED,
    **SPECIAL,
    **EXCEPTIONAL,
    **FRAMEWORKS,
    **GENERIC,
    **CLASSES,
    **LIBRARY,
    **LOOPING,
    **DECIDING,
    **OWN_METHODS,
    **APART,
}


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
@pytest.mark.parametrize("name", NEWER)
def test_every_use_is_found_in_newer_syntax(name: str, tmp_path: Path) -> None:
    files = files_of(NEWER[name])
    assert found(files, tmp_path) == due(files)


NOTHING_DUE = {**NEGATIVE, **{f"unrelated {name}": text for name, text in UNRELATED.items()}}


@pytest.mark.parametrize("name", NOTHING_DUE)
def test_nothing_to_find(name: str, tmp_path: Path) -> None:
    files = files_of(NOTHING_DUE[name])
    assert found(files, tmp_path) == []
