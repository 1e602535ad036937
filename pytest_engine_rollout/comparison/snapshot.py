"""A bounded, JSON-like picture of any Python object, taken without running the object's code.

Plain values stand for themselves: None, booleans, integers, finite floats, strings, lists and
dictionaries with string keys. Everything else is a dictionary with the key `$type`:

    {"$type": "tuple", "items": [...]}          any sequence that is no plain list
    {"$type": "dict", "items": {...}}           a mapping whose keys are not all strings
    {"$type": "mod.Class", "state": {...}}      an object, by its public state
    {"$type": "ValueError", "arguments": [...], "message": "..."}
    {"$type": "pathlib.PosixPath", "text": "..."}
    {"$type": "Stage", "member": "PLANNING"}    a member of an enumeration
    {"$type": "set", "members": [...]}          what has no order
    {"$type": "controller"}                     an engine's controller
    {"$type": "generator", "cut": "all"}        something that cannot be looked at
    {"$type": "list", "recursive": "$.a"}       the object that is being looked at already

What was left out is said in place, `"length"` beside `"cut"`, and counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from pytest_engine_rollout.comparison.kinds import Reader, reader_for
from pytest_engine_rollout.comparison.naming import PLAIN, Naming
from pytest_engine_rollout.comparison.text import digest_of
from pytest_engine_rollout.comparison.tree import Node

_LEAST = 200  # characters kept of any string


class Limits(NamedTuple):
    """How much of a value is looked at.

    Attributes:
        nodes: Values in the whole snapshot.
        items: Members of one container.
        characters: Characters of all strings together, and a few of each one beyond; the length
            and digest of a string cover all of it.
        depth: Containers inside one another.
    """

    nodes: int = 2_000
    items: int = 200
    characters: int = 262_144
    depth: int = 8


class Snapshot(NamedTuple):
    """A value as a tree of JSON nodes.

    Attributes:
        value: JSON-like, see the module.
        nodes: How many values it is made of.
        characters: How many characters of strings it holds.
        cut: How many places were left out or cut short.
    """

    value: Node
    nodes: int
    characters: int
    cut: int


def snapshot(value: object, limits: Limits | None = None, naming: Naming = PLAIN) -> Snapshot:
    """Take a snapshot of `value`.

    Args:
        value: Any object; none of its code runs.
        limits: How much to look at.
        naming: How types are called.
    """
    camera = Camera(limits or Limits(), naming)
    picture = camera.look(value, "$")
    return Snapshot(picture, camera.nodes, camera.characters, camera.cut)


class Camera:
    """Takes one snapshot; the readers in `kinds` call it for the parts of a value."""

    def __init__(self, limits: Limits, naming: Naming) -> None:
        self.limits = limits
        self.naming = naming
        self.nodes = 0
        self.characters = 0
        self.cut = 0
        self._open: dict[int, str] = {}

    def look(self, value: object, path: str) -> Node:
        """The node of one value, which stands at `path`."""
        self.nodes += 1
        kind = type(value)
        if kind is str:
            return self.text(value)  # type: ignore[arg-type]  # a str, as tested
        reader = reader_for(kind)
        if reader.leaf:
            return self._read(reader, value, path)
        return self._look_inside(reader, value, path)

    def _look_inside(self, reader: Reader, value: object, path: str) -> Node:
        name = self.name_of(type(value))
        if id(value) in self._open:
            return {"$type": name, "recursive": self._open[id(value)]}
        if len(self._open) >= self.limits.depth or self.nodes >= self.limits.nodes:
            self.cut += 1
            return {"$type": name, "cut": "all"}
        self._open[id(value)] = path
        try:
            return self._read(reader, value, path)
        finally:
            del self._open[id(value)]

    def _read(self, reader: Reader, value: object, path: str) -> Node:
        try:
            return reader.read(self, value, path)
        except Exception as problem:  # noqa: BLE001 - changed by another thread while we looked, or broken
            self.cut += 1
            name = self.name_of(type(value))
            return {"$type": name, "cut": "all", "unreadable": type(problem).__name__}

    def name_of(self, kind: type) -> str:
        """The name of a type."""
        return self.naming.name(kind)

    def text(self, value: str) -> Node:
        """A string: itself, or its head with the length and digest of the whole."""
        limit = max(_LEAST, self.limits.characters - self.characters)
        self.characters += min(len(value), limit)
        if len(value) <= limit:
            return value
        self.cut += 1
        return {
            "$type": "str",
            "data": value[:limit],
            "length": len(value),
            "cut": len(value) - limit,
            "digest": digest_of(value),
        }

    def items(self, values: Iterable[object], length: int, path: str) -> dict[str, Node]:
        """The `items` of a sequence, with what was cut."""
        members = [
            self.look(member, f"{path}[{position}]")
            for position, member in enumerate(islice(values, self.room()))
        ]
        return {"items": members} | self.shortened(length, len(members))

    def room(self) -> int:
        """How many members of a container may still be looked at."""
        return max(0, min(self.limits.items, self.limits.nodes - self.nodes))

    def shortened(self, length: int, shown: int) -> dict[str, Node]:
        """The marker of a container that has more members than are shown; empty for others."""
        if shown >= length:
            return {}
        self.cut += 1
        return {"length": length, "cut": length - shown}
