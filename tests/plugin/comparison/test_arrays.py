"""Arrays and numbers of numpy."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_engine_rollout.comparison import Noise, compare, learn_noise, snapshot

numpy = pytest.importorskip("numpy", reason="numpy is no dependency: it is read where it is used")


def differences(control: object, candidate: object, *again: object) -> list[str]:
    pictures = [snapshot(value).value for value in (control, candidate, *again)]
    noise = learn_noise(pictures[0], pictures[2:]) if again else Noise()
    found = compare(pictures[0], pictures[1], noise)
    assert found.matched + found.ignored + found.mismatched > 0
    assert found.cut == 0
    return [f"{one.kind}: {one.control} | {one.candidate}" for one in found.differences]


@pytest.mark.parametrize(
    ("control", "candidate", "told"),
    [
        pytest.param(
            numpy.zeros((3, 2)),
            numpy.zeros((2, 3)),
            "shape: numpy.ndarray of float64, 3 x 2",
            id="shape",
        ),
        pytest.param(
            numpy.zeros(3, "f4"), numpy.zeros(3), "type: numpy.ndarray of float32, 3", id="type"
        ),
        pytest.param(
            numpy.zeros(1000),
            numpy.zeros(1001),
            "shape: numpy.ndarray of float64, 1000",
            id="large-shape",
        ),
        pytest.param(
            numpy.arange(1000),
            numpy.arange(1000) + 1,
            "value: numpy.ndarray of int64, 1000, digest",
            id="digest",
        ),
        pytest.param(numpy.array([1, 2]), numpy.array([1, 3]), "value: 2 | 3", id="element"),
        pytest.param(numpy.bool_(True), numpy.bool_(False), "value: numpy.bool", id="bool"),
        pytest.param(numpy.int64(1), numpy.int64(2), "value: numpy.int64('1')", id="number"),
        pytest.param(numpy.int64(1), 1, "type: numpy.int64('1') | 1", id="number-type"),
        pytest.param(
            numpy.array(1), numpy.array(2), "value: numpy.ndarray of int64, one number", id="none"
        ),
    ],
)
def test_difference(control: Any, candidate: Any, told: str) -> None:
    (difference,) = differences(control, candidate)

    assert difference.startswith(told)


@pytest.mark.parametrize(
    "make",
    [
        lambda: numpy.array([float("nan"), 1.0]),
        lambda: numpy.arange(10_000).reshape(100, 100),
        lambda: numpy.array([{"a": 1}, None], dtype=object),
        lambda: numpy.float32(0.5),
    ],
    ids=["nan", "large", "objects", "number"],
)
def test_same(make: Any) -> None:
    assert differences(make(), make()) == []


def test_noise_has_its_shape() -> None:
    control, again = numpy.arange(1000), numpy.arange(1000) + 1

    assert differences(control, numpy.arange(1000) + 2, again) == []
    assert len(differences(control, numpy.arange(1001), again)) == 1
