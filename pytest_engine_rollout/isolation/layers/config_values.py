"""What conftest files set on pytest's configuration and session, for each engine."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import pytest

from pytest_engine_rollout import _pytest_compat as compat
from pytest_engine_rollout.isolation.layer import Layer

_ABSENT: Any = object()
_Key = tuple[int, Any]  # the position of what holds it, and its name there
_OF_OPTIONS, _OF_SESSION, _OF_INI, _READ_OF_INI = 1, 3, 4, 5
_DECLARED = frozenset({_OF_OPTIONS, _OF_INI})


class ConfigValues(Layer[dict[_Key, Any]]):
    """What an engine's conftest files set on `config`, its options and its stash, and on `session`.

    What they declare of options has defaults that may be the engine's.

    pytest itself and its plugins set theirs for all engines; those of conftest files are told
    apart by being set while these files are loaded and configured.

    Attributes:
        session: The session, once it has started.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._first: dict[_Key, Any] = {}
        self.session: pytest.Session | None = None

    def capture(self) -> dict[_Key, Any]:
        present = self._present()
        return {key: present.get(key, _ABSENT) for key in self._first}

    def restore(self, state: dict[_Key, Any]) -> None:
        for key, first in self._first.items():
            holder, name = self._holders()[key[0]], key[1]
            value = state.get(key, first)
            if value is not _ABSENT:
                holder[name] = value
            elif key[0] not in _DECLARED:  # what is declared is declared once more, and then stays
                holder.pop(name, None)

    def fresh(self, engine: object, outside: dict[_Key, Any]) -> dict[_Key, Any]:
        return {}

    @contextmanager
    def noticing(self) -> Iterator[None]:
        """A context in which what is set belongs to the present engine."""
        before = self._present()
        yield
        after = self._present()
        for key in {*before, *after}:
            if before.get(key, _ABSENT) is not after.get(key, _ABSENT) and not _is_of_pytest(key):
                self._first.setdefault(key, before.get(key, _ABSENT))
                if key[0] == _OF_INI:
                    self._first.setdefault((_READ_OF_INI, key[1]), _ABSENT)

    def _holders(self) -> tuple[MutableMapping[Any, Any], ...]:
        return (
            vars(self._config),
            vars(self._config.option),
            compat.stashed(self._config),
            vars(self.session) if self.session else {},
            *compat.ini_options(self._config),
        )

    def _present(self) -> dict[_Key, Any]:
        return {
            (number, name): value
            for number, holder in enumerate(self._holders())
            for name, value in holder.items()
        }


def _is_of_pytest(key: _Key) -> bool:
    """Whether something is an attribute that pytest keeps on the session, or a value it read."""
    number, name = key
    return number == _READ_OF_INI or (number == _OF_SESSION and name.startswith("_"))
