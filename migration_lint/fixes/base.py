"""The base of all fixes.

Defining a subclass of `Fix` in a module of `migration_lint.fixes` registers it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from migration_lint.diagnostic import Diagnostic
from migration_lint.project import Project

if TYPE_CHECKING:
    import libcst as cst

REGISTRY: dict[str, type[Fix]] = {}


@dataclass(frozen=True)
class FixTarget:
    """The code that a fix is asked to change.

    Attributes:
        module: The file as libcst reads it.
        diagnostics: What to mend in it, all of the fix's code.
        project: The settings.
    """

    module: cst.Module
    diagnostics: Collection[Diagnostic]
    project: Project


class Fix(ABC):
    """Mends the diagnostics of one rule by a libcst transformation.

    Attributes:
        code: The rule.
        safe: Whether the code behaves as before under the engine that was meant; `fix` applies
            only safe fixes unless it is told otherwise.
    """

    code: ClassVar[str]
    safe: ClassVar[bool]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        clash = REGISTRY.setdefault(cls.code, cls)
        if clash is not cls:
            raise TypeError(f"{cls.__qualname__}: {cls.code} is mended by {clash.__qualname__}")

    @abstractmethod
    def apply(self, target: FixTarget) -> cst.Module:
        """The file with the diagnostics mended where that is possible, and otherwise unchanged."""
