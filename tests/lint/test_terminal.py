"""Colour and links: for a terminal that somebody watches, and where it is asked for."""

from __future__ import annotations

import pytest

from migration_lint.diagnostic import Severity
from migration_lint.terminal import Style, style_for, width_of


class Stream:
    def __init__(self, *, terminal: bool) -> None:
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def fileno(self) -> int:
        raise OSError("it is none of the system's")


@pytest.mark.parametrize(
    ("terminal", "environment", "style"),
    [
        pytest.param(True, {}, Style(colour=True, links=True), id="terminal"),
        pytest.param(False, {}, Style(), id="pipe"),
        pytest.param(True, {"CI": "true"}, Style(), id="CI log"),
        pytest.param(True, {"TERM": "dumb"}, Style(), id="dumb"),
        pytest.param(True, {"NO_COLOR": "1"}, Style(links=True), id="NO_COLOR"),
        pytest.param(True, {"NO_COLOR": ""}, Style(colour=True, links=True), id="NO_COLOR empty"),
        pytest.param(False, {"FORCE_COLOR": "1"}, Style(colour=True), id="FORCE_COLOR"),
        pytest.param(False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, Style(), id="both"),
    ],
)
def test_style(terminal: bool, environment: dict[str, str], style: Style) -> None:
    assert style_for(Stream(terminal=terminal), environment) == style


def test_a_plain_style_changes_nothing() -> None:
    style = Style()
    shown = [style.bold("a"), style.faint("a"), style.link("a", "b")]
    assert {*shown, style.severe("a", Severity.NOTE)} == {"a"}


@pytest.mark.parametrize(
    ("terminal", "columns", "due"),
    [
        (True, "120", 120),
        (False, "120", 120),
        (True, "", 80),
        (True, "wide", 80),
        (False, "", None),
    ],
)
def test_width(terminal: bool, columns: str, due: int | None) -> None:
    assert width_of(Stream(terminal=terminal), {"COLUMNS": columns}) == due
