"""ML304."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from migration_lint.diagnostic import Finding, Severity
from migration_lint.facts import Facts
from migration_lint.flow.domain.values import Reading, Values, strings
from migration_lint.flow.recording.facts import BranchFact, CallFact
from migration_lint.naming.flag_code import asks_flag
from migration_lint.naming.flag_reading import (
    compares_with_unknown,
    has_default,
    only_asks_presence,
    only_validates,
    value_when_on,
)
from migration_lint.regex import regex
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid

_FOLDED = frozenset({"if", "conditional"})
_GIVEN_CODE = frozenset({"skipif", "xfail"})  # pytest evaluates a condition that is a text
_SKIPS = regex(r"(?:.*\.)?(?:skipif|skipIf|skipUnless|xfail)")


class FlagBranch(Rule):
    """A branch on the flag.

    What it does:
        Reports conditions that depend on the flag: `if`, `while`, `assert`, conditional
        expressions, `match` and marks that skip a test, whether the flag is read there, taken
        from the package, or kept under its name by settings (`settings.USE_MODULAR_ENGINE`,
        `config["use_modular_engine"]`).

        A note until phase 3 and a warning in it; an error in phase 4. In a bridge a note until
        phase 4: choosing is its task.

    Why it matters here:
        The flag is to choose the engine in one place. Every other branch is a second difference
        between the two runs, and code that is dead after phase 4.

    Example:
        ```python
        if not af_engine.USE_MODULAR_ENGINE:
            show_old_stages()
        ```

    Use instead:
        Ask the controller for what differs, and let the entry (`af_engine`) choose the engine.

    Fix safety:
        In phase 4 the fix takes the flag for true: the branch that is taken stays, the other one
        and the imports that only it needed go, with the comments right above it. It is unsafe: it
        cannot be undone by the flag.
    """

    code = "ML304"
    name = "flag-branch"
    bridge_may = True
    severities: ClassVar[Mapping[int, Severity]] = MappingProxyType(
        {1: Severity.NOTE, 2: Severity.NOTE, 3: Severity.WARNING, 4: Severity.ERROR}
    )
    valid = (
        Valid("another flag", {"example.py": "import af_engine\nif af_engine.DEBUG:\n    pass\n"}),
        Valid(
            "a value passed on",
            {"example.py": "import af_engine\nprint(af_engine.USE_MODULAR_ENGINE)\n"},
        ),
    )
    invalid = (
        Invalid(
            "every kind of condition in phase 4",
            {
                "example.py": "import json\nimport os\nfrom af_engine import USE_MODULAR_ENGINE\n\n"
                "# choose\nif USE_MODULAR_ENGINE:\n    a = 1  # new\n"
                "else:\n    a = json.loads('0')\n"
                "if not USE_MODULAR_ENGINE: a = 2\n"
                "if a:\n    pass\nelif USE_MODULAR_ENGINE and a == 0:\n    a = 3\n"
                "elif not USE_MODULAR_ENGINE:\n    a = 4\nelse:\n    a = 5\n"
                "b = (1 if not USE_MODULAR_ENGINE else a + 1) * 2\n"
                'if os.getenv("USE_MODULAR_ENGINE", "true").lower() in ("true", "1", "yes"):\n'
                "    b = 3\n# -- end --\n\n# old\nif not USE_MODULAR_ENGINE:\n    b = 4\n"
            },
            at=(
                "example.py:6:4",
                "example.py:10:8",
                "example.py:13:6",
                "example.py:15:10",
                "example.py:19:15",
                "example.py:20:4",
                "example.py:25:8",
            ),
            message="this branches on `USE_MODULAR_ENGINE`, which is gone after phase 4; "
            "let the entry choose the engine",
            fixed={
                "example.py": "\n# choose\na = 1  # new\n"
                "if a:\n    pass\nelif a == 0:\n    a = 3\nelse:\n    a = 5\n"
                "b = (a + 1) * 2\nb = 3\n# -- end --\n\n"
            },
            phase=4,
        ),
        Invalid(
            "a statement",
            {"example.py": "import af_engine\nif not af_engine.USE_MODULAR_ENGINE:\n    pass\n"},
            at=("example.py:2:18",),
            message="this branches on `USE_MODULAR_ENGINE`, which is gone after phase 4; "
            "let the entry choose the engine",
        ),
        Invalid(
            "an expression and an assertion",
            {
                "example.py": "from af_engine import USE_MODULAR_ENGINE as NEW\n"
                'NAME = "modular" if NEW else "legacy"\nassert NEW\n'
            },
            at=("example.py:2:21", "example.py:3:8"),
            message="this branches on `USE_MODULAR_ENGINE`, which is gone after phase 4; "
            "let the entry choose the engine",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield each operand of a condition that depends on the flag."""
        flag = context.project.settings.flag
        message = (
            f"this branches on `{flag}`, which is gone after phase 4; "
            "let the entry choose the engine"
        )
        for branch in facts.of(BranchFact):
            if branch.case:
                continue  # of a function that reads the flag: who asks it branches
            if branch.kind == "short circuit" and not _is_attribute(branch.test):
                continue  # of the text `or` gives a default and `and` a part of its meaning
            if _is_read(branch.test, context, branch.kind):
                fixable = context.phase == 4 and _folds(branch, context)
                yield Finding(branch.span, message, flag, branch.scope, fixable=fixable)
        for call in facts.of(CallFact):
            if any(map(_SKIPS.fullmatch, call.names)):
                for argument in call.arguments:
                    is_code = call.called in _GIVEN_CODE and argument.keyword != "reason"
                    given = strings(argument.values) if is_code else ()
                    asked = any(asks_flag(text, flag) for text in given)
                    if asked or _is_read(argument.values, context):
                        yield Finding(argument.span, message, flag, call.scope)


def _is_attribute(values: Values) -> bool:
    """Whether the flag is taken from the module that has read it."""
    return any(isinstance(value, Reading) and value.source == "attribute" for value in values)


def _folds(branch: BranchFact, context: RuleContext) -> bool:
    """Whether the condition is known to be true once the flag is."""
    readings = [value for value in branch.test if isinstance(value, Reading)]
    on = {value_when_on(reading, context.project.settings) for reading in readings}
    return branch.kind in _FOLDED and len(readings) == len(branch.test) and on == {True}


def _is_read(values: Values, context: RuleContext, kind: str = "") -> bool:
    """Whether the flag decides something here, in a branch of some kind."""
    readings = [value for value in values if isinstance(value, Reading)]
    return any(not _only_asks(one, context, kind) for one in readings)


def _only_asks(reading: Reading, context: RuleContext, kind: str) -> bool:
    """Whether it is set at all, or to a value that is one; what a test asserts of its own doing."""
    if only_asks_presence(reading) or only_validates(reading, context.project.settings):
        return True
    if reading.source == "settings":
        return kind == "assert" or compares_with_unknown(reading)
    if reading.source != "environment":
        return False
    is_bare = not reading.operations and not has_default(reading)
    return kind == "assert" or (is_bare and kind != "match")
