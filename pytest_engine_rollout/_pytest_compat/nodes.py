"""The names and node ids of tests."""

from __future__ import annotations

import pytest

try:  # pytest 9.2 and newer
    from _pytest.nodeid import NodeId

    _KEY = "_id"

    def key_for(nodeid: str) -> object:
        """What pytest keeps of a node id in a node."""
        return NodeId.parse(nodeid)

except ImportError:
    _KEY = "_nodeid"

    def key_for(nodeid: str) -> object:
        """What pytest keeps of a node id in a node."""
        return nodeid


def key_of(item: pytest.Item) -> object:
    """What an item keeps of its node id."""
    return getattr(item, _KEY)


def rename(item: pytest.Item, name: str, key: object) -> None:
    """Give an item a name, and a node id in the form that it keeps it in."""
    item.name = name
    setattr(item, _KEY, key)
