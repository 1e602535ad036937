"""`--format junit`: a test case for each criterion, for CI systems that show such reports."""

from __future__ import annotations

from xml.etree import ElementTree

from migration_lint.escaping import one_line
from migration_lint.gate.outputs.base import (
    STATUSES,
    Output,
    headline,
    standing_words,
    waiver_words,
)
from migration_lint.gate.result import CriterionResult, GateResult


class JunitOutput(Output):
    """Failed criteria are failures, unmeasured ones errors, those that do not count skipped."""

    name = "junit"

    def render(self, result: GateResult) -> str:
        """One suite named after the phase."""
        cases = [_case(criterion) for criterion in result.criteria]
        suite = ElementTree.Element(
            "testsuite",
            name=f"gate of phase {result.phase}",
            tests=str(len(cases)),
            failures=str(sum(case.find("failure") is not None for case in cases)),
            errors=str(sum(case.find("error") is not None for case in cases)),
            skipped=str(sum(case.find("skipped") is not None for case in cases)),
            timestamp=result.decided.isoformat(timespec="seconds"),
        )
        suite.extend(cases)
        verdict = one_line(f"{headline(result)}: {result.reason}")
        ElementTree.SubElement(suite, "system-out").text = verdict
        suites = ElementTree.Element("testsuites", name="migration-lint gate")
        suites.append(suite)
        ElementTree.indent(suites)
        body = ElementTree.tostring(suites, encoding="unicode")
        return f"<?xml version='1.0' encoding='utf-8'?>\n{body}\n"


def _case(criterion: CriterionResult) -> ElementTree.Element:
    case = ElementTree.Element(
        "testcase", classname=f"gate.{criterion.id}", name=one_line(criterion.title), time="0"
    )
    judgement = criterion.judgement
    waiver = waiver_words(criterion.waiver) if criterion.waiver else ""
    lines = [waiver, judgement.measured, *judgement.details, judgement.remedy]
    text = "\n".join(one_line(line) for line in lines if line)
    kind = {"fail": "failure", "inconclusive": "error", "not_run": "error"}.get(judgement.status)
    if kind is not None and criterion.standing != "counts":
        message = f"{standing_words(criterion)}: {STATUSES[judgement.status]}"
        ElementTree.SubElement(case, "skipped", message=message).text = text
    elif kind is not None:
        ElementTree.SubElement(case, kind, message=one_line(judgement.measured)).text = text
    else:
        ElementTree.SubElement(case, "system-out").text = text
    return case
