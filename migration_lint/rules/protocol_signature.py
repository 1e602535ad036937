"""ML204."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lint.diagnostic import Finding
from migration_lint.facts import Facts
from migration_lint.flow.recording.facts import CONSTRUCTOR, ProtocolCallFact
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid


class ProtocolSignature(Rule):
    """A call of a protocol method with arguments that an engine rejects.

    What it does:
        Binds the arguments of every call of a protocol method, also of one that was given another
        name, to the signature in the configuration and to those of both engines where their
        source is in the tree: positional, keyword, starred and missing ones. Calls that make a
        controller are bound to the constructors of the engines that it may be of.

    Why it matters here:
        A call that one engine takes and the other rejects works until the flag is switched.

    Example:
        ```python
        controller.build_rd_prompt("context", True)
        ```

    Use instead:
        The parameters that the protocol has: `build_rd_prompt(context='')`.

    Fix safety:
        There is no automatic fix.
    """

    code = "ML204"
    name = "protocol-signature"
    valid = (
        Valid(
            "every way that the signature allows",
            {
                "example.py": (
                    "from af_engine import RDMissionController\n"
                    "c = RDMissionController()\n"
                    "c.build_rd_prompt()\n"
                    "c.build_rd_prompt(context='x')\n"
                    "c.process_response(*given())\n"
                    "c.update_stage(**given())\n"
                )
            },
        ),
        Valid(
            "a subclass says what its constructor takes",
            {
                "af_engine_legacy.py": "class RDMissionController:\n    def __init__(self): ...\n",
                "af_engine/__init__.py": "",
                "af_engine/orchestrator.py": "class StageOrchestrator:\n    ...\n",
                "example.py": (
                    "from af_engine import RDMissionController\n"
                    "class Mine(RDMissionController):\n"
                    "    def __init__(self, path):\n"
                    "        super().__init__()\n"
                    "RDMissionController()\n"
                    "Mine('m.json')\n"
                ),
            },
        ),
        Valid(
            "an entry that is a function takes what it says itself",
            {
                "af_engine_legacy.py": (
                    "class RDMissionController:\n    def __init__(self, path): ...\n"
                ),
                "af_engine/__init__.py": (
                    "def RDMissionController():\n"
                    "    from af_engine_legacy import RDMissionController as made\n"
                    "    return made('m.json')\n"
                ),
                "example.py": "import af_engine\naf_engine.RDMissionController()\n",
            },
        ),
    )
    invalid = (
        Invalid(
            "an argument is missing",
            {
                "example.py": (
                    "from af_engine import RDMissionController\n"
                    "RDMissionController().process_response()\n"
                )
            },
            at=("example.py:2:23",),
            message="the protocol rejects this call of `process_response`: it needs `response`",
        ),
        Invalid(
            "one positional argument too many, by another name",
            {
                "example.py": (
                    "from af_engine import RDMissionController\n"
                    "prompt = RDMissionController().build_rd_prompt\n"
                    "prompt('context', True)\n"
                )
            },
            at=("example.py:3:1",),
            message="the protocol rejects this call of `build_rd_prompt`: "
            "it takes at most 1 positional, 2 given",
        ),
        Invalid(
            "a keyword that one engine names otherwise",
            {
                "af_engine/__init__.py": "",
                "af_engine/orchestrator.py": (
                    "class StageOrchestrator:\n    def update_stage(self, stage): ...\n"
                ),
                "example.py": (
                    "from af_engine import RDMissionController\n"
                    "RDMissionController().update_stage(new_stage='PLANNING')\n"
                ),
            },
            at=("example.py:2:23",),
            message="modular rejects this call of `update_stage`: it has no parameter `new_stage`",
        ),
        Invalid(
            "a constructor that one engine does not have",
            {
                "af_engine_legacy.py": "class RDMissionController:\n    def __init__(self): ...\n",
                "af_engine/__init__.py": "",
                "af_engine/orchestrator.py": (
                    "class StageOrchestrator:\n    def __init__(self, mission_path=None): ...\n"
                ),
                "example.py": (
                    "from af_engine import RDMissionController\n"
                    "RDMissionController(mission_path='m.json')\n"
                ),
            },
            at=("example.py:2:1",),
            message="legacy rejects this way to make a controller: "
            "it has no parameter `mission_path`",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield the calls that somebody rejects."""
        for fact in facts.of(ProtocolCallFact):
            who, problem = fact.problems[0]
            what = "way to make a controller" if fact.member == CONSTRUCTOR else ""
            what = what or f"call of `{fact.member}`"
            message = f"{who} rejects this {what}: it {problem}"
            yield Finding(fact.span, message, fact.member, fact.scope, fact.steps)
