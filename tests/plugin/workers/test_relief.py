"""Where one engine's tests are done, its worker's place is another engine's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pytest_engine_rollout.workers import relief
from pytest_engine_rollout.workers.forecast import Forecast
from pytest_engine_rollout.workers.relief import Relief
from tests.plugin.workers.conftest import Run, report_of

WAITING = """
import os
import time
from pathlib import Path
import pytest
from journal import note
from product import NAME

WORKER = os.environ.get("PYTEST_XDIST_WORKER")

@pytest.mark.parametrize("number", NUMBERS)
def test_it(number):
    note(NAME, number)
    limit = time.monotonic() + 60
    while NAME == "new" and number == 0 and not Path(AWAITED).exists():
        assert time.monotonic() < limit, "no other worker has come"
        time.sleep(0.01)
    Path(f"{NAME}-{number}").touch()
"""

MARKING = """
import os
from pathlib import Path

def pytest_unconfigure(config):
    Path("left-by-" + os.environ.get("PYTEST_XDIST_WORKER", "nobody")).touch()
"""


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more worker is worth its start whatever is left."""
    monkeypatch.setattr(relief, "WORTH", 0.0)


@pytest.mark.usefixtures("eager")
def test_a_fresh_worker_takes_over_what_the_other_engine_has_left(
    run: Run, journal: Callable[[], list[list[str]]], pytester: pytest.Pytester
) -> None:
    awaited = "'new-11'"  # the last test, which the worker that waits has in its queue
    source = WAITING.replace("NUMBERS", "range(12)").replace("AWAITED", awaited)

    result = run(source, "-n2", "--engine-report=report.json")

    result.assert_outcomes(passed=24)
    assert report_of(pytester.path)["run"]["complete"] is True
    served = {(worker, engine) for worker, engine, _ in journal()}
    assert served == {("gw0", "old"), ("gw1", "new"), ("gw2", "new")}
    assert len(journal()) == 24


@pytest.mark.usefixtures("eager")
def test_a_worker_that_collects_otherwise_is_given_nothing(
    run: Run, journal: Callable[[], list[list[str]]], pytester: pytest.Pytester
) -> None:
    pytester.makeconftest(MARKING)
    source = WAITING.replace("NUMBERS", "range(12)[:: -1 if WORKER == 'gw2' else 1]")

    result = run(source.replace("AWAITED", "'left-by-gw2'"), "-n2")

    result.assert_outcomes(passed=24)
    assert {worker for worker, *_ in journal()} == {"gw0", "gw1"}


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("distribution", ["loadfile", "loadscope"])
def test_without_work_to_steal_nobody_comes(
    run: Run, journal: Callable[[], list[list[str]]], distribution: str
) -> None:
    source = WAITING.replace("NUMBERS", "range(12)").replace("AWAITED", "'old-11'")
    run(source, "-n2", f"--dist={distribution}").assert_outcomes(passed=24)
    assert {worker for worker, *_ in journal()} == {"gw0", "gw1"}


class TestForecast:
    """What is left takes as long as elsewhere, as much longer as it took so far."""

    @pytest.fixture
    def forecast(self) -> Forecast:
        known = Forecast()
        known.collected("old", ["a", "b", "c"])
        known.collected("new", ["b", "a", "c", "only"])
        for position, seconds in enumerate((1.0, 2.0, 4.0)):
            known.completed("old", position, seconds)
        return known

    def test_nothing_done_yet(self, forecast: Forecast) -> None:
        assert forecast.seconds("new", [0, 1, 2, 3]) == 7.0

    def test_slower_so_far(self, forecast: Forecast) -> None:
        forecast.completed("new", 1, 3.0)
        assert forecast.seconds("new", [0, 2]) == 18.0

    def test_a_test_that_no_other_engine_has(self, forecast: Forecast) -> None:
        forecast.completed("new", 1, 3.0)
        assert forecast.seconds("new", [3]) == 3.0

    def test_nobody_knows_anything(self) -> None:
        blank = Forecast()
        blank.collected("old", ["a"])
        assert blank.seconds("old", [0]) == 0.0


class TestRelief:
    """A worker's start must be worth it."""

    @pytest.fixture
    def clock(self) -> Clock:
        return Clock()

    @pytest.fixture
    def known(self, clock: Clock) -> Relief:
        """Ten tests of one second each; a worker starts in two."""
        known = Relief(clock)
        for engine in ("old", "new"):
            known.starting(engine)
        clock.now = 2.0
        for engine in ("old", "new"):
            known.collected(engine, [f"test_a.py::test_{n}[{engine}]" for n in range(10)])
        for position in range(10):
            known.completed("old", position, 1.0)
        return known

    @pytest.mark.parametrize(
        ("left", "workers", "engine"),
        [(5, 1, "new"), (4, 1, None), (10, 2, "new"), (8, 2, None), (0, 1, None)],
    )
    def test_need(self, known: Relief, left: int, workers: int, engine: str | None) -> None:
        assert known.engine_in_need({"new": workers}, of_new(left)) == engine

    def test_a_look_takes_a_while(self, known: Relief, clock: Clock) -> None:
        assert known.engine_in_need({"new": 1}, of_new(0)) is None
        assert known.engine_in_need({"new": 1}, of_new(10)) is None
        clock.now += 2.0
        assert known.engine_in_need({"new": 1}, of_new(10)) == "new"

    def test_before_anything_is_collected(self, clock: Clock) -> None:
        assert Relief(clock).engine_in_need({}, of_new(10)) is None


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def of_new(left: int) -> Callable[[str], Sequence[int]]:
    """What is left where only the new engine has anything left."""
    return lambda engine: range(left) if engine == "new" else ()
