"""Processes of `multiprocessing`, counted without asking it."""

from __future__ import annotations

import multiprocessing
import sys

import pytest

from pytest_engine_rollout.watch.children import Children, children


def test_process_that_is_made_is_counted() -> None:
    before = children()
    multiprocessing.Process()

    assert children().since(before) == 1
    assert children().since(children()) == 0


@pytest.mark.parametrize(
    ("before", "now", "number"),
    [
        pytest.param(Children(3), Children(5), 2, id="made"),
        pytest.param(Children(3), Children(3, frozenset({7})), 1, id="made-earlier"),
        pytest.param(Children(3, frozenset({7})), Children(3), 0, id="ended"),
        pytest.param(Children(3, frozenset({7})), Children(4, frozenset({8})), 1, id="one-by-one"),
    ],
)
def test_since(before: Children, now: Children, number: int) -> None:
    assert now.since(before) == number


def test_without_multiprocessing_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "multiprocessing.process")

    assert children() == Children()
