"""ML203."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from migration_lint.diagnostic import Finding, Severity
from migration_lint.facts import Facts
from migration_lint.flow.surfaces.standing import Standing, one_sided
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid

_ENGINES = {
    "af_engine/__init__.py": "",
    "af_engine/orchestrator.py": (
        "class StageOrchestrator:\n"
        "    def update_stage(self, new_stage): ...\n"
        "    def rewind(self): ...\n"
    ),
    "af_engine_legacy.py": (
        "class RDMissionController:\n"
        "    def update_stage(self, new_stage): ...\n"
        "    def shared(self): ...\n"
    ),
}


class CandidateOnlyApi(Rule):
    """A member that only the candidate's controller has.

    What it does:
        Compares the members that code uses of a controller with the surfaces of both engines,
        read from their source, and reports those that only the candidate has. So are special
        methods that syntax asks for: `with`, `for`, `in`, subscripts and `len()`. A
        member of the protocol counts as long as it is not given to the other engine. What
        a bridge does to set up an engine that it takes by itself is left alone.

    Why it matters here:
        As long as the flag can be turned back, the code must run on the control too: it breaks
        the rollback. In phase 4 there is no way back, and the finding is a note.

    Example:
        ```python
        controller = RDMissionController()
        controller.rewind()  # only the candidate has `rewind`
        ```

    Use instead:
        A method of the protocol, or a member that both engines have and that the protocol is
        extended by. `migration-lint surface` shows both surfaces side by side.

    Fix safety:
        There is no automatic fix.
    """

    code = "ML203"
    name = "candidate-only-api"
    severities: ClassVar[Mapping[int, Severity]] = MappingProxyType(
        {1: Severity.ERROR, 2: Severity.ERROR, 3: Severity.ERROR, 4: Severity.NOTE}
    )
    valid = (
        Valid(
            "a member of the protocol",
            {
                **_ENGINES,
                "example.py": (
                    "from af_engine import RDMissionController\n"
                    "RDMissionController().update_stage('PLANNING')\n"
                ),
            },
        ),
    )
    invalid = (
        Invalid(
            "a member of the candidate alone",
            {
                **_ENGINES,
                "example.py": (
                    "from af_engine import RDMissionController\nRDMissionController().rewind()\n"
                ),
            },
            at=("example.py:2:23",),
            message="only the candidate engine, modular, has `rewind`: this breaks the rollback; "
            "use what legacy has too",
        ),
        Invalid(
            "a member of a candidate that is taken directly",
            {
                **_ENGINES,
                "example.py": (
                    "from af_engine.orchestrator import StageOrchestrator\n"
                    "StageOrchestrator().rewind()\n"
                ),
            },
            at=("example.py:2:21",),
            message="only the candidate engine, modular, has `rewind`: this breaks the rollback; "
            "use what legacy has too",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield the members that the control lacks."""
        yield from one_sided(facts, context.project, Standing.CANDIDATE_ONLY)
