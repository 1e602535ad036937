"""The plan's metric: prompt generation time."""

from __future__ import annotations

from math import ceil

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.evidence.seen import durations_of
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count
from migration_lint.report import Report

_ENOUGH = 20  # calls below which a 95th percentile is just the slowest one
_SHARE = 0.95


class PromptTime(Criterion[Report]):
    """The 95th percentile of the candidate's prompt generation is within the limit.

    The method is `gate.prompt-method`. One slow first call on a busy machine is no alert, one in
    twenty is.
    """

    id = "prompt-time"
    title = "the candidate generates prompts fast enough"
    phases = (1, 2, 3, 4)
    sentences = ("Prompt generation time | Analytics | > 500ms",)
    reader = DualRun
    threshold = Threshold(0.5, 0.001, 3600.0, "at most {} ms for 95 %", factor=1000)

    def judge(self, evidence: Report, case: Case) -> Judgement:
        """Compare the percentile with the limit."""
        settings = case.project.settings
        method = settings.gate.prompt_method
        calls = sorted(
            (duration, result.id)
            for result in evidence.results(settings.candidate)
            for duration in durations_of(result, settings.candidate, method)
        )
        if not calls:
            known = [one.name for one in settings.protocol if one.parameters is not None]
            if method not in known:
                named = [f"one of {', '.join(known)} as gate.prompt-method"] if known else []
                return inconclusive(
                    f"gate.prompt-method is {method}, which is no method of the protocol",
                    more=" or ".join([*named, f"{self.id} in gate.dry-run"]),
                )
            more = f"{count(_ENOUGH, 'call')} of {method} in tests"
            return inconclusive(f"no call of {method} was timed", more=more)
        percentile = calls[ceil(_SHARE * len(calls)) - 1][0]
        measured = (
            f"{percentile * 1000:.1f} ms for 95 % of {count(len(calls), 'call')} of {method}, "
            f"slowest {calls[-1][0] * 1000:.1f} ms"
        )
        slow = [(duration, test) for duration, test in reversed(calls) if duration > case.limit]
        shown = tuple(f"{test}: {duration * 1000:.1f} ms" for duration, test in slow)
        if len(calls) < _ENOUGH and len(slow) <= 1:
            more = f"{count(_ENOUGH - len(calls), 'more call')} of {method}"
            return inconclusive(measured, *shown, more=more)
        if percentile > case.limit:
            return failed(measured, *shown, remedy=f"make the candidate's {method} faster")
        return passed(measured, *shown)
