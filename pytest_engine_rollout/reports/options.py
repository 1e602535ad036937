"""Which reports the options ask for, and what makes the run fail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from pytest_engine_rollout.options import REPORT_WORDS, option_path, option_value
from pytest_engine_rollout.reports.base import Report, report_for
from pytest_engine_rollout.results.exit_status import DEFAULT, parse_fail_on


class ReportOptions(NamedTuple):
    """What the options ask of the reports.

    Attributes:
        files: Each report with the file to write it to.
        fail_on: See `results.exit_status`.
    """

    files: tuple[tuple[Report, Path], ...]
    fail_on: tuple[str, ...]


def read_report_options(config: pytest.Config) -> ReportOptions:
    """Read `--engine-fail-on` and the options that name a report's file.

    A relative path starts where pytest was started, one in the ini file at the root.

    Raises:
        pytest.UsageError: An unknown condition, or a report that would be written over a folder or
            another report.
    """
    given = option_value(config, "--engine-fail-on")
    try:
        fail_on = DEFAULT if given is None else parse_fail_on(given)
    except ValueError as problem:
        raise pytest.UsageError(f"--engine-fail-on: {problem}") from None
    return ReportOptions(tuple(_files(config)), fail_on)


def _files(config: pytest.Config) -> Iterator[tuple[Report, Path]]:
    taken: dict[Path, str] = {}
    for word in REPORT_WORDS:
        flag = f"--engine-{word}"
        target = option_path(config, flag)
        if target is None:
            continue
        if target.is_dir():
            path = option_value(config, flag)
            raise pytest.UsageError(f"{flag}: {path} is a directory; name a file in it")
        other = taken.setdefault(target.resolve(), flag)
        if other != flag:
            path = option_value(config, flag)
            raise pytest.UsageError(f"{flag}: {path} is the file of {other} too; name another")
        yield report_for(word), target
