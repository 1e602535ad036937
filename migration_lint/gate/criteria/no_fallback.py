"""The product did not fall back to the control."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.logs import LogReader, Logs
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count


class NoFallback(Criterion[Logs]):
    """No log tells that the product, having begun with the candidate, went over to the control.

    AtlasForge's dispatcher does so by itself when the candidate cannot be imported, says it in one
    warning (`Falling back to legacy engine`), and goes on as if nothing had happened.
    """

    id = "no-fallback"
    title = "no log tells of a fall back to the control"
    phases = (2, 3, 4)
    sentences = ("No rollbacks needed for 1 week",)
    reader = LogReader
    limit = "0 fallbacks"

    def judge(self, evidence: Logs, case: Case) -> Judgement:
        """Look for announcements of the control after one of the candidate, file by file."""
        settings = case.project.settings
        fallbacks, begun = [], 0
        in_use: dict[str, str] = {}
        for entry in evidence.entries:
            if entry.announced is None:
                continue
            begun += entry.announced == settings.candidate
            before = in_use.get(entry.source)
            in_use[entry.source] = entry.announced
            if (before, entry.announced) == (settings.candidate, settings.control):
                fallbacks.append(entry.place)
        measured = f"{count(len(fallbacks), 'fallback')} after {count(begun, 'start')}"
        if fallbacks:
            return failed(measured, *fallbacks, remedy="find out why the candidate was left")
        if not begun:
            return inconclusive(measured, more="logs of a start with the candidate")
        return passed(measured)
