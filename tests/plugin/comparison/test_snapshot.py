"""Snapshots: what each kind of object looks like, bounded, and without running its code."""

from __future__ import annotations

import enum
import math
import sys
import threading
from array import array
from collections import OrderedDict, deque, namedtuple
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any
from unittest.mock import MagicMock

import pytest

from pytest_engine_rollout.comparison import Limits, Naming, snapshot


class Stage(enum.Enum):
    PLANNING = "planning"


@dataclass
class Mission:
    stage: Stage
    cycles: int
    _cache: str = "private"


class Slotted:
    __slots__ = ("empty", "name")

    def __init__(self) -> None:
        self.name = "filled"


class Blank:
    def method(self) -> None: ...


class Private:
    def __init__(self) -> None:
        self._hidden = 1


class Text(str):
    __slots__ = ()


Point = namedtuple("Point", "x y")  # noqa: PYI024 - the untyped form is what is tested

HERE = __name__


@pytest.mark.parametrize(
    ("value", "picture"),
    [
        pytest.param(None, None, id="none"),
        pytest.param(True, True, id="bool"),
        pytest.param(3, 3, id="int"),
        pytest.param(0.5, 0.5, id="float"),
        pytest.param("text", "text", id="text"),
        pytest.param([1, "a"], [1, "a"], id="list"),
        pytest.param({"a": {"b": []}}, {"a": {"b": []}}, id="dict"),
        pytest.param(math.nan, {"$type": "float", "text": "nan"}, id="nan"),
        pytest.param(-math.inf, {"$type": "float", "text": "-inf"}, id="infinity"),
        pytest.param((1, 2), {"$type": "tuple", "items": [1, 2]}, id="tuple"),
        pytest.param(
            Point(1, 2), {"$type": f"{HERE}.Point", "state": {"x": 1, "y": 2}}, id="namedtuple"
        ),
        pytest.param({3, 1, 2}, {"$type": "set", "members": [1, 2, 3]}, id="set"),
        pytest.param(frozenset("a"), {"$type": "frozenset", "members": ["a"]}, id="frozenset"),
        pytest.param(deque([1]), {"$type": "collections.deque", "items": [1]}, id="deque"),
        pytest.param(
            {1: "a", "1": "b"}, {"$type": "dict", "items": {"1": "a", "'1'": "b"}}, id="mixed-keys"
        ),
        pytest.param(
            {"$type": "x"}, {"$type": "dict", "items": {"'$type'": "x"}}, id="key-like-ours"
        ),
        pytest.param(
            OrderedDict(a=1),
            {"$type": "collections.OrderedDict", "items": {"a": 1}},
            id="dict-subclass",
        ),
        pytest.param(Text("a"), {"$type": f"{HERE}.Text", "text": "a"}, id="text-subclass"),
        pytest.param(b"ab", {"$type": "bytes", "data": "b'ab'", "length": 2}, id="bytes"),
        pytest.param(
            bytearray(b"a" * 200),
            {
                "$type": "bytearray",
                "data": f"b'{'a' * 100}'",
                "length": 200,
                "digest": "b40af6d2f2f34472",
            },
            id="long-bytes",
        ),
        pytest.param(
            memoryview(b"ab"), {"$type": "memoryview", "data": "b'ab'", "length": 2}, id="memory"
        ),
        pytest.param({1: 2}.keys(), {"$type": "dict_keys", "items": [1]}, id="dict-view"),
        pytest.param(
            MappingProxyType({"a": 1}), {"$type": "mappingproxy", "items": [{"a": 1}]}, id="proxy"
        ),
        pytest.param(
            array("i", [1]),
            {"$type": "array.array", "shape": [1], "dtype": "i", "items": [1]},
            id="array",
        ),
        pytest.param(Blank(), {"$type": f"{HERE}.Blank"}, id="no-state"),
        pytest.param(
            Private(), {"$type": f"{HERE}.Private", "cut": "all"}, id="private-state-only"
        ),
        pytest.param(
            iter([1]), {"$type": "list_iterator", "cut": "all"}, id="state-that-only-c-sees"
        ),
        pytest.param(
            Blank().method, {"$type": "method", "name": "Blank.method"}, id="bound-method"
        ),
        pytest.param(1j, {"$type": "complex", "text": "1j"}, id="complex"),
        pytest.param(
            datetime(2026, 1, 2),
            {"$type": "datetime.datetime", "text": "2026-01-02 00:00:00"},
            id="datetime",
        ),
        pytest.param(Stage.PLANNING, {"$type": f"{HERE}.Stage", "member": "PLANNING"}, id="enum"),
        pytest.param(
            Mission(Stage.PLANNING, 2),
            {
                "$type": f"{HERE}.Mission",
                "state": {
                    "stage": {"$type": f"{HERE}.Stage", "member": "PLANNING"},
                    "cycles": 2,
                },
            },
            id="public-state-only",
        ),
        pytest.param(
            Slotted(), {"$type": f"{HERE}.Slotted", "state": {"name": "filled"}}, id="slots"
        ),
        pytest.param(
            ValueError("bad", 3),
            {"$type": "ValueError", "arguments": ["bad", 3], "message": "('bad', 3)"},
            id="exception",
        ),
        pytest.param(
            FileNotFoundError(2, "No such file", "x.json"),
            {
                "$type": "FileNotFoundError",
                "arguments": [2, "No such file"],
                "message": "[Errno 2] No such file: 'x.json'",
            },
            id="os-error",
        ),
        pytest.param(Mission, {"$type": "type", "name": f"{HERE}.Mission"}, id="class"),
        pytest.param(len, {"$type": "builtin_function_or_method", "name": "len"}, id="builtin"),
        pytest.param(math, {"$type": "module", "name": "math"}, id="module"),
        pytest.param(MagicMock(), {"$type": "unittest.mock.MagicMock", "cut": "all"}, id="mock"),
        pytest.param(threading.Lock(), None, id="lock"),
        pytest.param((n for n in [1]), {"$type": "generator", "cut": "all"}, id="generator"),
    ],
)
def test_picture(value: object, picture: Any) -> None:
    taken = snapshot(value)

    if picture is None and value is not None:  # a lock's type has another name in each version
        picture = {"$type": taken.value["$type"], "cut": "all"}
    assert taken.value == picture
    assert taken.cut == 0


def test_path_is_shown_as_text() -> None:
    path = PurePosixPath("a/b")

    assert snapshot(path).value == {"$type": "pathlib.PurePosixPath", "text": "a/b"} or (
        sys.version_info >= (3, 13)
        and snapshot(path).value == {"$type": "pathlib._local.PurePosixPath", "text": "a/b"}
    )


def test_class_of_an_engine_goes_by_its_name() -> None:
    taken = snapshot(Stage.PLANNING, naming=Naming(is_own=lambda module: module == HERE))

    assert taken.value == {"$type": "Stage", "member": "PLANNING"}


@pytest.mark.parametrize(
    ("name", "common"),
    [
        ("LegacyResult", "Result"),
        ("ResultLegacy", "Result"),
        ("legacy_result", "result"),
        ("EngineModularResult", "EngineResult"),
        ("Legacy.Result", "Legacy.Result"),
        ("Legacyish", "Legacyish"),
        ("Demodular", "Demodular"),
        ("Result", "Result"),
    ],
)
def test_engine_in_the_name_of_its_class_does_not_count(name: str, common: str) -> None:
    kind = type(name.rpartition(".")[2], (), {"__qualname__": name})
    naming = Naming(lambda _: True, ("legacy", "modular"))

    assert naming.name(kind) == common


def test_what_is_inside_a_controller_is_its_own_business() -> None:
    naming = Naming(controllers=frozenset({f"{HERE}:Private"}))
    subclass = type("Derived", (Private,), {})

    assert snapshot([Private(), subclass()], naming=naming).value == [{"$type": "controller"}] * 2


def test_recursive_structures_end() -> None:
    ring: list[Any] = [1]
    ring.append({"back": ring})

    assert snapshot(ring).value == [1, {"back": {"$type": "list", "recursive": "$"}}]


def test_shared_members_are_no_recursion() -> None:
    shared = ["x"]

    assert snapshot([shared, shared]).value == [["x"], ["x"]]


def test_long_text_keeps_its_head_length_and_digest() -> None:
    taken = snapshot("a" * 999 + "b", Limits(characters=300))

    digest = taken.value["digest"]
    assert taken.value == {
        "$type": "str",
        "data": "a" * 300,
        "length": 1000,
        "cut": 700,
        "digest": digest,
    }
    assert digest != snapshot("a" * 1000, Limits(characters=300)).value["digest"]
    assert (taken.cut, taken.characters) == (1, 300)


def test_characters_are_bounded_over_the_whole_value() -> None:
    first, second, third = snapshot(["x" * 1000] * 3, Limits(characters=1500)).value

    assert first == "x" * 1000
    assert (second["data"], third["data"]) == ("x" * 500, "x" * 200)


def test_hundred_megabytes_of_text_stay_small() -> None:
    taken = snapshot("x" * 100_000_000)

    assert taken.value["length"] == 100_000_000
    assert len(taken.value["data"]) == Limits().characters


@pytest.mark.parametrize(
    ("value", "picture"),
    [
        pytest.param(
            list(range(9)), {"$type": "list", "items": [0, 1], "length": 9, "cut": 7}, id="list"
        ),
        pytest.param(
            dict.fromkeys("abc", 0),
            {"$type": "dict", "items": {"a": 0, "b": 0}, "length": 3, "cut": 1},
            id="dict",
        ),
        pytest.param(
            {1, 2, 3}, {"$type": "set", "members": [], "length": 3, "cut": 3}, id="set-as-a-whole"
        ),
    ],
)
def test_large_containers_are_cut_and_say_so(value: object, picture: Any) -> None:
    taken = snapshot(value, Limits(items=2))

    assert taken.value == picture
    assert taken.cut == 1


def test_deep_structures_are_cut() -> None:
    taken = snapshot([[[["too deep"]]]], Limits(depth=3))

    assert taken.value == [[[{"$type": "list", "cut": "all"}]]]
    assert taken.cut == 1


def test_nodes_are_bounded_over_the_whole_value() -> None:
    taken = snapshot([[0] * 100 for _ in range(100)], Limits(nodes=500))

    assert taken.nodes <= 700
    assert taken.cut > 0


def test_huge_integers_are_not_written_out() -> None:
    picture = snapshot(1 << 100_000).value

    assert picture["$type"] == "int"
    assert picture["bits"] == 100_001
