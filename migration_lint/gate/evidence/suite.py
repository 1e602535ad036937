"""Tell whether the dual run ran the whole suite: compare it with the test files of the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from migration_lint.files.globs import matcher
from migration_lint.gate.evidence.base import Evidence, Reader, Request
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.evidence.engine_report import COMMAND
from migration_lint.gate.evidence.files import text_of
from migration_lint.report import Report

_TEST = re.compile(r"^\s*(?:async\s+)?(?:def\s+test|class\s+\w*Test)", re.MULTILINE)


@dataclass(frozen=True)
class Suite:
    """The test files of the tree, those that no result is of, and tests that were named singly."""

    files: int
    left_out: tuple[str, ...]
    named: tuple[str, ...]


class SuiteReader(Reader[Suite]):
    """Looks for test files that the dual run left out, however it came to leave them out."""

    name = "suite"
    command = COMMAND

    def read(self, request: Request) -> Evidence[Suite]:
        """The suite, with the provenance of the run.

        Raises:
            NoEvidenceError: There is no dual run.
        """
        run = DualRun().read(request)
        report = run.value
        ran = {test.path for test in report.tests} | {
            test.id.split("::")[0] for test in report.tests
        }
        files = list(_test_files(request))
        left_out = tuple(path for path in files if not _is_among(path, ran))
        return Evidence(Suite(len(files), left_out, tuple(_named(report))), run.provenance)


def _test_files(request: Request) -> Iterator[str]:
    """The files that `gate.suite` names, `gate.outside-suite` does not, and that hold a test."""
    from migration_lint.files.discovery import discover  # noqa: PLC0415 - it must not slow start-up

    root = request.project.root
    settings = request.project.settings
    is_test_file = matcher(settings.gate.suite)
    for path in discover(str(root), (*settings.exclude, *settings.gate.outside_suite)).files:
        full = root / path
        if is_test_file(path) and full.is_file() and _TEST.search(text_of(full, path)):
            yield path


def _is_among(path: str, ran: set[str]) -> bool:
    """Whether the file was run; pytest's root may lie below the project's."""
    parts = path.split("/")
    return any("/".join(parts[start:]) in ran for start in range(len(parts)))


def _named(report: Report) -> Iterator[str]:
    """The arguments, of the run or of its shards, that name single tests: `test_a.py::test_b`."""
    runs = [shard["run"].get("arguments", ()) for shard in report.run.shards]
    for arguments in (report.run.arguments, *runs):
        for argument in map(str, arguments):
            if "::" in argument and not argument.startswith("-"):
                yield argument
