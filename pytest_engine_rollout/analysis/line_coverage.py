"""Line coverage of each engine's files, by the engine that was asked for."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_engine_rollout.analysis.base import Analysis
from pytest_engine_rollout.results import Coverage, EngineCoverage, EngineResult, Lines, RunResult
from pytest_engine_rollout.watch.sightings import functions_in
from pytest_engine_rollout.watch.territory import Territory, survey

if TYPE_CHECKING:
    from pytest_engine_rollout.session import RolloutSession

MOST_TESTS = 20
_ByLine = Mapping[int, set[tuple[str, str]]]


class LineCoverage(Analysis):
    """Finds leaks, control lines that no test runs, and candidate lines that were not compared.

    Lines count that are in functions: the others run on import, whatever the tests do.
    """

    order = 20

    def analyse(self, run: RunResult, rollout: RolloutSession) -> RunResult:
        """The run with its coverage; the lines of single tests are not kept."""
        halves = [(pair.id, half) for pair in run.pairs for half in pair.engines.values()]
        lines = [half.evidence.get("lines", {}) for _, half in halves]
        if not any("files" in one or "blind" in one for one in lines):
            return run
        found = None
        if not any("blind" in one for one in lines):  # else lines that ran would count as not run
            found = _Finder(run, survey(rollout.project), rollout.project.root).coverage(halves)
        pairs = tuple(
            p._replace(engines={name: _without_lines(half) for name, half in p.engines.items()})
            for p in run.pairs
        )
        return replace(run, pairs=pairs, coverage=found)


class _Finder:
    def __init__(self, run: RunResult, territory: Territory, root: Path) -> None:
        self._control = run.info.control
        self._candidate = run.info.candidate
        self._on_control = {
            pair.id
            for pair in run.pairs
            if self._control in pair.engines and pair.engines[self._control].exercised is not False
        }
        self._owned = sorted(
            (os.path.relpath(file, root).replace(os.sep, "/"), owner, lines)
            for file, owner, lines in _owned_lines(territory)
        )

    def coverage(self, halves: Iterable[tuple[str, EngineResult]]) -> Coverage:
        """The coverage that follows from the lines that ran."""
        ran: defaultdict[str, defaultdict[int, set[tuple[str, str]]]]
        ran = defaultdict(lambda: defaultdict(set))
        for base, half in halves:
            for file, lines in half.evidence.get("lines", {}).get("files", {}).items():
                for line in lines:
                    ran[file][line].add((_asked(half), base))
        return Coverage(
            engines={name: self._engine(name, ran) for name in dict.fromkeys(self._owners())},
            leaks=tuple(self._leaks(ran)),
            unexecuted=tuple(self._unexecuted(ran)),
            candidate_only=tuple(self._candidate_only(ran)),
        )

    def _owners(self) -> list[str]:
        return sorted(owner for _, owner, _ in self._owned)

    def _of(self, engine: str) -> Iterator[tuple[str, frozenset[int]]]:
        for file, owner, lines in self._owned:
            if owner == engine:
                yield file, lines

    def _engine(self, engine: str, ran: Mapping[str, _ByLine]) -> EngineCoverage:
        statements = executed = 0
        for file, lines in self._of(engine):
            statements += len(lines)
            by_line = ran.get(file, {})
            executed += sum(
                any(asked in (engine, "") for asked, _ in by_line.get(line, ())) for line in lines
            )
        return EngineCoverage(statements, executed)

    def _leaks(self, ran: Mapping[str, _ByLine]) -> Iterator[Lines]:
        for file, lines in self._of(self._control):
            by_line = ran.get(file, {})
            leaked = {
                line: {base for asked, base in by_line[line] if asked == self._candidate}
                for line in sorted(lines & by_line.keys())
            }
            yield from _lines(file, {line: tests for line, tests in leaked.items() if tests})

    def _unexecuted(self, ran: Mapping[str, _ByLine]) -> Iterator[Lines]:
        for file, lines in self._of(self._control):
            yield from _lines(
                file, {line: set() for line in sorted(lines - ran.get(file, {}).keys())}
            )

    def _candidate_only(self, ran: Mapping[str, _ByLine]) -> Iterator[Lines]:
        for file, lines in self._of(self._candidate):
            by_line = ran.get(file, {})
            alone = {}
            for line in sorted(lines & by_line.keys()):
                tests = {base for _, base in by_line[line]}
                if tests.isdisjoint(self._on_control):
                    alone[line] = tests
            yield from _lines(file, alone)


def _owned_lines(territory: Territory) -> Iterator[tuple[str, str, frozenset[int]]]:
    """By file, the lines that an engine owns; lines that several have in common belong to none."""
    for file, owner in territory.files.items():
        yield file, owner, function_lines(Path(file))
    for file, parts in territory.parted.items():
        lines = function_lines(Path(file))
        for part in parts:
            lines_of_part = lines & frozenset(range(part.first, part.last + 1))
            lines -= lines_of_part
            for engine in part.engines if len(part.engines) == 1 else ():
                yield file, engine, lines_of_part


def _asked(half: EngineResult) -> str:
    """The engine asked for; empty where a rehearsal asked for both."""
    return "" if "rehearsals" in half.evidence else half.engine


def function_lines(file: Path) -> frozenset[int]:
    """The lines of a file that run when its functions do; empty for a file that does not parse."""
    try:
        code = compile(file.read_bytes(), str(file), "exec", dont_inherit=True)
    except (OSError, SyntaxError, ValueError):
        return frozenset()
    return frozenset(
        line
        for function in functions_in(code)
        for _, _, line in function.co_lines()
        if line is not None and line != function.co_firstlineno
    )


def _lines(file: str, tests_by_line: Mapping[int, set[str]]) -> Iterator[Lines]:
    if tests_by_line:
        tests = sorted(set().union(*tests_by_line.values()))[:MOST_TESTS]
        yield Lines(file, tuple(tests_by_line), tuple(tests))


def _without_lines(half: EngineResult) -> EngineResult:
    lines = {k: v for k, v in half.evidence.get("lines", {}).items() if k != "files"}
    evidence = {key: value for key, value in half.evidence.items() if key != "lines"}
    return half._replace(evidence=evidence | ({"lines": lines} if lines else {}))
