"""Name types in snapshots so that the counterparts of two engines have the same name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from pytest_engine_rollout.comparison import inspection


def _owns_nothing(_: str) -> bool:
    return False


@dataclass(frozen=True)
class Naming:
    """Names of types.

    Attributes:
        is_own: Says of a module's name whether it belongs to an engine. Classes of engines go by
            their name alone, since the two engines define theirs in different modules.
        engines: The engines' names. As a word of a class's name, `LegacyResult`, they do not count.
        controllers: The engines' controllers, `module:Class`. What one engine answers with itself,
            the other must answer with itself; what is inside each is its own business.
    """

    is_own: Callable[[str], bool] = _owns_nothing
    engines: tuple[str, ...] = ()
    controllers: frozenset[str] = frozenset()

    def name(self, kind: type) -> str:
        """A type's name: without its module for built-ins and the engines' own classes."""
        module, name = inspection.module_of(kind), inspection.qualname_of(kind)
        if module in ("", "builtins"):
            return name
        return self._common(name) if self.is_own(module) else f"{module}.{name}"

    def is_controller(self, kind: type) -> bool:
        """Whether a class is an engine's controller, or inherits from one."""
        return bool(self.controllers) and any(
            f"{inspection.module_of(base)}:{inspection.qualname_of(base)}" in self.controllers
            for base in inspection.mro(kind)
        )

    def _common(self, name: str) -> str:
        parts = name.split(".")
        return ".".join(self._word.sub("", part).strip("_") or part for part in parts)

    @cached_property
    def _word(self) -> re.Pattern[str]:
        """An engine's name as a word of its own, in `LegacyResult`, `ResultLegacy`, `legacy_x`."""
        words = "|".join(
            form for name in self.engines for form in map(re.escape, (name.capitalize(), name))
        )
        return re.compile(rf"(?:^|(?<=_)|(?<=[a-z0-9])(?=[A-Z]))(?:{words})(?=$|_|[A-Z0-9])")


PLAIN = Naming()
