"""ML206."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from migration_lint.diagnostic import Finding, Severity
from migration_lint.facts import Facts
from migration_lint.flow.recording.facts import SubclassFact
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid

_ENGINE = {
    "af_engine_legacy.py": (
        "class RDMissionController:\n"
        "    def update_stage(self, new_stage): ...\n"
        "    def save_mission(self): ...\n"
    ),
}


class EngineSubclass(Rule):
    """A class that inherits from an engine's controller.

    What it does:
        Reports classes whose base is a controller, directly, through the entry or through other
        classes, and names what they override. Without an engine's source in the tree it is
        silent: what a class overrides is unknown then.

    Why it matters here:
        A subclass sees and replaces what no protocol promises: which methods call which. The two
        engines agree on none of that.

    Example:
        ```python
        class AuditedController(RDMissionController):
            def save_mission(self):
                ...
        ```

    Use instead:
        A class of its own that holds a controller and calls the methods of the protocol.

    Fix safety:
        There is no automatic fix.
    """

    code = "ML206"
    name = "engine-subclass"
    severities: ClassVar[Mapping[int, Severity]] = MappingProxyType(
        dict.fromkeys((1, 2, 3, 4), Severity.WARNING)
    )
    valid = (
        Valid(
            "a class that holds a controller",
            {
                **_ENGINE,
                "example.py": (
                    "from af_engine import RDMissionController\n"
                    "class Audited:\n"
                    "    def __init__(self):\n"
                    "        self.engine = RDMissionController()\n"
                ),
            },
        ),
    )
    invalid = (
        Invalid(
            "a class that overrides a method",
            {
                **_ENGINE,
                "example.py": (
                    "from af_engine import RDMissionController\n"
                    "class Audited(RDMissionController):\n"
                    "    def save_mission(self): ...\n"
                ),
            },
            at=("example.py:2:15",),
            message="`Audited` inherits from a controller and overrides `save_mission`: "
            "hold a controller instead and call the protocol",
        ),
        Invalid(
            "a class that overrides nothing",
            {
                **_ENGINE,
                "example.py": (
                    "from af_engine import RDMissionController\n"
                    "class Audited(RDMissionController): ...\n"
                ),
            },
            at=("example.py:2:15",),
            message="`Audited` inherits from a controller: "
            "hold a controller instead and call the protocol",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield the bases that are controllers."""
        for fact in facts.of(SubclassFact):
            overrides = ", ".join(f"`{name}`" for name in fact.overrides)
            what = f" and overrides {overrides}" if overrides else ""
            message = (
                f"`{fact.name}` inherits from a controller{what}: "
                "hold a controller instead and call the protocol"
            )
            yield Finding(fact.span, message, fact.name, fact.scope)
