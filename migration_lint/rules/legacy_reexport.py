"""ML105."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lint.diagnostic import Finding, Span
from migration_lint.facts import Facts
from migration_lint.flow.domain.values import ControllerClass, Module, Symbol, Values
from migration_lint.flow.recording.facts import AttributeFact, ImportFact
from migration_lint.naming.legacy_names import LegacyNames
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid


class LegacyReexport(Rule):
    """A name of the legacy module that arrives through another module.

    What it does:
        Follows imports from file to file, star imports and cycles included, and reports where a
        module takes something that another module had from the legacy one. What comes out of a
        bridge is left alone: handing names on is its task.

        An error in every phase; in a bridge a note until phase 4.

    Why it matters here:
        The file names no legacy module, so a search finds nothing in it; it breaks in phase 4
        together with the module between.

    Example:
        ```python
        from helpers import STAGES  # helpers: from af_engine_legacy import STAGES
        ```

    Use instead:
        ```python
        from af_engine import STAGES
        ```

    Fix safety:
        There is no automatic fix: the module between is the place to mend.
    """

    code = "ML105"
    name = "legacy-reexport"
    spares_legacy = True
    bridge_may = True
    valid = (
        Valid(
            "a name of the module's own",
            {
                "helpers.py": "from af_engine_legacy import STAGES\nSIZE = 3\n",
                "user.py": "from helpers import SIZE\n",
            },
        ),
        Valid(
            "through the bridge",
            {
                "af_engine/__init__.py": "from af_engine_legacy import load_mission\n",
                "user.py": "from af_engine import load_mission\nfrom af_engine import *\n",
            },
        ),
        Valid(
            "a star that leaves it out",
            {
                "helpers.py": "from af_engine_legacy import STAGES\n__all__ = ['SIZE']\nSIZE = 3\n",
                "user.py": "from helpers import *\n",
            },
        ),
        Valid(
            "a name that is either engine's, as the flag says",
            {
                "switch.py": "from af_engine import USE_MODULAR_ENGINE\n"
                "if USE_MODULAR_ENGINE:\n"
                "    from af_engine.orchestrator import StageOrchestrator as Controller\n"
                "else:\n"
                "    from af_engine_legacy import RDMissionController as Controller\n",
                "user.py": "from switch import Controller\nimport switch\nswitch.Controller()\n",
            },
        ),
        Valid(
            "stars in a circle",
            {"a.py": "from b import *\n", "b.py": "from a import *\nimport af_engine\n"},
        ),
    )
    invalid = (
        Invalid(
            "a name and the module itself",
            {
                "helpers.py": "import af_engine_legacy\nfrom af_engine_legacy import STAGES\n",
                "user.py": "from helpers import STAGES\nimport helpers\n"
                "print(helpers.af_engine_legacy)\n",
            },
            at=("user.py:1:21", "user.py:3:15"),
            message="`STAGES` comes from `af_engine_legacy` by way of `helpers` and is gone in "
            "phase 4; take it from `af_engine`",
        ),
        Invalid(
            "through two modules and a star",
            {
                "first.py": "from af_engine_legacy import STAGES\n",
                "second.py": "from first import *\n",
                "user.py": "from second import STAGES as ALL\n",
            },
            at=("second.py:1:19", "user.py:1:20"),
            message="`*` comes from `af_engine_legacy` by way of `first` and is gone in "
            "phase 4; take it from `af_engine`",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield imported names and attributes of modules."""
        names = context.names
        for span, scope, name, symbol, way in _arrivals(facts, names):
            message = (
                f"`{name}` comes from `{symbol}` by way of `{way}` and is gone in phase 4; "
                f"take it from `{names.instead}`"
            )
            yield Finding(span, message, symbol, scope)


def _arrivals(facts: Facts, names: LegacyNames) -> Iterator[tuple[Span, str, str, str, str]]:
    for imported in facts.of(ImportFact):
        if imported.name is None or names.module(imported.module):
            continue
        symbol = _origin(imported.values, names)
        is_module = imported.target.endswith(f".{symbol}")  # the module itself: ML101
        if symbol and not is_module and not names.module(imported.target):
            name = imported.name or ""
            yield imported.name_span, imported.scope, name, symbol, imported.module
    for attribute in facts.of(AttributeFact):
        modules = [value.name for value in attribute.base if isinstance(value, Module)]
        symbol = _origin(attribute.value, names)
        if (
            symbol
            and modules
            and attribute.access == "load"
            and not any(map(names.module, modules))
        ):
            yield attribute.span, attribute.scope, attribute.attribute, symbol, modules[0]


def _origin(values: Values, names: LegacyNames) -> str | None:
    """The legacy module that a value was taken from; None where it may be the other engine's."""
    classes = [value for value in values if isinstance(value, ControllerClass)]
    if not all(names.module(value.name) for value in classes):
        return None
    for value in values:
        if isinstance(value, (Module, Symbol, ControllerClass)):
            symbol = names.module(value.name)
            if symbol:
                return symbol
    return None
