"""The names and node ids of tests and of the reports on them."""

from __future__ import annotations

from typing import Any

import pytest

try:  # pytest 9.2 and newer
    from _pytest.nodeid import NodeId

    _KEY = _KEY_OF_REPORT = "_id"

    def key_for(nodeid: str) -> object:
        """What pytest keeps of a node id in a node and in a report."""
        return NodeId.parse(nodeid)

except ImportError:
    _KEY, _KEY_OF_REPORT = "_nodeid", "nodeid"

    def key_for(nodeid: str) -> object:
        """What pytest keeps of a node id in a node and in a report."""
        return nodeid


def key_of(item: pytest.Item) -> object:
    """What an item keeps of its node id."""
    return getattr(item, _KEY)


def rename(item: pytest.Item, name: str, key: object) -> None:
    """Give an item a name and a node id."""
    item.name = name
    setattr(item, _KEY, key)


def bears(report: pytest.TestReport, key: object) -> bool:
    """Whether a report is on the node with an id."""
    kept: object = getattr(report, _KEY_OF_REPORT)
    return kept is key or kept == key  # a comparison of two takes long


def readdress(report: pytest.TestReport, key: object) -> None:
    """Give a report another node id."""
    setattr(report, _KEY_OF_REPORT, key)


def call_of(report: pytest.CollectReport) -> pytest.CallInfo[Any]:
    """The call that a report on what was collected is about."""
    call: pytest.CallInfo[Any] = getattr(report, "call")  # noqa: B009 - pytest sets it without declaring it
    return call
