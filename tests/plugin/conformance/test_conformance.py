"""The table, row by row."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.plugin.conformance.harness import WAYS, Results, results
from tests.plugin.conformance.product import ENGINES
from tests.plugin.conformance.row import Batch, Row
from tests.plugin.conformance.rows import ROWS

RunBatch = Callable[[Batch], Results]


@pytest.fixture(scope="session")
def run_batch(tmp_path_factory: pytest.TempPathFactory) -> RunBatch:
    """Run a batch, once for all of its rows."""

    @cache
    def run(batch: Batch) -> Results:
        rows = [row for row in ROWS if row.batch is batch]
        return results(batch, rows, tmp_path_factory.mktemp(batch.name))

    return run


@pytest.fixture
def batch_results(run_batch: RunBatch, row: Row) -> Results:
    for name in row.batch.needs:
        pytest.importorskip(name)
    return run_batch(row.batch)


each_row = pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{row.batch.name}-{row.id}") for row in ROWS]
)


each_way = pytest.mark.parametrize("way", WAYS)


@each_way
@each_row
def test_row(batch_results: Results, row: Row, way: str) -> None:
    """Each test under each engine is what it is in a process of that engine's own."""
    wanted, run = batch_results.expected(row), batch_results.both[way]
    assert wanted, f"the row has no tests:\n{batch_results.truth[ENGINES[0]].output}"
    assert run.of_row(row) == wanted, run.output[-4000:]


@each_row
def test_row_tells_the_engines_apart(batch_results: Results, row: Row) -> None:
    """A row whose truth is the same on both engines would agree whatever ran."""
    old, new = (batch_results.truth[engine].of_row(row) for engine in ENGINES)
    assert (old != new) is row.differs


@each_way
@each_row
def test_fixtures_live_on_their_own_engine(batch_results: Results, row: Row, way: str) -> None:
    """What is set up under an engine is torn down under it, in the same order as alone."""
    for engine in ENGINES:
        wanted = batch_results.truth[engine].journal_of_row(row, engine)
        assert batch_results.both[way].journal_of_row(row, engine) == wanted
