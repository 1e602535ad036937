"""A change that one value has gone through is made in another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from pytest_engine_rollout.isolation.importing.merging import is_same, merged


@dataclass(frozen=True)
class Pair:
    items: list[int]
    level: int


ONE, OTHER = object(), object()


@pytest.mark.parametrize(
    ("before", "after", "now", "wanted"),
    [
        pytest.param({"a": 1}, {"a": 1}, {"b": 2}, {"b": 2}, id="no-change"),
        pytest.param({}, {"p": 1}, {"b": 2}, {"b": 2, "p": 1}, id="entry-added"),
        pytest.param({"a": 1}, {"a": 9}, {"a": 1, "b": 2}, {"a": 9, "b": 2}, id="entry-changed"),
        pytest.param({"a": 1}, {}, {"a": 1, "b": 2}, {"b": 2}, id="entry-removed"),
        pytest.param({"a": 1}, {"a": 1, "p": 3}, {}, {"p": 3}, id="entry-missing-before"),
        pytest.param({"k": [1]}, {"k": [1, 3]}, {"k": [2]}, {"k": [2, 3]}, id="deep"),
        pytest.param([1], [1, 3], [2], [2, 3], id="list-added"),
        pytest.param([1], [3, 1], [2, 1], [3, 2, 1], id="list-added-in-front"),
        pytest.param([1, 4], [1], [4, 2], [2], id="list-removed"),
        pytest.param([1], [1, 3], [3, 2], [3, 2], id="list-had-it"),
        pytest.param((ONE,), (ONE, OTHER), (), (OTHER,), id="tuple-grown"),
        pytest.param((1, 2), (3, 4), (5, 6), (3, 4), id="tuple-of-values"),
        pytest.param(([1], 0), ([1, 3], 0), ([2], 7), ([2, 3], 7), id="tuple-of-parts"),
        pytest.param(Pair([1], 0), Pair([1, 3], 0), Pair([2], 7), Pair([2, 3], 7), id="dataclass"),
        pytest.param(1, 2, 3, 2, id="value"),
        pytest.param(None, [3], [2], [3], id="another-kind"),
    ],
)
def test_merged(before: Any, after: Any, now: Any, wanted: Any) -> None:
    assert merged(before, after, now) == wanted


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        pytest.param([{"a": (1, "x")}], [{"a": (1, "x")}], True, id="plain"),
        pytest.param([1], [1, 2], False, id="longer"),
        pytest.param(1, True, False, id="another-kind"),
        pytest.param({"a": ONE}, {"a": ONE}, True, id="same-object"),
        pytest.param({"a": ONE}, {"a": OTHER}, False, id="another-object"),
        pytest.param(Pair([1], 0), Pair([1], 0), True, id="dataclass"),
    ],
)
def test_is_same(one: Any, other: Any, wanted: bool) -> None:
    assert is_same(one, other) is wanted
