"""ML207."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import ClassVar

from migration_lint.diagnostic import Finding, Severity
from migration_lint.facts import Facts
from migration_lint.flow.domain.values import ControllerClass, Module, Symbol, Values
from migration_lint.flow.recording.facts import AttributeFact, ImportFact
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid


class PinnedEngine(Rule):
    """A test that takes one engine's controller directly, past the flag.

    What it does:
        Reports where a test, or what tests share (`conftest.py`, anything in a folder `tests`),
        imports the controller of one engine from that engine's own module.

        A warning until phase 3, an error in phase 4 where it is the control engine's.

    Why it matters here:
        Such a test runs the same engine whatever the flag says. Run with the other engine it still
        passes, and is counted as proof of something it never touched. On AtlasForge nearly all
        tests that exercise an engine are of this kind.

    Example:
        ```python
        from af_engine.orchestrator import StageOrchestrator
        ```

    Use instead:
        ```python
        from af_engine import RDMissionController  # or the `engine` fixture of `--engines`
        ```

    Fix safety:
        The fix imports the entry under the name that the test uses. It is unsafe: under the other
        engine the test then runs that engine, as it should, and may fail.
    """

    code = "ML207"
    name = "pinned-engine"
    severities: ClassVar[Mapping[int, Severity]] = MappingProxyType(
        dict.fromkeys((1, 2, 3, 4), Severity.WARNING)
    )
    valid = (
        Valid("the entry", {"tests/test_a.py": "from af_engine import RDMissionController\n"}),
        Valid(
            "code of the product",
            {"factory.py": "from af_engine.orchestrator import StageOrchestrator\n"},
        ),
        Valid("another class", {"test_a.py": "from af_engine.orchestrator import Stage\n"}),
    )
    invalid = (
        Invalid(
            "the candidate's",
            {"tests/test_a.py": "from af_engine.orchestrator import StageOrchestrator\n"},
            at=("tests/test_a.py:1:36",),
            message="this test takes `StageOrchestrator` of the engine modular, whatever the flag "
            "says; take `RDMissionController` from `af_engine`",
            fixed={
                "tests/test_a.py": "from af_engine import "
                "RDMissionController as StageOrchestrator\n"
            },
        ),
        Invalid(
            "under an alias, in a function",
            {
                "test_a.py": "def test_a():\n"
                "    from af_engine.orchestrator import StageOrchestrator as Engine\n"
            },
            at=("test_a.py:2:40",),
            message="this test takes `StageOrchestrator` of the engine modular, whatever the flag "
            "says; take `RDMissionController` from `af_engine`",
            fixed={
                "test_a.py": "def test_a():\n"
                "    from af_engine import RDMissionController as Engine\n"
            },
        ),
        Invalid(
            "as an attribute of its module",
            {
                "test_a.py": "import af_engine.orchestrator\n"
                "CLASS = af_engine.orchestrator.StageOrchestrator\n"
            },
            at=("test_a.py:2:32",),
            message="this test takes `StageOrchestrator` of the engine modular, whatever the flag "
            "says; take `RDMissionController` from `af_engine`",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield imports and attributes."""
        settings = context.project.settings
        if not settings.entry or not _is_test(facts.path) or context.origin != "file":
            return
        module, _, entry = settings.entry.partition(":")
        what = f"whatever the flag says; take `{entry}` from `{module}`"
        own = {
            engine.controller.replace(":", ".")
            for engine in settings.engines.values()
            if engine.controller
        }
        for imported in facts.of(ImportFact):
            engine = _pinned(imported.values)
            if imported.name and engine and imported.target in own:
                message = f"this test takes `{imported.name}` of the engine {engine}, {what}"
                yield Finding(
                    imported.name_span, message, imported.target, imported.scope, fixable=True
                )
        for attribute in facts.of(AttributeFact):
            engine = _pinned(attribute.value)
            of_module = any(isinstance(value, (Module, Symbol)) for value in attribute.base)
            if engine and of_module and attribute.access == "load":
                message = f"this test takes `{attribute.attribute}` of the engine {engine}, {what}"
                yield Finding(attribute.span, message, attribute.attribute, attribute.scope)

    def severity(self, finding: Finding, context: RuleContext) -> Severity:
        """What pins the control engine cannot run in phase 4."""
        settings = context.project.settings
        control = settings.engines[settings.control].controller or ""
        if context.phase == 4 and finding.symbol == control.replace(":", "."):
            return Severity.ERROR
        return super().severity(finding, context)


def _is_test(path: str) -> bool:
    pure = PurePosixPath(path)
    is_test = pure.name.startswith("test_") or pure.stem.endswith("_test")
    return is_test or pure.name == "conftest.py" or "tests" in pure.parts or "test" in pure.parts


def _pinned(values: Values) -> str | None:
    """The one engine whose controller's class this is, taken from the engine's own module."""
    engines = {
        next(iter(value.engines))
        for value in values
        if isinstance(value, ControllerClass) and len(value.engines) == 1 and not value.subclass
    }
    return engines.pop() if len(engines) == 1 else None
