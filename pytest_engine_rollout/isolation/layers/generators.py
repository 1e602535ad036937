"""Random generators that installed packages keep and suites seed, as by `Faker.seed(4)`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from random import Random, SystemRandom
from types import ModuleType
from typing import Any

from pytest_engine_rollout.comparison.inspection import instance_dict
from pytest_engine_rollout.isolation.importing.ownership import Ownership
from pytest_engine_rollout.isolation.layer import Layer

Place = tuple[str, str]
"""The module, and the name in it, that a generator stands under."""


class Generators(Layer[Mapping[Place, Any]]):
    """The states of the generators that shared packages keep in module globals.

    Args:
        ownership: Which modules they do not share.
    """

    def __init__(self, ownership: Ownership) -> None:
        self._ownership = ownership
        self._passed: set[str] = set()
        self._generators: dict[Place, Random] = {}
        self._first: dict[Place, Any] = {}

    def note(self) -> None:
        """Remember the generators of modules that were imported since the last call."""
        new = sys.modules.keys() - self._passed
        self._passed |= new
        for name in new:
            module = sys.modules[name]
            if type(module) is not ModuleType or name.partition(".")[0] in sys.stdlib_module_names:
                continue
            for attribute, value in [*instance_dict(module).items()]:
                kind = type(value)  # isinstance() would ask the value, which may raise anything
                if issubclass(kind, Random) and not issubclass(kind, SystemRandom):
                    self._generators[name, attribute] = value
                    self._first[name, attribute] = value.getstate()

    def capture(self) -> Mapping[Place, Any]:
        self.note()
        for place in [it for it in self._generators if self._ownership.owns_name(it[0])]:
            del self._generators[place], self._first[place]
        return {place: generator.getstate() for place, generator in self._generators.items()}

    def restore(self, state: Mapping[Place, Any]) -> None:
        for place, generator in self._generators.items():
            generator.setstate(state.get(place, self._first[place]))
