"""What pytest loads always; without `--engines` there is nothing here but options."""

from __future__ import annotations

from collections.abc import Generator
from types import ModuleType

import pytest

from pytest_engine_rollout.options import add_options, option_value, spell_out


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the options, each with its ini twin."""
    add_options(parser)


def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> None:
    """With `--engines`, begin the run, before any conftest file can import an engine."""
    spell_out(early_config, parser, args)
    if option_value(early_config, "--engines") is None:
        return
    _hooks(early_config).begin(early_config)


@pytest.hookimpl(wrapper=True, specname="pytest_load_initial_conftests")
def pytest_name_broken_engine(early_config: pytest.Config) -> Generator[None]:
    """With `--engines`, say which engine it is that conftest files cannot import."""
    if option_value(early_config, "--engines") is None:
        return (yield)
    with _hooks(early_config).naming_broken_engine(early_config):
        return (yield)


def _hooks(config: pytest.Config) -> ModuleType:
    """The rest of the plugin, which a run without `--engines` never imports."""
    from pytest_engine_rollout import _pytest_compat as compat  # noqa: PLC0415 - as said

    compat.import_as_written(config.pluginmanager, "pytest_engine_rollout", "migration_lint")
    from pytest_engine_rollout import hooks  # noqa: PLC0415 - as said

    return hooks
