"""Separate the session's tests by engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from pytest_engine_rollout import _pytest_compat as compat
from pytest_engine_rollout.isolation.items.ids import IDENTITY, plain
from pytest_engine_rollout.session import RolloutSession


def by_engine(rollout: RolloutSession, items: list[pytest.Item]) -> dict[str, list[pytest.Item]]:
    """The tests of each engine, in their order; tests of no engine count for the first."""
    parted: dict[str, list[pytest.Item]] = {name: [] for name in rollout.worlds.engines}
    first = next(iter(parted))
    for item in items:
        identity = compat.stashed(item).get(IDENTITY)
        parted[first if identity is None else identity.engine].append(item)
    return parted


def order_by_engine(rollout: RolloutSession, items: list[pytest.Item]) -> None:
    """Sort tests by engine, else keep their order."""
    items[:] = [item for part in by_engine(rollout, items).values() for item in part]


@contextmanager
def presented(session: pytest.Session, items: Sequence[pytest.Item]) -> Iterator[None]:
    """A context in which the session has one engine's tests only, with ids without engines."""
    whole = session.items
    session.items = [*items]
    try:
        with plain(items):
            yield
    finally:
        session.items = whole
