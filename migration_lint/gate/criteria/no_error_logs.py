"""No ERROR in the logs that is the candidate's."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.logs import LogReader, Logs
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count


class NoErrorLogs(Criterion[Logs]):
    """No log record at ERROR or above is the candidate's, and the candidate did write records.

    A record is the candidate's when its text, with its traceback, matches the candidate's pattern
    (`modular|StageOrchestrator` in the plan), or when the last record before it that announced
    an engine announced the candidate. An error that no engine can be named for decides nothing.
    """

    id = "no-error-logs"
    title = "no ERROR in the logs due to the candidate"
    phases = (1, 2, 3, 4)
    sentences = ("Error rate | Logs | Any ERROR logs", "Performance and stability verified")
    reader = LogReader
    threshold = Threshold(0, 0, 1_000_000, "at most {} due to the candidate")

    def judge(self, evidence: Logs, case: Case) -> Judgement:
        """Count the errors by engine."""
        settings = case.project.settings
        own = evidence.errors(settings.candidate)
        nameless = evidence.errors(None)
        measured = (
            f"{count(len(own), 'ERROR')} of the candidate, "
            f"{len(evidence.errors(settings.control))} of the control, {len(nameless)} of neither, "
            f"in {len(evidence.entries)} records"
        )
        if len(own) > case.limit:
            shown = tuple(entry.place for entry in own)
            return failed(measured, *shown, remedy="mend what the candidate logs as an error")
        if nameless:
            shown = tuple(entry.place for entry in nameless)
            more = "a pattern in `gate.attribution` that names the engine of these records"
            return inconclusive(measured, *shown, more=more)
        if not evidence.of(settings.candidate):
            return inconclusive(measured, more="logs of a time in which the candidate was in use")
        return passed(measured)
