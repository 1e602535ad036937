"""`--format junit`: one test case for each file with something in it."""

from __future__ import annotations

from itertools import groupby

from migration_lint.diagnostic import Diagnostic
from migration_lint.escaping import xml
from migration_lint.formats.base import Format, Report


class JunitFormat(Format):
    """JUnit XML, as CI systems show it beside test results."""

    name = "junit"

    def render(self, report: Report) -> str:
        """The suite; a clean run is one case that passes, so that no run looks like none."""
        cases = [
            _case(path, list(found)) for path, found in groupby(report.new, lambda one: one.path)
        ]
        cases += [_unreadable(problem) for problem in report.problems]
        errors, failures = len(report.problems), len(report.new)
        cases = cases or ['    <testcase classname="migration-lint" name="nothing found"/>\n']
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<testsuites errors="{errors}" failures="{failures}" tests="{len(cases)}">\n'
            f'  <testsuite name="migration-lint" errors="{errors}" failures="{failures}" '
            f'skipped="0" tests="{len(cases)}">\n'
            f"{''.join(cases)}  </testsuite>\n</testsuites>\n"
        )


def _case(path: str, diagnostics: list[Diagnostic]) -> str:
    failures = "".join(
        f'      <failure type="{xml(one.code)}" message="{xml(one.message)}">'
        f"{xml(f'{path}:{one.span.line}:{one.span.column}: {one.code} {one.message}')}</failure>\n"
        for one in diagnostics
    )
    return (
        f'    <testcase classname="migration-lint" name="{xml(path)}" file="{xml(path)}">\n'
        f"{failures}    </testcase>\n"
    )


def _unreadable(problem: str) -> str:
    name = xml(problem.partition(":")[0])
    return (
        f'    <testcase classname="migration-lint" name="{name}">\n'
        f'      <error type="unreadable" message="{xml(problem)}"/>\n    </testcase>\n'
    )
