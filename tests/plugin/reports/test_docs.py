"""The reference names everything there is."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from pytest_engine_rollout.options import REPORT_WORDS
from pytest_engine_rollout.results import Outcome, Verdict
from pytest_engine_rollout.results.exit_status import CONDITIONS, DEFAULT, NOTHING

PAGE = Path(__file__).parents[3] / "docs" / "reports.md"


def test_the_reference_names_everything() -> None:
    page = PAGE.read_text(encoding="utf-8")
    names = [*get_args(Outcome), *get_args(Verdict), *CONDITIONS, NOTHING]
    names += [f"--engine-{word}=PATH" for word in REPORT_WORDS]
    assert [name for name in names if f"`{name}`" not in page] == []
    assert f"The default is `{','.join(DEFAULT)}`" in page
