"""Lines of the engines' files that each test ran, by the `coverage` library."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from pytest_engine_rollout.evidence.base import Evidence, When
from pytest_engine_rollout.evidence.execution import Execution
from pytest_engine_rollout.isolation.items.ids import IDENTITY
from pytest_engine_rollout.options import option_value
from pytest_engine_rollout.session import RolloutSession
from pytest_engine_rollout.watch.territory import survey

if TYPE_CHECKING:
    from coverage import Coverage

_DROPPING_CORE = "SysMonitor"
_SUFFIXES = {"setup": "setup", "call": "run", "teardown": "teardown"}
NOT_ARRIVED = (
    "coverage is already running in this process, but on a core that drops contexts or without the "
    "engines' files; set COVERAGE_CORE=ctrace and let it measure them"
)


class Lines(Evidence):
    """Measures lines by test, in contexts named as pytest-cov names them: `node id|run`.

    Where coverage runs already, under pytest-cov or `coverage run`, its measurement is shared: a
    second one would stop the first. Otherwise one of our own runs, on the C tracer, since the
    `sysmon` core drops contexts.

    Its JSON: `files`, the lines that ran in setup or call, by the file's path relative to the
    root; `blind`, why nothing could be measured.
    """

    name: ClassVar[str] = "lines"
    phases: ClassVar[frozenset[When]] = frozenset({"setup", "call", "teardown"})

    def __init__(self, session: RolloutSession) -> None:
        super().__init__(session)
        self._territory = survey(session.project)
        self._root = str(session.project.root) + os.sep
        self._own: Coverage | None = None
        self._used: Coverage | None = None
        self._has_arrived = False
        self._drops_contexts = False

    @classmethod
    def wanted(cls, session: RolloutSession) -> bool:
        """With `--engine-evidence=coverage`."""
        return option_value(session.config, "--engine-evidence") == "coverage"

    def begin(self, item: pytest.Item, when: When) -> None:
        """Measure one phase in a context of its own."""
        self._measurement().switch_context(_context(item, when))

    def end(self, item: pytest.Item, when: When) -> None:
        """Measure for no test."""
        if self._used is not None and _running() is self._used:
            self._used.switch_context("")

    def collect(self, item: pytest.Item) -> Mapping[str, Any]:
        """The lines, once the call phase has ended."""
        if self._used is None:
            return {}
        data = self._used.get_data()
        contexts = {_context(item, phase) for phase in ("setup", "call")}
        arrived = sorted(contexts & data.measured_contexts())
        if self._is_lost(data, arrived):
            return {"blind": NOT_ARRIVED}
        found: defaultdict[str, set[int]] = defaultdict(set)
        for context in arrived:
            data.set_query_context(context)
            for file in self._measured(data):
                found[self._relative(file)].update(data.lines(file) or ())
        data.set_query_contexts(None)
        files = {file: sorted(lines) for file, lines in sorted(found.items()) if lines}
        return {"files": files} if files else {}

    def finish(self) -> None:
        """End the measurement, if this class has started it."""
        if self._own is not None and _running() is self._own:
            self._own.stop()
        self._own = self._used = None

    def _measurement(self) -> Coverage:
        """The measurement that runs already, or a new one."""
        running = _running()
        if running is None:
            running = self._own = _start(self._territory.watched)
        if self._used is not running:
            self._drops_contexts = dict(running.sys_info()).get("core") == _DROPPING_CORE
        self._used = running
        return running

    def _is_lost(self, data: Any, arrived: Sequence[str]) -> bool:
        """Whether lines of the engines that ran in a test are missing from the measurement."""
        self._has_arrived = self._has_arrived or bool(arrived)
        ran = self._ran()
        if not ran:
            return False
        measured = {os.path.realpath(file) for file in self._measured(data)}
        return self._drops_contexts or not self._has_arrived or not ran <= measured

    def _ran(self) -> frozenset[str]:
        """The files that ran in the call phase according to `Execution`, which collects first."""
        watches = [kind for kind in self.session.evidence if isinstance(kind, Execution)]
        seen = [watch.sightings["call"].test for watch in watches if "call" in watch.sightings]
        return self._territory.files_of(frozenset().union(*seen))

    def _measured(self, data: Any) -> list[str]:
        watched = self._territory.watched
        return [file for file in data.measured_files() if os.path.realpath(file) in watched]

    def _relative(self, file: str) -> str:
        return os.path.realpath(file).removeprefix(self._root).replace(os.sep, "/")


def _running() -> Coverage | None:
    from coverage import Coverage  # noqa: PLC0415 - a run that asks for no coverage never pays for it

    return Coverage.current()


def _start(files: Iterable[str]) -> Coverage:
    from coverage import Coverage  # noqa: PLC0415 - as above
    from coverage.exceptions import CoverageException  # noqa: PLC0415 - as above

    measurement = Coverage(data_file=None, include=sorted(files), config_file=False)
    with suppress(CoverageException):  # releases that know no such option default to the C tracer
        measurement.set_option("run:core", "ctrace")
    measurement.start()
    return measurement


def _context(item: pytest.Item, when: When) -> str:
    return f"{item.stash[IDENTITY].id}|{_SUFFIXES[when]}"
