"""The hooks that turn a run with `--engines` into a result, and the result into reports."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from pytest_engine_rollout.analysis.base import analyse
from pytest_engine_rollout.circumstances import circumstances, start
from pytest_engine_rollout.isolation.items.ids import IDENTITY, without_engine
from pytest_engine_rollout.options import only_lists
from pytest_engine_rollout.recording import Recorder
from pytest_engine_rollout.reports.junit_properties import junit_properties
from pytest_engine_rollout.reports.options import ReportOptions, read_report_options
from pytest_engine_rollout.reports.summary import Line, summary_lines
from pytest_engine_rollout.reports.text import in_encoding
from pytest_engine_rollout.reports.writing import short_name
from pytest_engine_rollout.results import Reason, RunResult
from pytest_engine_rollout.results.exit_status import failures
from pytest_engine_rollout.results.fold import Selected, pair_up
from pytest_engine_rollout.session import RolloutSession
from pytest_engine_rollout.workers.role import KEY, Role

_UNFINISHED = Reason("interrupted", "the run that wrote this never came to its end")


def begin(rollout: RolloutSession) -> None:
    """Listen from now on, in the process that reports: workers of pytest-xdist only send.

    Raises:
        pytest.UsageError: For a mistake in an option.
    """
    config = rollout.config
    if not hasattr(config, "workerinput") and not only_lists(config.option):
        reporting = Reporting(rollout, read_report_options(config))
        config.pluginmanager.register(reporting, "engine_rollout_reports")


class Reporting:
    """Records the run and writes the reports: hooks of pytest and pytest-xdist.

    Attributes:
        recorder: What was reported of the run so far.
    """

    def __init__(self, rollout: RolloutSession, options: ReportOptions) -> None:
        self.recorder = Recorder()
        self._rollout = rollout
        self._options = options
        self._start = start(rollout.config)
        self._run: RunResult | None = None
        self._junit = bool(rollout.config.getoption("xmlpath", None))
        self._notes: list[Line] = []
        self._deselected: dict[str, int] = {}

    def pytest_sessionstart(self) -> None:
        """Replace the reports of an earlier run; one that cannot be written is told at the end."""
        evidence = [it for it in self._options.files if it[0].is_evidence]
        if not evidence:
            return
        status = int(pytest.ExitCode.INTERRUPTED)
        info = circumstances(self._rollout, self._start, self.recorder, status)
        unfinished = RunResult(replace(info, reasons=(_UNFINISHED,)), ())
        for report, path in evidence:
            with suppress(OSError):
                report.write(unfinished, path)

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Count the tests that were deselected."""
        self.recorder.deselected += len(items)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a file that cannot be collected: its tests cannot be counted."""
        if report.failed:
            name = report.nodeid or "the suite"
            engine = self._rollout.worlds.current
            where = f" on {engine.name}" if engine is not None else ""
            message = f"{name} could not be collected{where}"
            self.recorder.problem("collection-error", message, name)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Expect a result of every test that is still selected."""
        self.recorder.select(_selected(item) for item in session.items if IDENTITY in item.stash)
        if self._rollout.place.role is not Role.CONTROLLER:
            self.recorder.collected.update(engine.name for engine in self._rollout.engines)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: Any, ids: Sequence[str]) -> None:
        """Expect a result of every test that a worker of pytest-xdist has selected."""
        engine = node.workerinput[KEY]
        self.recorder.collected.add(engine)
        self.recorder.select(
            Selected(name, without_engine(name, engine), engine, name.partition("::")[0])
            for name in ids
        )

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Record a report; add the engine to the last one of a test, for `--junitxml`."""
        shipment = self.recorder.hear(report)
        if self._junit and report.when == "teardown" and shipment is not None:
            result = self.recorder.result(report.nodeid)
            if result is not None:
                report.user_properties += junit_properties(result, shipment["base_id"])

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Note that the user, or `pytest.exit`, ended the run."""
        said = str(excinfo.value)
        if excinfo.typename == "Interrupted":  # raised by pytest or pytest-xdist to stop the run
            self._stopped(said)
        else:
            message = f"the run was interrupted ({excinfo.typename}{said and f': {said}'})"
            self.recorder.problem("interrupted", message)

    def pytest_internalerror(self, excrepr: object) -> None:
        """Note that pytest or a plugin broke down."""
        last = str(excrepr).strip().rpartition("\n")[2]
        self.recorder.problem("internal-error", f"pytest broke down: {last}")

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """Note that a worker of pytest-xdist ended; with an error, that it was lost."""
        if error:
            name = str(node.gateway.id)
            said = _without_traceback(str(error))
            self.recorder.problem("worker-lost", f"worker {name} was lost: {said}", name)
        else:
            note = node.workeroutput.get(KEY, {})
            self._deselected[node.workerinput[KEY]] = note.get("deselected", 0)
            self.recorder.deselected = sum(self._deselected.values())

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Sum up, write every report, decide the exit status."""
        if session.config.getoption("setuponly", False):
            self.recorder.problem("stopped", "tests were set up and not run (--setup-only)")
        if stopped := session.shouldfail or session.shouldstop:
            self._stopped(stopped)
        if exitstatus == pytest.ExitCode.USAGE_ERROR:
            self.recorder.problem(
                "collection-error", "pytest ended before any test ran; it says why"
            )
        self._run = self._result(int(exitstatus))
        reasons = list(failures(self._run, self._options.fail_on))
        reasons += self._write(self._run)
        if exitstatus == pytest.ExitCode.OK and reasons:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
            self._notes.append(Line(f"exit status 1: {', '.join(reasons)}", {"red": True}))

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter, exitstatus: int
    ) -> None:
        """Show the summary; a mistake in the command line has its own message."""
        if self._run is None or exitstatus == pytest.ExitCode.USAGE_ERROR:
            return
        verbosity = self._rollout.config.get_verbosity()
        encoding = getattr(sys.__stdout__, "encoding", None) or "utf-8"
        terminalreporter.write_sep("=", "engine rollout")
        width = terminalreporter._tw.fullwidth  # noqa: SLF001 - the width has no public name
        page = any(report.word == "html" for report, _ in self._options.files)
        lines = summary_lines(self._run, width, verbosity, page=page)
        for line in (*lines, *self._notes):
            terminalreporter.write_line(in_encoding(line.text, encoding), **line.markup)

    def _stopped(self, why: object) -> None:
        """Note that the run was stopped early, with the first reason given, as pytest does."""
        if all(reason.kind != "stopped" for reason in self.recorder.reasons):
            self.recorder.problem("stopped", f"the run was stopped early: {why}")

    def _result(self, exit_status: int) -> RunResult:
        info = circumstances(self._rollout, self._start, self.recorder, exit_status)
        pairs = pair_up(
            self.recorder.selected(), self.recorder.results(), info.control, info.candidate
        )
        return analyse(RunResult(info, pairs), self._rollout)

    def _write(self, run: RunResult) -> Iterator[str]:
        """Write every report; yields a reason to fail for each that could not be written."""
        for report, path in self._options.files:
            shown = short_name(path, self._rollout.config.invocation_params.dir)
            try:
                report.write(run, path)
            except OSError as problem:
                why = problem.strerror or problem
                text = f"{report.word.ljust(12)} {shown} could not be written: {why}"
                self._notes.append(Line(text, {"red": True}))
                yield f"--engine-{report.word} not written"
            else:
                self._notes.append(Line(f"{report.word.ljust(12)} {shown}"))


def _selected(item: pytest.Item) -> Selected:
    identity = item.stash[IDENTITY]
    path, line, _ = item.location
    return Selected(
        item.nodeid,
        identity.base_id,
        identity.engine,
        path.replace("\\", "/"),
        None if line is None else line + 1,
    )


def _without_traceback(error: str) -> str:
    """An error's message without its traceback, which pytest-xdist prints."""
    lines = error.strip().splitlines()
    places = [number for number, line in enumerate(lines) if line.startswith("  ")]
    said = lines[places[-1] + 1 :] if places else lines
    return "\n".join(said or lines)
