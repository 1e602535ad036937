"""ML205."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from migration_lint.diagnostic import Finding, Severity
from migration_lint.facts import Facts
from migration_lint.flow.recording.facts import MemberFact
from migration_lint.flow.surfaces.standing import Standing, finding, standing
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid


class PrivateApi(Rule):
    """An underscore member of a controller that is used from outside of its engine.

    What it does:
        Reports reads, writes, calls and deletions of members whose name begins with an underscore
        on objects that are controllers, outside of the engine's own files. Subclasses of a
        controller are outside too, but what they define themselves is theirs.

    Why it matters here:
        Private members are what the engines differ in most: hardly one of them is in both.

    Example:
        ```python
        controller._save_state()
        ```

    Use instead:
        A method of the protocol.

    Fix safety:
        There is no automatic fix.
    """

    code = "ML205"
    name = "private-api"
    severities: ClassVar[Mapping[int, Severity]] = MappingProxyType(
        dict.fromkeys((1, 2, 3, 4), Severity.WARNING)
    )
    valid = (
        Valid(
            "a member that a subclass defines itself",
            {
                "example.py": (
                    "from af_engine import RDMissionController\n"
                    "class Audited(RDMissionController):\n"
                    "    def _note(self): ...\n"
                    "    def update_stage(self, new_stage):\n"
                    "        self._note()\n"
                )
            },
        ),
    )
    invalid = (
        Invalid(
            "a private method is called",
            {
                "example.py": (
                    "from af_engine import RDMissionController\n"
                    "RDMissionController()._save_state()\n"
                )
            },
            at=("example.py:2:23",),
            message="`_save_state` is private to its engine: use a method of the protocol",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield the underscore members."""
        for fact in facts.of(MemberFact):
            if standing(fact, context.project) is Standing.PRIVATE:
                message = f"`{fact.member}` is private to its engine: use a method of the protocol"
                yield finding(fact, message)
