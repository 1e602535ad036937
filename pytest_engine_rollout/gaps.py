"""Known gaps: tests that an engine is expected to fail, and that must fail as long as they are.

A gap comes from the mark `engine_gap` or from the configuration, and works as a strict `xfail` on
its engine alone: the test runs, its failure is expected, and a pass is a failure that says to
remove the gap.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple

import pytest

from pytest_engine_rollout.comparison import inspection
from pytest_engine_rollout.isolation.items.ids import IDENTITY
from pytest_engine_rollout.marks import GAP, ours
from pytest_engine_rollout.session import RolloutSession

_STRICT = "[XPASS(strict)]"


class Gap(NamedTuple):
    """One known gap.

    Attributes:
        raises: Exception classes, or names of some; empty allows any failure.
        origin: What to remove once it passes.
    """

    engine: str
    kind: str
    reason: str
    raises: tuple[type[BaseException] | str, ...]
    origin: str

    def allows(self, problem: BaseException) -> bool:
        """Whether the gap covers an exception."""
        if not self.raises:
            return True
        names = set()
        for kind in inspection.mro(type(problem)):
            name = inspection.qualname_of(kind)
            names |= {name, f"{inspection.module_of(kind)}.{name}"}
        return any(
            raised in names if isinstance(raised, str) else isinstance(problem, raised)
            for raised in self.raises
        )


FOUND: pytest.StashKey[Gap] = pytest.StashKey()


class Gaps:
    """Expects the failures that known gaps announce: hooks of pytest."""

    def __init__(self, rollout: RolloutSession) -> None:
        self._rollout = rollout

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Expect the failures that gaps announce."""
        for item in items:
            gap = next(self._gaps_of(item), None) if IDENTITY in item.stash else None
            if gap is not None:
                item.stash[FOUND] = gap
                mark = pytest.mark.xfail(reason=_text(gap), strict=True)
                item.add_marker(mark, append=False)
        self._check(items)
        if any(FOUND in item.stash for item in items):  # else a hook for every phase, for nothing
            self._rollout.config.pluginmanager.register(GapReports(), "engine_rollout_gap_reports")

    def _gaps_of(self, item: pytest.Item) -> Iterator[Gap]:
        identity = item.stash[IDENTITY]
        for mark in ours(item):
            if mark.name == GAP and identity.engine in mark.args:
                raises = mark.kwargs.get("raises") or ()
                classes = raises if isinstance(raises, tuple) else (raises,)
                reason = _reason(mark.kwargs.get("reason"), mark.kwargs.get("issue"))
                kind = str(mark.kwargs.get("kind"))
                yield Gap(identity.engine, kind, reason, classes, "this mark")
        for listed in self._rollout.project.settings.gaps:
            if (listed.test, listed.engine) == (identity.base_id, identity.engine):
                names = (listed.raises,) if listed.raises else ()
                origin = f"it from gaps in {self._rollout.project.source}"
                reason = _reason(listed.reason, listed.issue)
                yield Gap(identity.engine, listed.kind, reason, names, origin)

    def _check(self, items: Sequence[pytest.Item]) -> None:
        """Raise `pytest.UsageError` for gaps listed for tests or engines that there are not."""
        if not self._rollout.project.settings.gaps:
            return
        problems = [
            f"{self._rollout.project.source}: gaps: {problem}"
            for problem in self._mistakes(
                {i.stash[IDENTITY].base_id for i in items if IDENTITY in i.stash}
            )
        ]
        if problems:
            raise pytest.UsageError(*problems)

    def _mistakes(self, collected: set[str]) -> Iterator[str]:
        files = {base.partition("::")[0] for base in collected}
        whole = not any("::" in argument for argument in self._rollout.config.args)
        for gap in self._rollout.project.settings.gaps:
            file = gap.test.partition("::")[0]
            if gap.engine not in self._rollout.project.engines:
                known = ", ".join(self._rollout.project.engines)
                yield f"unknown engine {gap.engine!r}; choose from {known}"
            elif gap.test in collected:
                continue
            elif not (self._rollout.config.rootpath / file).exists() or (whole and file in files):
                yield f"{gap.test} matches no test; correct the id or remove the gap"


class GapReports:
    """Judges the outcomes of tests with known gaps: hooks of pytest."""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Fail a gap that passes, with advice; keep failures that the gap does not cover."""
        report = yield
        gap = item.stash.get(FOUND, None)
        if gap is None:
            return report
        if isinstance(report.longrepr, str) and report.longrepr.startswith(_STRICT):
            report.longrepr = f"known gap of {gap.engine} passes: remove {gap.origin}\n{_text(gap)}"
        elif call.excinfo is not None and hasattr(report, "wasxfail"):
            problem = call.excinfo.value
            if not isinstance(problem, pytest.xfail.Exception) and not gap.allows(problem):
                del report.wasxfail
                report.outcome = "failed"
                report.longrepr = item.repr_failure(call.excinfo)
        return report


def _reason(reason: str | None, issue: str | None) -> str:
    return ", ".join(part for part in (reason, issue) if part)


def _text(gap: Gap) -> str:
    return f"{gap.kind}: {gap.reason}" if gap.reason else gap.kind
