"""The page of `--format html` in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lint.formats import format_named
from tests.lint.formats.reports import diagnostic, report
from tests.plugin.reports.browser import EXECUTABLE, chromium

_COLOUR = "getComputedStyle(document.querySelector('{}')).color"


@pytest.mark.skipif(EXECUTABLE is None, reason="no chromium is installed")
def test_a_narrow_window_cuts_nothing_and_the_dark_has_light_marks(tmp_path: Path) -> None:
    long = report(diagnostic(message="it is gone; " * 20))
    shown = long._replace(source_line=lambda _, __: f"from af_engine_legacy import {'Name' * 20}")
    page = tmp_path / "lint.html"
    page.write_text(format_named("html").render(shown), "utf-8")
    with chromium() as browser:
        browser.look(400, "dark")
        browser.open(page)
        assert browser.is_cut("html, td, pre") == []
        assert browser.evaluate(_COLOUR.format("mark")) == browser.evaluate(_COLOUR.format("body"))
