"""`--format github`: annotations of a GitHub workflow run."""

from __future__ import annotations

from migration_lint.escaping import one_line
from migration_lint.gate.outputs.base import Output, first_details, headline, waiver_words
from migration_lint.gate.result import CriterionResult, GateResult

_LEVELS = {"fail": "error", "inconclusive": "warning", "not_run": "warning", "pass": "notice"}
_DETAILS = 5


class GithubOutput(Output):
    """One annotation for the verdict, for each criterion that blocks, and for each waiver."""

    name = "github"

    def render(self, result: GateResult) -> str:
        """The workflow commands, one a line."""
        level = "notice" if result.verdict == "ready" else "error"
        lines = [_command(level, "gate", f"{headline(result)}: {result.reason}")]
        lines += [_annotation(criterion) for criterion in result.blocking]
        lines += [
            _command("notice", one.id, waiver_words(one.waiver))
            for one in result.criteria
            if one.waiver
        ]
        return "".join(f"{line}\n" for line in lines)


def _annotation(criterion: CriterionResult) -> str:
    judgement = criterion.judgement
    lines = [judgement.measured, *first_details(judgement, _DETAILS), f"next: {judgement.remedy}"]
    return _command(_LEVELS[judgement.status], criterion.id, *lines)


def _command(level: str, title: str, *lines: str) -> str:
    """One command; nothing in its lines can end it or begin another one."""
    message = "%0A".join(one_line(line).replace("%", "%25") for line in lines)
    return f"::{level} title={title}::{message}"
