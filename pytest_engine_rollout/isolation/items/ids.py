"""The engine as the last part of a test's id."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import pytest

from pytest_engine_rollout import _pytest_compat as compat


class Identity(NamedTuple):
    """The ids of a test, with and without its engine.

    Attributes:
        engine: The name of the engine it runs on.
        base_id: The node id that it would have without the plugin; the same for every engine.
        base_name: The name likewise.
        id: The node id with the engine.
        name: The name with the engine.
        base_key: `base_id` as pytest keeps it.
        key: `id` as pytest keeps it.
    """

    engine: str
    base_id: str
    base_name: str
    id: str
    name: str
    base_key: object
    key: object


IDENTITY: pytest.StashKey[Identity] = pytest.StashKey()


def with_engine(text: str, engine: str) -> str:
    """`test_a` becomes `test_a[legacy]`, `test_a[1-x]` becomes `test_a[1-x-legacy]`."""
    if text.endswith("]") and "[" in text:
        return f"{text[:-1]}-{engine}]"
    return f"{text}[{engine}]"


def without_engine(text: str, engine: str) -> str:
    """The reverse of `with_engine`."""
    if text.endswith(f"[{engine}]"):
        return text.removesuffix(f"[{engine}]")
    return f"{text.removesuffix(f'-{engine}]')}]"


def identify(item: pytest.Item, engine: str) -> Identity:
    """Give an item the id that it has on `engine`."""
    # Parameters may hold anything, "::" too: only the name tells where the last part begins.
    last = item.name if item.nodeid.endswith(item.name) else item.nodeid
    full = item.nodeid.removesuffix(last) + with_engine(last, engine)
    identity = Identity(
        engine=engine,
        base_id=item.nodeid,
        base_name=item.name,
        id=full,
        name=with_engine(item.name, engine),
        base_key=compat.key_of(item),
        key=compat.key_for(full),
    )
    item.stash[IDENTITY] = identity
    _call(item, identity, with_engine=True)
    return identity


def forget(item: pytest.Item) -> None:
    """Remove the identity of an item that has its id without the engine, as if it were new."""
    if IDENTITY in item.stash:
        del item.stash[IDENTITY]


def is_renamed(item: pytest.Item) -> bool:
    """Whether another plugin has given a test an id that is neither of its two."""
    if IDENTITY not in item.stash:
        return False
    identity = item.stash[IDENTITY]
    return compat.key_of(item) not in (identity.base_key, identity.key)


def plain(items: Iterable[pytest.Item]) -> Called:
    """A context in which tests have the ids that they would have without the plugin.

    A test that another plugin has given another id keeps that.
    """
    return Called(items, with_engine=False)


def full(items: Iterable[pytest.Item]) -> Called:
    """A context within `plain` in which tests have their ids with the engine again."""
    return Called(items, with_engine=True)


class Called:
    """A reusable context in which tests have the other one of their two ids."""

    __slots__ = ("_changed", "_items", "_with_engine")

    def __init__(self, items: Iterable[pytest.Item], *, with_engine: bool) -> None:
        self._items = items
        self._with_engine = with_engine
        self._changed: list[tuple[pytest.Item, Identity]] = []

    def __enter__(self) -> None:
        for item in self._items:
            identity = compat.stashed(item).get(IDENTITY)
            if identity is None:
                continue
            other = identity.base_key if self._with_engine else identity.key
            if compat.key_of(item) is other:
                _call(item, identity, with_engine=self._with_engine)
                self._changed.append((item, identity))

    def __exit__(self, *_: object) -> None:
        for item, identity in self._changed:
            given = identity.key if self._with_engine else identity.base_key
            if compat.key_of(item) is given:
                _call(item, identity, with_engine=not self._with_engine)


def _call(item: pytest.Item, identity: Identity, *, with_engine: bool) -> None:
    before, after = identity.base_name, identity.name
    if with_engine:
        compat.rename(item, identity.name, identity.key)
    else:
        compat.rename(item, identity.base_name, identity.base_key)
        before, after = after, before
    located = vars(item).get("location")  # as computed before, under the other name
    if located is not None:
        vars(item)["location"] = relocated(located, before, after)


Location = tuple[str, "int | None", str]


@lru_cache(maxsize=16)  # asked for by each report on a test
def relocated(location: Location, before: str, after: str) -> Location:
    """A location with another name of the test."""
    path, line, domain = location
    if not domain.endswith(before):
        return location
    return path, line, domain.removesuffix(before) + after
