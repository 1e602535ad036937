"""The base of all criteria.

Defining a subclass of `Criterion` in a module of `migration_lint.gate.criteria` registers it.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from migration_lint.gate.evidence.base import Reader
from migration_lint.gate.judgement import Judgement
from migration_lint.project import Project, Settings

E = TypeVar("E")
REGISTRY: dict[str, type[Criterion[Any]]] = {}
_ID = re.compile(r"[a-z]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Threshold:
    """The figure that a criterion measures against; configurable in the gate's `thresholds`.

    Attributes:
        default: The plan's figure, or ours where the plan has none.
        low: The lowest value that makes sense.
        high: The highest.
        wording: The limit as outputs show it, with `{}` for the figure: `at least {} %`.
        factor: What the figure is multiplied by when shown: 100 for a share shown in per cent.
    """

    default: float
    low: float
    high: float
    wording: str
    factor: float = 1.0

    def shown(self, value: float) -> str:
        """The limit in words."""
        return self.wording.format(f"{value * self.factor:.6g}")


@dataclass(frozen=True)
class Case:
    """What a criterion knows besides its evidence.

    Attributes:
        limit: The threshold's value in force; NaN for a criterion without a threshold.
    """

    project: Project
    phase: int
    limit: float


class Criterion(ABC, Generic[E]):
    """A condition that must hold at the end of a phase; the docstring is the user's page.

    Attributes:
        id: Its name in configuration and output, lower case with dashes.
        title: One line: what holds when it passes.
        phases: The phases that end on it.
        sentences: The plan's own words, `{control}` and the like for AtlasForge's names; empty
            where the plan only implies it.
        reader: What reads the evidence it needs.
        limit: The limit in words, where there is no threshold.
        threshold: The figure that it measures against, if it has one.
    """

    id: ClassVar[str]
    title: ClassVar[str]
    phases: ClassVar[tuple[int, ...]]
    sentences: ClassVar[tuple[str, ...]] = ()
    reader: ClassVar[type[Reader[Any]]]
    limit: ClassVar[str] = ""
    threshold: ClassVar[Threshold | None] = None

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if not _ID.fullmatch(cls.id):
            raise TypeError(f"{cls.__qualname__}: id {cls.id!r} must be lower case with dashes")
        clash = REGISTRY.setdefault(cls.id, cls)
        if clash is not cls:
            raise TypeError(f"{cls.__qualname__}: id {cls.id} is taken by {clash.__qualname__}")

    @classmethod
    def plan(cls, settings: Settings) -> tuple[str, ...]:
        """The plan's sentences with the names that a project has in place of AtlasForge's."""
        names = {
            "flag": settings.flag,
            "on": next(iter(settings.flag_values.true), ""),
            "control": settings.control,
            "candidate": settings.candidate,
            "file": next(
                iter((*settings.legacy_files, *settings.legacy_modules)), settings.control
            ),
        }
        return tuple(sentence.format(**names) for sentence in cls.sentences)

    @abstractmethod
    def judge(self, evidence: E, case: Case) -> Judgement:
        """What the evidence says."""
