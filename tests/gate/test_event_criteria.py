"""Criteria of the events that both engines emit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.gate.builders import half, judge, pair, request, shown, write_report

PINNED = {"pinned": ["modular"]}


def events(*names: str, exercised: bool = True) -> Any:
    made = [dict(zip(("stage", "event"), name.split("/"), strict=True)) for name in names]
    return half(evidence={"events": {"emitted": made}}, exercised=exercised)


@pytest.mark.parametrize(
    ("criterion", "phase", "tests", "expected"),
    [
        pytest.param(
            "integrations-fire",
            1,
            [pair("a", events("PLANNING/started", "PLANNING/ended"), events("PLANNING/started"))],
            ("fail", "1 event missing of 2 that the control emitted"),
            id="event lost",
        ),
        pytest.param(
            "integrations-fire",
            1,
            [pair("a", events("PLANNING/started"), events("PLANNING/extra", "PLANNING/started"))],
            ("pass", "0 events missing of 1 that the control emitted"),
            id="extra event",
        ),
        pytest.param(
            "integrations-fire",
            1,
            [pair("a", events("PLANNING/started"), events(exercised=False))],
            ("inconclusive", "0 events missing of 0 that the control emitted"),
            id="candidate not exercised",
        ),
        pytest.param(
            "stage-events",
            2,
            [pair("a", events("PLANNING/started", "TESTING/started"), events("PLANNING/started"))],
            ("fail", "1 of 2 stages missing events"),
            id="stage without event",
        ),
        pytest.param(
            "stage-events",
            2,
            [
                pair("a", events("PLANNING/started"), events()),
                pair("b", events(), events("PLANNING/started")),
            ],
            ("pass", "0 of 1 stage missing events"),
            id="events of the whole run",
        ),
        pytest.param(
            "stage-events",
            2,
            [pair("a")],
            ("inconclusive", "the control emitted no event"),
            id="no event",
        ),
        pytest.param(
            "events-correct",
            3,
            [pair("a", events("A/x", "B/x"), events("B/x", "A/x"))],
            ("fail", "1 of 1 test with events differ"),
            id="events reordered",
        ),
        pytest.param(
            "events-correct",
            3,
            [pair("a", events("A/x"), events("A/x")), pair("b")],
            ("pass", "0 of 1 test with events differ"),
            id="events equal",
        ),
        pytest.param(
            "events-correct",
            3,
            [pair("a")],
            ("inconclusive", "0 of 0 tests with events differ"),
            id="no events to compare",
        ),
        *(
            pytest.param(
                criterion,
                3,
                [pair("a", events("PLANNING/started") | PINNED, events("PLANNING/started"))],
                ("inconclusive", measured),
                id=f"{criterion} of a pinned test",
            )
            for criterion, measured in {
                "integrations-fire": "0 events missing of 0 that the control emitted",
                "stage-events": "the control emitted no event",
                "events-correct": "0 of 0 tests with events differ",
            }.items()
        ),
    ],
)
def test_events(
    tmp_path: Path, criterion: str, phase: int, tests: Any, expected: tuple[str, str]
) -> None:
    write_report(tmp_path, tests)
    assert shown(judge(criterion, request(tmp_path, phase))) == expected
