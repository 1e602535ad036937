"""pytest's fixture manager, and the functions of fixtures."""

from __future__ import annotations

from typing import Any

import pytest
from _pytest.fixtures import FixtureManager, pytest_fixture_setup

SET_UP_FIXTURE = pytest_fixture_setup.__code__
"""The code that runs a fixture's function, whoever asked for the fixture and when."""


def new_fixture_manager(session: pytest.Session) -> FixtureManager:
    """A fixture manager that knows nothing of fixtures parsed before, as a new session has."""
    manager = FixtureManager(session)
    session._fixturemanager = manager
    return manager


def fixture_manager(session: pytest.Session) -> FixtureManager | None:
    """The fixture manager in use; None before the session has started."""
    return getattr(session, "_fixturemanager", None)


def set_fixture_manager(session: pytest.Session, manager: FixtureManager) -> None:
    """Use a fixture manager that was in use before."""
    session._fixturemanager = manager


def fixture_function(item: Any, name: str) -> Any:
    """The function of the fixture that a test gets under a name; None for a parameter."""
    definitions = item._fixtureinfo.name2fixturedefs.get(name)
    if not definitions:
        return None
    function = definitions[-1].func
    return None if function.__module__.startswith("_pytest.") else function
