"""`--format github`: annotations of a GitHub workflow run."""

from __future__ import annotations

from migration_lint.gate.outputs.base import Output, headline
from migration_lint.gate.result import CriterionResult, GateResult

_LEVELS = {"fail": "error", "inconclusive": "warning", "not_run": "warning", "pass": "notice"}
_DETAILS = 5


class GithubOutput(Output):
    """One annotation for the verdict and one for each criterion that blocks."""

    name = "github"

    def render(self, result: GateResult) -> str:
        """The workflow commands, one a line."""
        level = "notice" if result.verdict == "ready" else "error"
        lines = [_command(level, "gate", f"{headline(result)}: {result.reason}")]
        lines += [_annotation(criterion) for criterion in result.blocking]
        return "".join(f"{line}\n" for line in lines)


def _annotation(criterion: CriterionResult) -> str:
    judgement = criterion.judgement
    lines = [judgement.measured, *judgement.details[:_DETAILS], f"next: {judgement.remedy}"]
    return _command(_LEVELS[judgement.status], criterion.id, "\n".join(lines))


def _command(level: str, title: str, message: str) -> str:
    return f"::{level} title={_property(title)}::{_data(message)}"


def _data(text: str) -> str:
    """A message in which nothing can begin another command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
