"""ML201."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from migration_lint.diagnostic import Finding, Severity
from migration_lint.facts import Facts
from migration_lint.flow.recording.facts import MemberFact
from migration_lint.flow.surfaces.standing import Standing, finding, standing
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid


class OutOfProtocol(Rule):
    """A member of a controller that is outside the protocol.

    What it does:
        Follows controllers from where they are made, by data flow and across files, and reports
        every read, write, call and deletion of a member that the protocol does not have. That
        both engines have it today, or that their source is not in the tree, makes no difference.
        A method of the protocol may be replaced, as tests do; an attribute of it may be read only.

    Why it matters here:
        Only the protocol is promised by both engines and compared between them. Anything else may
        differ, or change, without a test that notices.

    Example:
        ```python
        controller = RDMissionController()
        stage = controller.mission["current_stage"]
        ```

    Use instead:
        A method of the protocol. Where none will do, propose the member as an extension: add it
        to `protocol` in the configuration, and to both engines. `migration-lint surface --suggest`
        lists which members are worth that.

    Fix safety:
        There is no automatic fix.
    """

    code = "ML201"
    name = "out-of-protocol"
    severities: ClassVar[Mapping[int, Severity]] = MappingProxyType(
        dict.fromkeys((1, 2, 3, 4), Severity.WARNING)
    )
    valid = (
        Valid(
            "the protocol",
            {
                "example.py": (
                    "from af_engine import RDMissionController\n"
                    "c = RDMissionController()\n"
                    "c.update_stage('PLANNING')\n"
                    "c.process_response(c.build_rd_prompt())\n"
                )
            },
        ),
        Valid(
            "a name that is bound to something else by then",
            {
                "example.py": (
                    "from af_engine import RDMissionController\n"
                    "c = RDMissionController()\n"
                    "c = c.build_rd_prompt()\n"
                    "c.strip()\n"
                )
            },
        ),
        Valid(
            "a method of the protocol that a test replaces",
            {
                "test_example.py": (
                    "from unittest.mock import Mock, patch\n"
                    "from af_engine import RDMissionController\n"
                    "def test_it():\n"
                    "    c = RDMissionController()\n"
                    "    c.update_stage = Mock()\n"
                    "    with patch.object(c, 'process_response'):\n"
                    "        c.update_stage('PLANNING')\n"
                    "    del c.update_stage\n"
                )
            },
        ),
    )
    invalid = (
        Invalid(
            "a member of what a constructor made",
            {
                "example.py": (
                    "from af_engine import RDMissionController\n"
                    "c = RDMissionController()\n"
                    "print(c.mission)\n"
                )
            },
            at=("example.py:3:9",),
            message="`mission` is outside the protocol: use `build_rd_prompt`, `process_response` "
            "or `update_stage`, or propose `mission` as an extension of it",
        ),
        Invalid(
            "a parameter without annotation, in another file",
            {
                "example.py": (
                    "from af_engine import RDMissionController\n"
                    "from helper import show\n"
                    "show(RDMissionController())\n"
                ),
                "helper.py": "def show(engine):\n    engine.save_mission()\n",
            },
            at=("helper.py:2:12",),
            message="`save_mission` is outside the protocol: use `build_rd_prompt`, "
            "`process_response` or `update_stage`, or propose `save_mission` as an extension of it",
        ),
        Invalid(
            "a member that no engine has",
            {
                "af_engine/__init__.py": "",
                "af_engine/orchestrator.py": "class StageOrchestrator: ...\n",
                "af_engine_legacy.py": "class RDMissionController: ...\n",
                "example.py": (
                    "from af_engine import RDMissionController\nRDMissionController().rewind()\n"
                ),
            },
            at=("example.py:2:23",),
            message="`rewind` is outside the protocol, and neither engine has it: use "
            "`build_rd_prompt`, `process_response` or `update_stage`",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield the members that neither engine alone has."""
        members = sorted(method.name for method in context.project.settings.protocol)
        *most, last = (f"`{name}`" for name in members) if members else ("a method of it",)
        use = f"{', '.join(most)} or {last}" if most else last
        both = {context.project.settings.control, context.project.settings.candidate}
        for fact in facts.of(MemberFact):
            if standing(fact, context.project) is not Standing.SHARED:
                continue
            if fact.member in members:
                yield finding(
                    fact,
                    f"`{fact.member}` is written or deleted here, and the protocol promises it "
                    "for reading only",
                )
            elif both.issubset(fact.lacking):
                yield finding(
                    fact,
                    f"`{fact.member}` is outside the protocol, and neither engine has it: "
                    f"use {use}",
                )
            else:
                yield finding(
                    fact,
                    f"`{fact.member}` is outside the protocol: use {use}, "
                    f"or propose `{fact.member}` as an extension of it",
                )
