"""Errors logged are noted, and nothing of that is seen by the tests."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from tests.plugin.evidence.conftest import Run


def logged(report: dict[str, Any]) -> list[str]:
    """What was noted of the one test on the control."""
    noted = report["by"]["legacy"]["evidence"].get("logs", {}).get("logged", ())
    return [f"{record['level']} {record['message']}" for record in noted]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("logging.error('a %s', 1)", ["ERROR a 1"], id="root"),
        pytest.param("logging.getLogger('a.b').critical('x')", ["CRITICAL x"], id="below"),
        pytest.param("logging.getLogger('a').warning('x')", [], id="warning"),
        pytest.param(
            "log = logging.getLogger('quiet'); log.propagate = False; log.error('x')",
            [],
            id="kept-from-the-root",
        ),
        pytest.param(
            "log = logging.getLogger('on'); log.addFilter(lambda _: False); log.error('x')",
            [],
            id="filtered",
        ),
        pytest.param(
            "logging.getLogger().handlers.clear(); logging.error('x')",
            ["ERROR x"],
            id="without-handlers",
        ),
        pytest.param(
            "import threading; t = threading.Thread(target=logging.error, args=['x'])\n"
            " t.start(); t.join()",
            ["ERROR x"],
            id="in-a-thread",
        ),
    ],
)
def test_noted(run: Run, source: str, expected: list[str]) -> None:
    report = run(f"import logging\ndef test_it():\n {source}")
    report["result"].assert_outcomes(passed=2)
    assert logged(report) == expected


UNSEEN = """
import io
import logging

def test_there_are_no_handlers():
    assert not logging.getLogger().handlers

def test_basic_configuration():
    stream = io.StringIO()
    logging.basicConfig(stream=stream, format="%(message)s")
    logging.error("told")
    assert stream.getvalue() == "told\\n"
"""


def test_handlers_are_those_of_a_plain_run(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    run(UNSEEN, "-pno:logging")["result"].assert_outcomes(passed=4)
