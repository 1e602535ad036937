"""ML301."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from migration_lint.diagnostic import Finding, Severity, Span
from migration_lint.facts import Facts
from migration_lint.flow.domain.holders import Attributes
from migration_lint.flow.domain.values import Values, constants, strings
from migration_lint.flow.recording.facts import (
    AssignFact,
    AttributeFact,
    CallFact,
    Operand,
    SubscriptFact,
)
from migration_lint.naming.environments import makes_data, plain_data
from migration_lint.naming.executed import off_in_call
from migration_lint.naming.flag import turns_off
from migration_lint.naming.statements import constant_assignments
from migration_lint.project import Settings
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid


class FlagHardCoded(Rule):
    """The flag's variable set to a false value by code.

    What it does:
        Reports a variable or attribute with the flag's name that is given a value for the control
        engine: by assignment, `setattr`, `monkeypatch.setattr`, `mock.patch`, as a default.

        A warning in phases 1 and 2, an error from phase 3 on; a note in a bridge until phase 4,
        where falling back is the bridge's decision.

    Why it matters here:
        It overrides the environment for the whole process: the run looks as if it followed the
        rollout and does not. The plan allows it as an emergency rollback, which has to be undone.

    Example:
        ```python
        USE_MODULAR_ENGINE = False
        ```

    Use instead:
        ```python
        USE_MODULAR_ENGINE = os.environ.get("USE_MODULAR_ENGINE", "true").lower() in (
            "true", "1", "yes"
        )
        ```

    Fix safety:
        The fix lets a constant at module level be read from the environment, with the default of
        the phase. It is unsafe: whether the rollback that the constant stood for is over, you
        know. Attributes and patches are left for you.
    """

    code = "ML301"
    name = "flag-hard-coded"
    bridge_may = True
    severities: ClassVar[Mapping[int, Severity]] = MappingProxyType(
        {1: Severity.WARNING, 2: Severity.WARNING, 3: Severity.ERROR, 4: Severity.ERROR}
    )
    valid = (
        Valid("a true value", {"example.py": "USE_MODULAR_ENGINE = True\n"}),
        Valid("another name", {"example.py": "USE_OLD_ENGINE = False\n"}),
        Valid("an annotation only", {"example.py": "USE_MODULAR_ENGINE: bool\n"}),
        Valid(
            "a patch to true",
            {
                "example.py": "def test_a(monkeypatch):\n"
                '    monkeypatch.setattr("af_engine.USE_MODULAR_ENGINE", True)\n'
            },
        ),
    )
    invalid = (
        Invalid(
            "a variable",
            {"example.py": "USE_MODULAR_ENGINE = False  # for now\n"},
            at=("example.py:1:1",),
            message="`USE_MODULAR_ENGINE` is set to `False` by code, which keeps the control "
            "engine (legacy) whatever the environment says; read the environment",
            fixed={
                "example.py": "import os\nUSE_MODULAR_ENGINE = os.environ.get("
                '"USE_MODULAR_ENGINE", "false").lower() in ("true", "1", "yes")  # for now\n'
            },
        ),
        Invalid(
            "an attribute of the package",
            {"example.py": "import af_engine\naf_engine.USE_MODULAR_ENGINE = 0\n"},
            at=("example.py:2:11",),
            message="`USE_MODULAR_ENGINE` is set to `0` by code, which keeps the control "
            "engine (legacy) whatever the environment says; read the environment",
        ),
        Invalid(
            "patches",
            {
                "example.py": "from unittest.mock import patch\nimport af_engine\n\n\n"
                '@patch("af_engine.USE_MODULAR_ENGINE", False)\ndef test_a(monkeypatch):\n'
                '    monkeypatch.setattr(af_engine, "USE_MODULAR_ENGINE", False)\n'
            },
            at=("example.py:5:8", "example.py:7:36"),
            message="`USE_MODULAR_ENGINE` is set to `False` by code, which keeps the control "
            "engine (legacy) whatever the environment says; read the environment",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield each place once."""
        settings = context.project.settings
        seen = set()
        constant = set(constant_assignments(facts)) if context.origin == "file" else set()
        for span, scope, value in _settings_made(facts, settings):
            if span not in seen:
                seen.add(span)
                message = (
                    f"`{settings.flag}` is set to `{value!r}` by code, which keeps the control "
                    f"engine ({settings.control}) whatever the environment says; "
                    "read the environment"
                )
                fixable = (span.line, span.column) in constant
                yield Finding(span, message, settings.flag, scope, fixable=fixable)


def _assigned(facts: Facts, settings: Settings) -> Iterator[tuple[Span, str, object]]:
    """A name, an attribute or a key of a module's names that is given a value."""
    for assigned in facts.of(AssignFact):
        off = off_value(assigned.value.values, settings)
        if assigned.target == settings.flag and off:
            yield assigned.span, assigned.scope, off[0]
    for attribute in facts.of(AttributeFact):
        off = off_value(attribute.value, settings)
        if attribute.attribute == settings.flag and attribute.access == "store" and off:
            yield attribute.span, attribute.scope, off[0]
    for subscript in facts.of(SubscriptFact):
        off = off_value(subscript.value, settings)
        named = settings.flag in strings(subscript.key.values)
        if off and named and subscript.access == "store" and is_namespace(subscript.base):
            yield subscript.key.span, subscript.scope, off[0]


def _settings_made(facts: Facts, settings: Settings) -> Iterator[tuple[Span, str, object]]:
    yield from _assigned(facts, settings)
    data = plain_data(facts, settings.flag)
    for call in facts.of(CallFact):
        for operand, value in () if makes_data(call, data) else _patched(call, settings):
            yield operand.span, call.scope, value
        for span, off in off_in_call(call, settings):
            if off.is_variable:
                yield span, call.scope, off.value


def _patched(call: CallFact, settings: Settings) -> Iterator[tuple[Operand, object]]:
    """A target as text followed by its new value: `patch("module.FLAG", False)`."""
    for target, value in zip(call.arguments, call.arguments[1:], strict=False):
        by_name = call.called in _BY_NAME or (
            call.called in _PUTS_ITEM and is_namespace(call.arguments[0].values)
        )
        dotted = [
            text
            for text in strings(target.values)
            if _is_target(text, settings.flag) or (by_name and text == settings.flag)
        ]
        off = off_value(value.values, settings)
        if dotted and off and value.keyword in {None, "new", "value", "return_value"}:
            yield target, off[0]
    for argument in call.arguments:
        off = off_value(argument.values, settings)
        is_environment = any(isinstance(value, str) for value in off)
        if argument.keyword in settings.flag_keys and off and not is_environment:
            yield argument, off[0]


# Functions that take an object and the name of what they replace on it.
_BY_NAME = frozenset({"object", "patch_object", "setattr", "__setattr__", "swap_attr"})
_PUTS_ITEM = frozenset({"setitem", "__setitem__", "setdefault"})


def is_namespace(values: Values) -> bool:
    """Whether it is the names of a module as a dict: `globals()`, `vars(module)`."""
    return any(isinstance(value, Attributes) for value in values)


def _is_target(text: str, flag: str) -> bool:
    return text.endswith(f".{flag}") and all(part.isidentifier() for part in text.split("."))


def off_value(values: Values, settings: Settings) -> list[object]:
    """The constants that an expression may be, where all that is known of it turns the flag off."""
    held = constants(values)
    return held if held and all(turns_off(value, settings) for value in held) else []
