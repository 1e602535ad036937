"""The verdict on a pair."""

from __future__ import annotations

import pytest

from pytest_engine_rollout.results import Outcome, Verdict
from tests.plugin.reports.builders import pair

VERDICTS: tuple[tuple[Outcome | None, Outcome | None, Verdict], ...] = (
    ("passed", "passed", "matched"),
    ("passed", "xpassed", "matched"),
    ("skipped", "skipped", "matched"),
    ("xfailed", "xfailed", "matched"),
    ("passed", "failed", "regression"),
    ("passed", "error", "regression"),
    ("passed", "xfailed", "regression"),
    ("xpassed", "failed", "regression"),
    ("failed", "passed", "improvement"),
    ("error", "passed", "improvement"),
    ("xfailed", "passed", "improvement"),
    ("failed", "failed", "shared-failure"),
    ("failed", "error", "shared-failure"),
    ("failed", "xfailed", "shared-failure"),
    ("passed", "skipped", "one-sided"),
    ("skipped", "passed", "one-sided"),
    ("failed", "skipped", "one-sided"),
    ("xfailed", "skipped", "one-sided"),
    ("passed", None, "one-sided"),
    (None, "failed", "one-sided"),
    (None, None, "one-sided"),
)


@pytest.mark.parametrize(
    ("control", "candidate", "verdict"),
    [pytest.param(*row, id=f"{row[0]}-{row[1]}") for row in VERDICTS],
)
def test_verdict(control: Outcome | None, candidate: Outcome | None, verdict: Verdict) -> None:
    assert pair("test_a", control, candidate).verdict == verdict
