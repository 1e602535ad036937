"""The plugin as pytest loads it; without `--engines` it only offers its options."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager

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
    from pytest_engine_rollout import hooks  # noqa: PLC0415 - a run without `--engines` needs none

    hooks.begin(early_config)


@pytest.hookimpl(wrapper=True, specname="pytest_load_initial_conftests")
def pytest_around_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """With `--engines`, start workers, and name the engine that a conftest file cannot import."""
    if option_value(early_config, "--engines") is None:
        return (yield)
    from pytest_engine_rollout import _pytest_compat as compat  # noqa: PLC0415 - as above

    compat.import_as_written(early_config.pluginmanager, "pytest_engine_rollout", "migration_lint")
    with _starting_workers(early_config):
        from pytest_engine_rollout import hooks  # noqa: PLC0415 - as above

        with hooks.naming_broken_engine(early_config):
            return (yield)


@contextmanager
def _starting_workers(config: pytest.Config) -> Iterator[None]:
    """Let workers start while the rest of the plugin, other plugins and conftests are imported."""
    from pytest_engine_rollout.asked import ASKED, read_asked  # noqa: PLC0415 - as above
    from pytest_engine_rollout.workers.role import Role  # noqa: PLC0415 - as above

    asked = config.stash[ASKED] = read_asked(config)
    if asked.place.role is not Role.CONTROLLER:
        yield
        return
    from pytest_engine_rollout.workers.early import start_early  # noqa: PLC0415 - needs pytest-xdist

    early = start_early(config, asked)
    yield
    early.renew()
