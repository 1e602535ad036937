"""ML303."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from migration_lint.diagnostic import Finding, Severity
from migration_lint.facts import Facts
from migration_lint.flow.recording.facts import CallFact
from migration_lint.naming.flag import turns_off, yes_means
from migration_lint.naming.flag_defaults import (
    annotated_off,
    caught_defaults,
    false_defaults,
    fields_off,
)
from migration_lint.naming.flag_expressions import verdicts
from migration_lint.naming.flag_presence import presence_tests
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid

# A finding about a default has the flag and one of these as its symbol.
_FALSE_DEFAULT, _TRUE_DEFAULT = " default", " true default"


class FlagParsingDiffers(Rule):
    """A reading of the flag that does not agree with the truth table, or with its phase's default.

    What it does:
        Follows what code does with the flag's text and tries it on every value of `flag_values`,
        in both cases. Reports a reading that takes one of them for the other engine, and a value
        that is tested as it is: any text but the empty one is true. Several conditions of one
        function are one decision. A function that is given the variable's name is judged where
        the flag is named to it.

        Reports defaults too. A false default is a note until phase 3, where the plan has it, and
        an error in phase 4. A true default in a bridge, which decides for everybody, is a warning
        until phase 3.

    Why it matters here:
        With `USE_MODULAR_ENGINE=1` a dashboard that compares with `"true"` shows the legacy
        engine while the package runs the modular one. Two readings are two opinions.

    Example:
        ```python
        modular = os.environ.get("USE_MODULAR_ENGINE", "true") == "true"
        ```

    Use instead:
        ```python
        modular = os.environ.get("USE_MODULAR_ENGINE", "true").lower() in ("true", "1", "yes")
        ```

    Fix safety:
        The fix compares what is read with the whole truth table, in either case of letters; a
        default stays. It is unsafe: values that were taken for the other engine change theirs.
        Taking the value from the entry's package is better than a second reading, and where that
        is possible is not to be seen from here.
    """

    code = "ML303"
    name = "flag-parsing-differs"
    severities: ClassVar[Mapping[int, Severity]] = MappingProxyType(
        {1: Severity.WARNING, 2: Severity.WARNING, 3: Severity.ERROR, 4: Severity.ERROR}
    )
    valid = (
        Valid(
            "the package's own way",
            {
                "example.py": "import os\nNEW = os.environ.get('USE_MODULAR_ENGINE', 'true')"
                ".lower() in ('true', '1', 'yes')\n"
            },
        ),
        Valid(
            "its opposite",
            {
                "example.py": "import os\nOLD = os.getenv('USE_MODULAR_ENGINE', 'true')"
                ".lower() not in ['true', '1', 'yes']\n"
            },
        ),
        Valid(
            "another variable",
            {"example.py": "import os\nA = os.environ.get('DEBUG', 'false') == 'true'\n"},
        ),
        Valid(
            "the text itself", {"example.py": "import os\nprint(os.getenv('USE_MODULAR_ENGINE'))\n"}
        ),
    )
    invalid = (
        Invalid(
            "one value only",
            {
                "example.py": "import os\n"
                'NEW = os.environ.get("USE_MODULAR_ENGINE", "true") == "true"\n'
            },
            at=("example.py:2:22",),
            message="this takes `USE_MODULAR_ENGINE=TRUE` for the other engine than `flag_values` "
            "does; read it as the entry does, or take it from there",
            fixed={
                "example.py": "import os\n"
                'NEW = os.environ.get("USE_MODULAR_ENGINE", "true").lower() '
                'in ("true", "1", "yes")\n'
            },
        ),
        Invalid(
            "without a default, and for the other engine",
            {
                "example.py": "import os\n"
                'OLD = os.getenv("USE_MODULAR_ENGINE").upper() == "FALSE"\n'
                'NEW = os.environ["USE_MODULAR_ENGINE"] != "0"\n'
            },
            at=("example.py:2:17", "example.py:3:18"),
            message="this takes `USE_MODULAR_ENGINE=TRUE` for the other engine than `flag_values` "
            "does; read it as the entry does, or take it from there",
            fixed={
                "example.py": 'import os\nOLD = os.getenv("USE_MODULAR_ENGINE", "true").lower() '
                'not in ("true", "1", "yes")\n'
                'NEW = os.environ["USE_MODULAR_ENGINE"].lower() in ("true", "1", "yes")\n'
            },
        ),
        Invalid(
            "the other way round, and by a function of its own",
            {
                "example.py": "import os\n"
                'NEW = "true" == os.environ.get("USE_MODULAR_ENGINE", "true")\n\n\n'
                "def is_on(name):\n"
                '    return os.environ.get(name, "true") == "true"\n\n\n'
                'NEW = is_on("USE_MODULAR_ENGINE")\n'
            },
            at=("example.py:2:32", "example.py:9:13"),
            message="this takes `USE_MODULAR_ENGINE=TRUE` for the other engine than `flag_values` "
            "does; read it as the entry does, or take it from there",
        ),
        Invalid(
            "the truth of a text",
            {
                "example.py": "import os\n"
                'if os.environ.get("USE_MODULAR_ENGINE", "true"):\n    pass\n'
            },
            at=("example.py:2:19",),
            message="this takes `USE_MODULAR_ENGINE=FALSE` for the other engine than `flag_values` "
            "does; read it as the entry does, or take it from there",
        ),
        Invalid(
            "in two steps",
            {
                "example.py": 'import os\nTEXT = os.getenv("USE_MODULAR_ENGINE", "true")\n'
                "NEW = bool(TEXT)\n"
            },
            at=("example.py:3:7",),
            message="this takes `USE_MODULAR_ENGINE=FALSE` for the other engine than `flag_values` "
            "does; read it as the entry does, or take it from there",
        ),
        Invalid(
            "a false default",
            {
                "example.py": 'import os\nNEW = os.getenv("USE_MODULAR_ENGINE", "false").lower() '
                'in ("true", "1", "yes")\n'
            },
            at=("example.py:2:17",),
            message="the default of `USE_MODULAR_ENGINE` is `false` here, which keeps the control "
            "engine (legacy); phase 4 wants `true`",
        ),
        Invalid(
            "a bridge, which others are to read it like",
            {
                "af_engine/__init__.py": "import os\nUSE_MODULAR_ENGINE = os.environ.get("
                "'USE_MODULAR_ENGINE') == 'true'\n"
            },
            at=("af_engine/__init__.py:2:37",),
            message="this takes `USE_MODULAR_ENGINE=TRUE` for the other engine than `flag_values` "
            "does; compare it in lower case with the values that stand there",
        ),
        Invalid(
            "a bridge that is ahead of the plan",
            {
                "af_engine/__init__.py": "import os\nUSE_MODULAR_ENGINE = os.environ.get("
                "'USE_MODULAR_ENGINE', 'true').lower() in ('true', '1', 'yes')\n"
            },
            at=("af_engine/__init__.py:2:37",),
            message="the default of `USE_MODULAR_ENGINE` is `true` here, but phase 1 starts with "
            "`false`; set the phase or the default right",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield at most one finding of a kind for each expression."""
        seen = set()
        for finding in self._found(facts, context):
            if (finding.span, finding.symbol) not in seen:
                seen.add((finding.span, finding.symbol))
                yield finding

    def _found(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        settings = context.project.settings
        for span, scope in presence_tests(facts, settings):
            values = settings.flag_values
            absent = values.true[0] if yes_means(settings) is False else values.false[0]
            message = _misread(absent, context)
            yield Finding(span, message, settings.flag, scope)
        yield from _other_readers(facts, context)
        may_mend = not context.is_bridge and context.origin == "file"
        for one in verdicts(facts, settings, may_mend=may_mend):
            if one.misread is not None:
                message = _misread(one.misread, context)
                yield Finding(one.span, message, settings.flag, one.scope, fixable=one.fixable)
            for message, which in _of_defaults(one.defaults, context):
                yield Finding(one.span, message, settings.flag + which, one.scope)

    def severity(self, finding: Finding, context: RuleContext) -> Severity:
        """A default is judged by the phase: it is the plan that changes."""
        if finding.symbol.endswith(_TRUE_DEFAULT):
            return Severity.WARNING
        if finding.symbol.endswith(_FALSE_DEFAULT):
            return Severity.ERROR if context.phase == 4 else Severity.NOTE
        return super().severity(finding, context)


def _misread(value: str, context: RuleContext) -> str:
    advice = "read it as the entry does, or take it from there"
    if context.is_bridge:  # which others are to read it like
        advice = "compare it in lower case with the values that stand there"
    setting = f"{context.project.settings.flag}={value}"
    return f"this takes `{setting}` for the other engine than `flag_values` does; {advice}"


def _of_defaults(defaults: Sequence[object], context: RuleContext) -> Iterator[tuple[str, str]]:
    """What is wrong with a default, and which kind of default it is."""
    settings = context.project.settings
    false = [default for default in defaults if turns_off(default, settings)]
    if false:
        yield _false_default(false[0], context), _FALSE_DEFAULT
    elif defaults and context.is_bridge and context.phase < 4:
        message = (
            f"the default of `{settings.flag}` is `{defaults[0]}` here, but phase {context.phase} "
            f"starts with `{settings.flag_values.false[0]}`; set the phase or the default right"
        )
        yield message, _TRUE_DEFAULT


def _false_default(default: object, context: RuleContext) -> str:
    settings = context.project.settings
    return (
        f"the default of `{settings.flag}` is `{default}` here, which keeps the control "
        f"engine ({settings.control}); phase 4 wants `{settings.flag_values.true[0]}`"
    )


def _other_readers(facts: Facts, context: RuleContext) -> Iterator[Finding]:
    """`config(FLAG, default=False)`: settings libraries have a truth table of their own."""
    settings = context.project.settings
    symbol = settings.flag + _FALSE_DEFAULT
    for defaults in (fields_off, annotated_off, caught_defaults):
        for span, scope, default in defaults(facts, settings):
            yield Finding(span, _false_default(default, context), symbol, scope)
    for call in facts.of(CallFact):
        for span, default in false_defaults(call, settings):
            yield Finding(span, _false_default(default, context), symbol, call.scope)
