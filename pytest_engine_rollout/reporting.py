"""The hooks that turn a run with `--engines` into a result, and the result into reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from pytest_engine_rollout.analysis.base import analyse
from pytest_engine_rollout.circumstances import circumstances, start
from pytest_engine_rollout.isolation.ids import IDENTITY
from pytest_engine_rollout.options import option_value
from pytest_engine_rollout.recording import Recorder
from pytest_engine_rollout.reports.base import Report, report_for
from pytest_engine_rollout.reports.junit_properties import junit_properties
from pytest_engine_rollout.reports.summary import Line, summary_lines
from pytest_engine_rollout.results import RunResult
from pytest_engine_rollout.results.exit_status import DEFAULT, failures, parse_fail_on
from pytest_engine_rollout.results.fold import Selected, pair_up
from pytest_engine_rollout.session import RolloutSession


@dataclass(frozen=True)
class Wanted:
    """What the options ask of the reports.

    Attributes:
        files: Each report with the file to write it to.
        fail_on: See `results.exit_status`.
    """

    files: tuple[tuple[Report, Path], ...]
    fail_on: tuple[str, ...]


def begin(rollout: RolloutSession) -> None:
    """Listen from now on, in the process that reports: workers of pytest-xdist only send.

    Raises:
        pytest.UsageError: For a mistake in an option.
    """
    config = rollout.config
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Reporting(rollout, wanted(config)), "engine_rollout_reports")


def wanted(config: pytest.Config) -> Wanted:
    """Read the options.

    Raises:
        pytest.UsageError: An unknown condition, or a report that would be written over a folder.
    """
    given = option_value(config, "--engine-fail-on")
    try:
        fail_on = DEFAULT if given is None else parse_fail_on(given)
    except ValueError as problem:
        raise pytest.UsageError(f"--engine-fail-on: {problem}") from None
    files = []
    for option in report_options():
        if path := option_value(config, option.flag):
            target = config.invocation_params.dir / path
            if target.is_dir():
                raise pytest.UsageError(f"{option.flag}: {path} is a directory; name a file in it")
            files.append((report_for(option.flag), target))
    return Wanted(tuple(files), fail_on)


class Reporting:
    """Hooks of pytest and pytest-xdist."""

    def __init__(self, rollout: RolloutSession, wanted: Wanted) -> None:
        self.recorder = Recorder()
        self._rollout = rollout
        self._wanted = wanted
        self._start = start(rollout.config)
        self._run: RunResult | None = None
        self._notes: list[Line] = []
