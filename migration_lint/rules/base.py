"""What a rule is.

Defining a subclass of `Rule` in a module of `migration_lint.rules` registers it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Literal

from migration_lint.diagnostic import Finding, Severity
from migration_lint.named_tuple import NamedTuple
from migration_lint.naming.legacy_names import LegacyNames

if TYPE_CHECKING:
    from migration_lint.facts import Facts
    from migration_lint.project import Project

REGISTRY: dict[str, type[Rule]] = {}


class Valid(NamedTuple):
    """Code that the rule must leave alone.

    Attributes:
        name: Unique within the rule.
        files: Source by path; a case of one file names it `example.py`.
    """

    name: str
    files: Mapping[str, str]


class Invalid(NamedTuple):
    """Code that the rule must report.

    Attributes:
        name: Unique within the rule.
        files: Source by path.
        at: Every place due, `path:line:column`, and nothing else may be reported.
        message: The exact text of the first diagnostic.
        fixed: The files that the fix changes, as it leaves them; None where no fix is offered.
        phase: The phase that the project is in.
    """

    name: str
    files: Mapping[str, str]
    at: tuple[str, ...]
    message: str
    fixed: Mapping[str, str] | None = None
    phase: int = 1


class RuleContext(NamedTuple):
    """What a rule may know beside the facts of the file it looks at.

    Attributes:
        names: What is gone in phase 4.
        origin: What kind of place the Python code stands in: a file of its own, or inside another.
    """

    project: Project
    phase: int
    is_bridge: bool
    names: LegacyNames
    origin: Literal["file", "doctest", "notebook", "script"] = "file"


class Rule(ABC):
    """One rule: the docstring is the user's page, the cases are its proof.

    The docstring has these headings: What it does, Why it matters here, Example, Use instead,
    Fix safety.

    Attributes:
        spares_legacy: Whether files that are gone in phase 4 may do what it is about.
        bridge_may: Whether it is about something that is a bridge's task until phase 4.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severities: ClassVar[Mapping[int, Severity]] = MappingProxyType(
        dict.fromkeys((1, 2, 3, 4), Severity.ERROR)
    )
    spares_legacy: ClassVar[bool] = False
    bridge_may: ClassVar[bool] = False
    valid: ClassVar[tuple[Valid, ...]] = ()
    invalid: ClassVar[tuple[Invalid, ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        clash = REGISTRY.setdefault(cls.code, cls)
        if clash is not cls:
            raise TypeError(f"{cls.__qualname__}: code {cls.code} is taken by {clash.__qualname__}")

    @abstractmethod
    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield what is wrong in one file, in any order."""

    def severity(self, finding: Finding, context: RuleContext) -> Severity:
        """How much a finding matters in the phase; by default what `severities` says.

        What a bridge may do, because it is a bridge's task, is a note until phase 4.
        """
        if self.bridge_may and context.is_bridge and context.phase < 4:
            return Severity.NOTE
        return self.severities[context.phase]
