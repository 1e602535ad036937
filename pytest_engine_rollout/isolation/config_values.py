"""What conftest files set on pytest's configuration, for each engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from pytest_engine_rollout.isolation.layer import Layer

_ABSENT: Any = object()
_Key = tuple[int, str]


class ConfigValues(Layer[dict[_Key, Any]]):
    """The attributes of `config` and `config.option` that an engine's conftest files set.

    pytest itself and its plugins set theirs for all engines; those of conftest files are told
    apart by being set while these files are loaded and configured once more.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._first: dict[_Key, Any] = {}

    def capture(self) -> dict[_Key, Any]:
        present = self._present()
        return {key: present.get(key, _ABSENT) for key in self._first}

    def restore(self, state: dict[_Key, Any]) -> None:
        for key, first in self._first.items():
            holder, name = self._holders()[key[0]], key[1]
            value = state.get(key, first)
            if value is _ABSENT:
                holder.pop(name, None)
            else:
                holder[name] = value

    def fresh(self, engine: object, outside: dict[_Key, Any]) -> dict[_Key, Any]:
        return {}

    @contextmanager
    def noticing(self) -> Iterator[None]:
        """Take what is set meanwhile for the present engine's own."""
        before = self._present()
        yield
        after = self._present()
        for key in {*before, *after}:
            if before.get(key, _ABSENT) is not after.get(key, _ABSENT):
                self._first.setdefault(key, before.get(key, _ABSENT))

    def _holders(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return vars(self._config), vars(self._config.option)

    def _present(self) -> dict[_Key, Any]:
        return {
            (number, name): value
            for number, holder in enumerate(self._holders())
            for name, value in holder.items()
        }
