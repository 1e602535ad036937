"""Reports on their way from a worker, each packed into one value.

execnet takes what it sends apart, value by value, and does so in Python at both ends: some fifty
values for a report, which is most of what a controller does.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Generator, Mapping
from typing import Any

import pytest

_PACKED = "engine_rollout_packed"

Report = pytest.TestReport | pytest.CollectReport


class Packing:
    """Hooks of pytest, in a worker and in its controller."""

    @pytest.hookimpl(wrapper=True)
    def pytest_report_to_serializable(self) -> Generator[None, Any, Any]:
        """Pack what pytest or a plugin made of a report; pytest-xdist adds values of its own."""
        data = yield
        packed = None if data is None else pack(data)
        return data if packed is None else {_PACKED: packed}

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_from_serializable(
        self, config: pytest.Config, data: dict[str, Any]
    ) -> Report | None:
        """Let pytest or a plugin make the report from what was packed."""
        if _PACKED not in data:
            return None
        added = dict(data)
        whole = {**unpack(added.pop(_PACKED)), **added}
        report: Report = config.hook.pytest_report_from_serializable(config=config, data=whole)
        return report


def pack(data: Mapping[str, Any]) -> bytes | None:
    """Plain values as one; None where there are others, which are execnet's to refuse."""
    packed = io.BytesIO()
    try:
        _PlainPickler(packed, protocol=pickle.HIGHEST_PROTOCOL).dump(data)
    except pickle.PicklingError:
        return None
    return packed.getvalue()


def unpack(packed: bytes) -> dict[str, Any]:
    """What `pack` was given."""
    data: dict[str, Any] = pickle.loads(packed)  # noqa: S301 - from a process of our own, and plain
    return data


class _PlainPickler(pickle.Pickler):
    """Takes no objects of classes, which to unpickle would import an engine."""

    def reducer_override(self, obj: object) -> Any:
        """Refuse what is no builtin value; pickle asks about nothing else."""
        raise pickle.PicklingError(f"{type(obj).__name__} is no plain value")
