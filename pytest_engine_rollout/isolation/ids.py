"""The engine as the last part of a test's id."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pytest_engine_rollout import _pytest_compat as compat


@dataclass(frozen=True, slots=True)
class Identity:
    """What a test is called with and without its engine.

    Attributes:
        engine: The name of the engine it runs on.
        base_id: The node id that it would have without the plugin; the same for every engine.
        base_name: The name likewise.
        name: The name with the engine.
    """

    engine: str
    base_id: str
    base_name: str
    name: str


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
    identity = Identity(engine, item.nodeid, item.name, with_engine(item.name, engine))
    item.stash[IDENTITY] = identity
    # Parameters may hold anything, "::" too: only the name tells where the last part begins.
    last = item.name if item.nodeid.endswith(item.name) else item.nodeid
    compat.rename(item, identity.name, item.nodeid.removesuffix(last) + with_engine(last, engine))
    return identity


def disguise(item: pytest.Item) -> None:
    """Give an item the id that it would have without the plugin."""
    identity = item.stash[IDENTITY]
    compat.rename(item, identity.base_name, identity.base_id)


def forget(item: pytest.Item) -> None:
    """Let an item, which bears the id that it would have without the plugin, be a new one."""
    if IDENTITY in item.stash:
        del item.stash[IDENTITY]
