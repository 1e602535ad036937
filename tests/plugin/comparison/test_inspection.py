"""Looking at objects without believing what they say."""

from __future__ import annotations

import enum

import pytest

from pytest_engine_rollout.comparison.inspection import is_class


class Liar:
    @property
    def __class__(self) -> type:
        return type

    @__class__.setter
    def __class__(self, value: object) -> None: ...


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(int, True, id="class"),
        pytest.param(enum.Enum, True, id="class-of-a-metaclass"),
        pytest.param(list[int], False, id="generic-alias"),
        pytest.param(Liar(), False, id="liar"),
        pytest.param(3, False, id="object"),
    ],
)
def test_is_class(value: object, expected: bool) -> None:
    assert is_class(value) is expected
