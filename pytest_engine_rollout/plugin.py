"""The plugin's hooks; without `--engines` there is nothing here but options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_engine_rollout.options import add_options

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the options, each with its ini twin."""
    add_options(parser)
