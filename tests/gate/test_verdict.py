from __future__ import annotations

from typing import Any

import pytest

from migration_lint.gate.judgement import Judgement
from migration_lint.gate.verdict import decide
from tests.gate.builders import criterion_result


@pytest.mark.parametrize(
    ("criteria", "verdict", "reason"),
    [
        pytest.param("pass pass", "ready", "all 2 criteria that count passed", id="ready"),
        pytest.param("pass fail", "not_ready", "1 failed, 1 passed", id="one failed"),
        pytest.param("fail fail", "not_ready", "2 failed, 0 passed", id="all failed"),
        pytest.param(
            "fail inconclusive not_run pass",
            "not_ready",
            "1 failed, 1 inconclusive, 1 not run, 1 passed",
            id="a failure outweighs the rest",
        ),
        pytest.param("pass not_run", "inconclusive", "1 not run, 1 passed", id="missing evidence"),
        pytest.param(
            "pass inconclusive", "inconclusive", "1 inconclusive, 1 passed", id="not enough"
        ),
        pytest.param("", "inconclusive", "nothing was measured that counts", id="no criterion"),
        pytest.param(
            "not_run not_run",
            "inconclusive",
            "nothing was measured that counts; 2 not run",
            id="no evidence",
        ),
        pytest.param(
            "pass pass:dry-run", "ready", "the one criterion that counts passed", id="one counts"
        ),
        pytest.param(
            "pass fail:dry-run",
            "ready",
            "the one criterion that counts passed; 1 in dry run or waived did not pass",
            id="dry run",
        ),
        pytest.param(
            "pass fail:waived",
            "ready",
            "the one criterion that counts passed; 1 in dry run or waived did not pass",
            id="waived",
        ),
        pytest.param(
            "pass:dry-run fail:waived",
            "inconclusive",
            "nothing was measured that counts; 1 in dry run or waived did not pass",
            id="nothing left that counts",
        ),
    ],
)
def test_the_verdict(criteria: str, verdict: str, reason: str) -> None:
    results = [_result(*one.partition(":")[::2]) for one in criteria.split()]
    assert decide(results) == (verdict, reason)


def _result(status: Any, standing: str) -> Any:
    return criterion_result(judgement=Judgement(status, "x"), standing=standing or "counts")
