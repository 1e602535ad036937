"""Generated projects of many files, run under observation and analysed as a whole."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, ModuleType

from hypothesis import HealthCheck, given, settings

from migration_lint.files.source import in_memory
from migration_lint.flow.analysis import analyse
from migration_lint.flow.recording.facts import MemberFact
from migration_lint.project import load_project
from tests.lint.flow.generated import EXACT_KINDS, JOINED_KINDS, PATHS, dotted, projects
from tests.lint.flow.witness import watched

PROJECT = load_project(Path(__file__).parent)


class InMemory(MetaPathFinder, InspectLoader):
    """Imports a project that is no more than texts."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._paths = {dotted(path): path for path in files}
        self._files = files

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return spec_from_loader(fullname, self) if fullname in self._paths else None

    def is_package(self, fullname: str) -> bool:
        return self._paths[fullname].endswith("__init__.py")

    def get_source(self, fullname: str) -> str:
        return self._files[self._paths[fullname]]

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.get_source(fullname), self._paths[fullname], "exec")


def uses_when_run(files: Mapping[str, str]) -> set[tuple[str, int]]:
    """The places where a controller's member was taken."""
    finder = InMemory(files)
    sys.meta_path.insert(0, finder)
    try:
        with watched(frozenset(files)) as uses:
            __import__("main")
    finally:
        sys.meta_path.remove(finder)
        for path in PATHS:
            sys.modules.pop(dotted(path), None)
    return uses


def uses_found(files: Mapping[str, str]) -> set[tuple[str, int]]:
    """The places where the analysis finds that."""
    sources = [in_memory(path, text.encode()) for path, text in files.items()]
    facts = analyse(sources, PROJECT)
    return {(path, fact.span.line) for path, seen in facts.items() for fact in seen.of(MemberFact)}


@settings(
    max_examples=50, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(projects(EXACT_KINDS))
def test_what_is_handed_through_files_is_followed_exactly(files: Mapping[str, str]) -> None:
    assert uses_found(files) == uses_when_run(files)


@settings(
    max_examples=50, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(projects((*EXACT_KINDS, *JOINED_KINDS)))
def test_whatever_happens_across_files_is_found(files: Mapping[str, str]) -> None:
    assert uses_when_run(files) <= uses_found(files)
