"""`--format junit`: one test case for each diagnostic."""

from __future__ import annotations

from migration_lint.diagnostic import Diagnostic
from migration_lint.escaping import xml
from migration_lint.formats.base import Format, Report


class JunitFormat(Format):
    """JUnit XML, as CI systems show it beside test results."""

    name = "junit"

    def render(self, report: Report) -> str:
        """The suite; a clean run is one case that passes, so that no run looks like none."""
        cases = [_case(one) for one in report.new]
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


def _case(one: Diagnostic) -> str:
    """A case has one failure at most: more than cases there are would be no count of tests."""
    place = f"{one.span.line}:{one.span.column}"
    return (
        f'    <testcase classname="{xml(one.path)}" name="{xml(f"{one.code} at {place}")}" '
        f'file="{xml(one.path)}" line="{one.span.line}">\n'
        f'      <failure type="{xml(one.code)}" message="{xml(one.message)}">'
        f"{xml(f'{one.path}:{place}: {one.code} {one.message}')}</failure>\n"
        "    </testcase>\n"
    )


def _unreadable(problem: str) -> str:
    name = xml(problem.partition(":")[0])
    return (
        f'    <testcase classname="migration-lint" name="{name}">\n'
        f'      <error type="unreadable" message="{xml(problem)}"/>\n    </testcase>\n'
    )
