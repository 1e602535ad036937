"""Criteria of time: how long prompts take, and whether the candidate is as fast."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from migration_lint.project.protocol import parse_method
from tests.gate.builders import half, judge, pair, request, shown, write_report


def calls(*durations: float) -> Any:
    prompt = {"engine": "modular", "method": "build_rd_prompt"}
    other = [{"engine": "modular", "method": "update_stage", "duration": 9.0}]
    other += [{"engine": "legacy", "method": "build_rd_prompt", "duration": 9.0}]
    made = [{**prompt, "duration": one} for one in durations]
    return half(evidence={"calls": {"made": [*made, *other]}})


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        pytest.param(
            [pair("a", candidate=calls(*[0.1] * 19, 0.7))],
            (
                "pass",
                "100.0 ms for 95 % of 20 calls of build_rd_prompt, slowest 700.0 ms",
            ),
            id="one slow call in twenty",
        ),
        pytest.param(
            [pair("a", candidate=calls(*[0.1] * 3, 0.6, 0.7))],
            (
                "fail",
                "700.0 ms for 95 % of 5 calls of build_rd_prompt, slowest 700.0 ms",
            ),
            id="few calls of which two are slow",
        ),
        pytest.param(
            [pair("a", candidate=calls(*[0.1] * 4, 0.7))],
            (
                "inconclusive",
                "700.0 ms for 95 % of 5 calls of build_rd_prompt, slowest 700.0 ms",
            ),
            id="few calls of which one is slow",
        ),
        pytest.param(
            [pair("a", candidate=calls(*[0.5] * 20))],
            (
                "pass",
                "500.0 ms for 95 % of 20 calls of build_rd_prompt, slowest 500.0 ms",
            ),
            id="exactly the limit",
        ),
        pytest.param(
            [pair("a", candidate=calls(*[0.1] * 19, 0.6, 0.7))],
            (
                "fail",
                "600.0 ms for 95 % of 21 calls of build_rd_prompt, slowest 700.0 ms",
            ),
            id="19 of 21 are less than 95 %",
        ),
        pytest.param(
            [pair("a", candidate=calls(*[0.1] * 18, 0.6, 0.7))],
            (
                "fail",
                "600.0 ms for 95 % of 20 calls of build_rd_prompt, slowest 700.0 ms",
            ),
            id="slow prompts",
        ),
        pytest.param(
            [pair("a", candidate=calls(0.1))],
            (
                "inconclusive",
                "100.0 ms for 95 % of 1 call of build_rd_prompt, slowest 100.0 ms",
            ),
            id="too few calls",
        ),
        pytest.param(
            [pair("a", control=calls(9.0))],
            ("inconclusive", "no call of build_rd_prompt was timed"),
            id="the control's prompts do not count",
        ),
    ],
)
def test_prompt_time(tmp_path: Path, tests: Any, expected: tuple[str, str]) -> None:
    write_report(tmp_path, tests)
    assert shown(judge("prompt-time", request(tmp_path, 1))) == expected


@pytest.mark.parametrize(
    ("protocol", "remedy"),
    [
        (
            ("quote(cart)", "rate"),
            "one of quote as gate.prompt-method or prompt-time in gate.dry-run",
        ),
        ((), "prompt-time in gate.dry-run"),
    ],
)
def test_prompt_time_of_a_method_that_the_protocol_lacks(
    tmp_path: Path, protocol: tuple[str, ...], remedy: str
) -> None:
    write_report(tmp_path, [pair("a")])
    made = request(tmp_path, 1)
    settings = made.project.settings._replace(protocol=tuple(map(parse_method, protocol)))
    made = replace(made, project=made.project._replace(settings=settings))
    judged = judge("prompt-time", made)
    assert shown(judged) == (
        "inconclusive",
        "gate.prompt-method is build_rd_prompt, which is no method of the protocol",
    )
    assert judged.remedy == remedy


def measure(
    low: float | None, high: float | None, needed: int | None = None, name: str = "calls"
) -> Any:
    return {
        "name": name,
        "verdict": "inconclusive",
        "pairs": 7,
        "ratio": None if low is None or high is None else (low + high) / 2,
        "low": low,
        "high": high,
        "needed": needed,
    }


@pytest.mark.parametrize(
    ("measures", "status", "measured", "remedy"),
    [
        pytest.param(
            [measure(0.98, 1.04)],
            "pass",
            "calls: ratio 1.010, 0.980 to 1.040, 7 pairs",
            "",
            id="pass",
        ),
        pytest.param(
            [measure(0.5, 0.6)],
            "pass",
            "calls: ratio 0.550, 0.500 to 0.600, 7 pairs",
            "",
            id="faster",
        ),
        pytest.param(
            [measure(1.15, 1.35)],
            "fail",
            "calls: ratio 1.250, 1.150 to 1.350, 7 pairs",
            "make the candidate faster",
            id="slower",
        ),
        pytest.param(
            [measure(0.98, 1.04, name="tests"), measure(1.0, 1.2, 40)],
            "inconclusive",
            "calls: ratio 1.100, 1.000 to 1.200, 7 pairs",
            "40 more repetitions: --engine-repeat",
            id="across the border",
        ),
        pytest.param(
            [measure(0.98, 1.04), measure(2.0, 3.0, name="calls:update_stage")],
            "pass",
            "calls: ratio 1.010, 0.980 to 1.040, 7 pairs",
            "",
            id="one method by itself does not decide",
        ),
        pytest.param(
            [measure(0.98, 1.04, name="tests")],
            "pass",
            "tests: ratio 1.010, 0.980 to 1.040, 7 pairs",
            "",
            id="whole tests, where no call was seen",
        ),
        pytest.param(
            [measure(None, None)],
            "inconclusive",
            "no ratio: 0 pairs exercised both engines",
            "tests that run both engines",
            id="nothing timed",
        ),
    ],
)
def test_performance(
    tmp_path: Path, measures: Any, status: str, measured: str, remedy: str
) -> None:
    section = {
        "verdict": "inconclusive",
        "limit": 0.1,
        "confidence": 0.95,
        "pairs": 0,
        "repetitions": 1,
        "reason": "0 pairs exercised both engines",
        "measures": measures,
        "slow": [],
    }
    write_report(tmp_path, [pair(str(n)) for n in range(7)], performance=section)
    judgement = judge("performance", request(tmp_path, 2))
    assert (judgement.status, judgement.measured, judgement.remedy) == (status, measured, remedy)


@pytest.mark.parametrize(
    ("pairs", "more"), [(1, "4 more tests that run"), (4, "1 more test that runs")]
)
def test_a_ratio_of_few_tests_is_inconclusive(tmp_path: Path, pairs: int, more: str) -> None:
    section = {
        "verdict": "inside",
        "limit": 0.1,
        "confidence": 0.95,
        "pairs": pairs,
        "repetitions": 99,
        "reason": "",
        "measures": [measure(0.99, 1.01) | {"pairs": pairs}],
        "slow": [],
    }
    write_report(tmp_path, [pair(str(n)) for n in range(pairs)], performance=section)
    judgement = judge("performance", request(tmp_path, 2))
    assert judgement.status == "inconclusive"
    assert judgement.remedy == f"{more} both engines: these few say little of the engine"
