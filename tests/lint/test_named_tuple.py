"""Named tuples that are quick to define are what those of the standard library are."""

from __future__ import annotations

import copy
import pickle
import typing

import pytest

from migration_lint import named_tuple


class Quick(named_tuple.NamedTuple):
    """Two numbers."""

    first: int
    second: int = 2

    @property
    def total(self) -> int:
        """Their sum."""
        return self.first + self.second

    @classmethod
    def both(cls, number: int) -> Quick:
        """The same number twice."""
        return cls(number, number)


class Plain(typing.NamedTuple):
    """Two numbers."""

    first: int
    second: int = 2


class Other(named_tuple.NamedTuple):
    """As long as `Quick`."""

    wide: int
    high: int = 7


class Deeper(Quick):
    """A subclass has a dictionary, as that of any named tuple."""

    more = 3


def test_it_is_a_tuple_with_names() -> None:
    one = Quick(1)
    assert tuple(one) == (1, 2)
    assert one == tuple(Plain(1))
    assert (one.first, one.total, Quick.both(4)) == (1, 3, (4, 4))
    assert repr(one) == "Quick(first=1, second=2)"
    assert one._replace(first=5)._asdict() == {"first": 5, "second": 2}
    assert Quick.__doc__ == Plain.__doc__
    assert issubclass(Quick, tuple)
    assert (Quick._fields, Quick._field_defaults) == (Plain._fields, Plain._field_defaults)
    assert typing.get_type_hints(Quick) == typing.get_type_hints(Plain)
    assert (Deeper(1).more, Deeper(1).total) == (3, 3)


def test_it_can_be_sent_and_copied() -> None:
    assert pickle.loads(pickle.dumps(Quick(1))) == Quick(1)
    assert type(copy.copy(Quick(1))) is Quick
    assert (Quick.__module__, Quick.__qualname__) == (__name__, "Quick")


def test_it_never_changes_and_wants_its_fields() -> None:
    with pytest.raises(AttributeError):
        Quick(1).first = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        Quick(1).other = 2  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match="'first'"):
        Quick()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="third"):
        Quick(1)._replace(third=3)  # type: ignore[call-arg]


def test_those_of_one_length_keep_their_own_names() -> None:
    assert tuple(Other(wide=3, high=4)) == (3, 4)
    assert (Other(3).high, Quick(3).second, Other._fields) == (7, 2, ("wide", "high"))
    match Other(5):
        case Other(wide=width, high=7):
            assert width == 5
