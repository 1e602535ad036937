"""Which lines of the control ran while the candidate was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from migration_lint.files.globs import matcher
from migration_lint.gate.evidence.base import Evidence, NoEvidenceError, Provenance, Reader, Request
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.evidence.seen import is_rehearsal
from migration_lint.gate.words import count
from migration_lint.report import Report


@dataclass(frozen=True)
class CandidateLines:
    """The lines of the control that ran under the candidate, and what was searched for them."""

    leaks: tuple[str, ...]
    looked_at: tuple[str, ...]


class CandidateLinesReader(Reader[CandidateLines]):
    """The dual run's tests and line coverage, and coverage data of a run under the candidate."""

    name = "candidate's lines"
    command = "pytest --engines=both --engine-evidence=coverage --engine-report=engine-report.json"

    def read(self, request: Request) -> Evidence[CandidateLines]:
        """The control's code that ran under the candidate.

        Raises:
            NoEvidenceError: Neither a dual run nor coverage data can be used.
        """
        data = request.coverage
        if data is not None and data.is_file():
            return _of_coverage(data, request)
        run = DualRun().read(request)
        return Evidence(_of_report(run.value, request), run.provenance)


def _of_report(report: Report, request: Request) -> CandidateLines:
    settings = request.project.settings
    pinned = [
        one
        for one in report.results(settings.candidate)
        if (settings.control in one.pinned or one.observed == settings.control)
        and not is_rehearsal(one)
    ]
    leaks = [f"{one.id}: ran {settings.control}" for one in pinned]
    watched = [one for one in report.results(settings.candidate) if one.exercised is not None]
    looked_at = [f"{count(len(watched), 'test')} under {settings.candidate}"] if watched else []
    if report.coverage is not None:
        looked_at.append("line coverage")
        leaks += [
            f"{one.path}: {count(len(one.lines), 'line')} from {one.lines[0]} on"
            for one in report.coverage.leaks
            if one.lines
        ]
    return CandidateLines(tuple(leaks), tuple(looked_at))


def _of_coverage(data: Path, request: Request) -> Evidence[CandidateLines]:
    shown = request.shown(data)
    files = dict(_measured(data, shown))
    if not files:
        raise NoEvidenceError(f"{shown}: empty: no line was measured")
    settings = request.project.settings
    modules = [f"{name.replace('.', '/')}.py" for name in settings.legacy_modules]
    packages = [f"{name.replace('.', '/')}/**" for name in settings.legacy_modules]
    is_legacy = matcher([f"**/{one}" for one in (*modules, *packages)] + modules + packages)
    leaks = [
        f"{request.shown(Path(path))}: {count(len(lines), 'line')}"
        for path, lines in sorted(files.items())
        if lines and is_legacy(request.shown(Path(path)).lstrip("/"))
    ]
    gathered = datetime.fromtimestamp(data.stat().st_mtime, tz=timezone.utc)
    looked_at = (f"coverage of {count(len(files), 'file')}",)
    return Evidence(CandidateLines(tuple(leaks), looked_at), Provenance(shown, gathered=gathered))


def _measured(data: Path, shown: str) -> Iterator[tuple[str, list[int]]]:
    from coverage import CoverageData  # noqa: PLC0415 - only where there is such a file
    from coverage.exceptions import CoverageException  # noqa: PLC0415 - as above

    try:
        with closing(CoverageData(basename=str(data))) as measured:
            measured.read()
            for path in measured.measured_files():
                yield path, measured.lines(path) or []
    except CoverageException as problem:
        raise NoEvidenceError(f"{shown}: damaged: {problem}") from None
