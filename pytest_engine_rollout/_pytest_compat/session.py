"""State that pytest keeps for the session, and running a test within it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from _pytest.config import apply_warning_filters, parse_warning_filter
from _pytest.junitxml import xml_key
from _pytest.logging import catching_logs
from _pytest.runner import SetupState, runtestprotocol

try:  # pytest 9.0 and newer
    from _pytest.subtests import failed_subtests_key

    _FAILED_SUBTESTS: object = failed_subtests_key
except ImportError:
    _FAILED_SUBTESTS = None

_LOGREPORT = "pytest_runtest_logreport"


def stashed(holder: pytest.Config | pytest.Item) -> dict[Any, Any]:
    """The dict inside a `stash`, which is much faster to read."""
    stash: Any = holder.stash
    storage: dict[Any, Any] = stash._storage
    return storage


def stderr_descriptor(config: pytest.Config) -> int:
    """The file descriptor of standard error as it was before pytest began to capture it."""
    manager: Any = config.pluginmanager.get_plugin("capturemanager")
    capture = getattr(getattr(manager, "_global_capturing", None), "err", None)
    descriptor: int = getattr(capture, "targetfd_save", 2)
    return descriptor


def forget_warning_filters() -> None:
    """Clear pytest's cache of the classes that warning filters name: each engine has its own."""
    parse_warning_filter.cache_clear()


def filter_warnings(config: pytest.Config) -> None:
    """Apply the warning filters again during collection, with the present engine's classes."""
    if config.pluginmanager.hasplugin("warnings"):
        typed = config.known_args_namespace.pythonwarnings or []
        apply_warning_filters(config.getini("filterwarnings"), typed)


@contextmanager
def session_logs(config: pytest.Config) -> Iterator[None]:
    """A context that does for some tests what pytest's log plugin does around all of them.

    A log file that a test has closed is opened again, and goes on.
    """
    plugin: Any = config.pluginmanager.get_plugin("logging-plugin")
    if plugin is None:  # -p no:logging
        yield
        return
    file = plugin.log_file_handler
    if file.stream is None:
        mode, file.mode = file.mode, "a"
        file.setStream(file._open())
        file.mode = mode
    with (
        catching_logs(plugin.log_cli_handler, level=plugin.log_cli_level),
        catching_logs(file, level=plugin.log_file_level),
    ):
        yield


def part_temporary_folders(config: pytest.Config, present: Callable[[], str | None]) -> None:
    """Have `tmp_path_factory` make its folders in one folder for each engine.

    Names are those of a plain run then: `test_a0`, and `mktemp("data", numbered=False)` does not
    meet the folder of the engine before.

    Args:
        config: pytest's configuration, complete.
        present: The name of the engine that the process serves now; None for none.
    """
    factory = getattr(config, "_tmp_path_factory", None)
    if factory is None:  # -p no:tmpdir
        return
    whole = factory.getbasetemp
    numbers: dict[str | None, dict[str, int]] = {}

    def getbasetemp() -> Path:
        engine = present()
        # Newer versions of pytest count rather than look which numbers are taken.
        factory._next_number = numbers.setdefault(engine, {})
        folder: Path = whole() if engine is None else whole() / engine
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    factory.getbasetemp = getbasetemp


def name_in_junit(config: pytest.Config, name: Callable[[str], str]) -> None:
    """Have the JUnit report file tests' own properties under other node ids.

    Args:
        config: pytest's configuration, complete.
        name: Gives the node id to enter something under, from the one that the test bears.
    """
    xml = config.stash.get(xml_key, None)
    if xml is None:
        return
    reporter_of: Callable[[Any], Any] = xml.node_reporter

    def node_reporter(report: Any) -> Any:
        return reporter_of(report if hasattr(report, "nodeid") else name(str(report)))

    xml.node_reporter = node_reporter  # type: ignore[method-assign]  # on this one object


def move_failed_subtests(config: pytest.Config, before: object, after: object) -> None:
    """Move pytest's record of a test's failed subtests to another id."""
    failed = stashed(config).get(_FAILED_SUBTESTS)
    if failed and before in failed:  # of most runs none: to look for an id takes longer
        failed[after] += failed.pop(before)


def setup_state(session: pytest.Session) -> SetupState:
    """The stack of collectors that are set up."""
    return session._setupstate


def run_quietly(item: pytest.Item) -> list[pytest.TestReport]:
    """Run a test again, with its set-up and tear-down, without reporting it to plugins.

    Subtests report themselves while their test runs; those reports are held back too.
    """
    heard: list[pytest.TestReport] = []

    def hear(*, report: pytest.TestReport) -> None:
        heard.append(report)

    relays = {id(relay): relay for relay in (item.config.hook, item.ihook)}.values()
    callers = [(relay, relay.pytest_runtest_logreport) for relay in relays]
    for relay in relays:
        setattr(relay, _LOGREPORT, hear)
    try:
        return heard + runtestprotocol(item, log=False, nextitem=None)
    finally:
        for relay, caller in callers:
            setattr(relay, _LOGREPORT, caller)
