"""ML202."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lint.diagnostic import Finding
from migration_lint.facts import Facts
from migration_lint.flow.surfaces.standing import Standing, one_sided
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid

_ENGINES = {
    "af_engine/__init__.py": "",
    "af_engine/orchestrator.py": (
        "class StageOrchestrator:\n"
        "    def update_stage(self, new_stage): ...\n"
        "    def shared(self): ...\n"
    ),
    "af_engine_legacy.py": (
        "class RDMissionController:\n"
        "    def update_stage(self, new_stage): ...\n"
        "    def rewind(self): ...\n"
    ),
}


class ControlOnlyApi(Rule):
    """A member that only the control's controller has.

    What it does:
        Compares the members that code uses of a controller with the surfaces of both engines,
        read from their source, and reports those that only the control has. So are special
        methods that syntax asks for: `with`, `for`, `in`, subscripts and `len()`. A
        member of the protocol counts as long as it is not given to the other engine. What
        a bridge does to set up an engine that it takes by itself is left alone.

    Why it matters here:
        With the candidate the code fails with an AttributeError, or, where it writes, goes on
        quietly with a value that nothing reads: it breaks the rollout.

    Example:
        ```python
        controller = RDMissionController()
        controller.rewind()  # only the control has `rewind`
        ```

    Use instead:
        A method of the protocol, or a member that both engines have and that the protocol is
        extended by. `migration-lint surface` shows both surfaces side by side.

    Fix safety:
        There is no automatic fix.
    """

    code = "ML202"
    name = "control-only-api"
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
            "a member of the control alone",
            {
                **_ENGINES,
                "example.py": (
                    "from af_engine import RDMissionController\nRDMissionController().rewind()\n"
                ),
            },
            at=("example.py:2:23",),
            message="only the control engine, legacy, has `rewind`: this breaks the rollout; "
            "use what modular has too",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield the members that the candidate lacks."""
        yield from one_sided(facts, context.project, Standing.CONTROL_ONLY)
