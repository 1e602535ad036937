"""ML303."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from migration_lint.diagnostic import Finding, Severity, Span
from migration_lint.facts import Facts
from migration_lint.flow.domain.values import Reading
from migration_lint.flow.recording.facts import BranchFact, CallFact, ReadingFact
from migration_lint.naming.flag import turns_off
from migration_lint.naming.flag_defaults import (
    annotated_off,
    caught_defaults,
    false_defaults,
    fields_off,
)
from migration_lint.naming.flag_presence import presence_tests, scopes_that_set
from migration_lint.naming.flag_reading import (
    decides_by_case,
    disagreement,
    has_default,
    is_complete,
    is_rewritable,
    only_asks_presence,
    value_when_unset,
)
from migration_lint.naming.statements import compared_keys, removable_keys
from migration_lint.records import NamedTuple
from migration_lint.rules.base import Context, Invalid, Rule, Valid

_Place = tuple[int, int]  # line and column

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

    def check(self, facts: Facts, context: Context) -> Iterator[Finding]:
        """Yield at most one finding of a kind for each expression."""
        seen = set()
        for finding in self._found(facts, context):
            if (finding.span, finding.symbol) not in seen:
                seen.add((finding.span, finding.symbol))
                yield finding

    def _found(self, facts: Facts, context: Context) -> Iterator[Finding]:
        settings = context.project.settings
        for span, scope in presence_tests(facts, settings):
            yield Finding(
                span, _misread(settings.flag_values.false[0], context), settings.flag, scope
            )
        yield from _other_readers(facts, context)
        yield from _FileReadings.of(facts, context).findings()

    def severity(self, finding: Finding, context: Context) -> Severity:
        """A default is judged by the phase: it is the plan that changes."""
        if finding.symbol.endswith(_TRUE_DEFAULT):
            return Severity.WARNING
        if finding.symbol.endswith(_FALSE_DEFAULT):
            return Severity.ERROR if context.phase == 4 else Severity.NOTE
        return super().severity(finding, context)


class _Expression(NamedTuple):
    """An expression that depends on the flag, and is no part of another one that does.

    Attributes:
        fact: What it reads, and where.
        decides: Whether something is done to the flag in it: a name that holds what another line
            decided is judged there.
    """

    fact: ReadingFact
    decides: bool

    @property
    def by_name(self) -> bool:
        """Whether it has the flag by a name, the flag itself being named somewhere else."""
        return self.fact.key is None


class _FileReadings(NamedTuple):
    """The readings of the flag in one file, and what they are judged by.

    Attributes:
        context: What is known of the file and the project.
        expressions: Those that name the flag come first.
        conditions: The kind of each operand of a condition.
        restoring: The scopes that set the flag too; they read it to put it back.
        handed_on: What is read and made nothing of where it is named: it goes somewhere else.
        set_only: Where the flag is named to a call that gives its value to nobody.
        mendable: The names of the flag beside which the fix can put the truth table.
    """

    context: Context
    expressions: Sequence[_Expression]
    conditions: Mapping[_Place, str]
    restoring: Collection[str]
    handed_on: frozenset[Reading]
    set_only: Collection[Span]
    mendable: Collection[_Place]

    @classmethod
    def of(cls, facts: Facts, context: Context) -> _FileReadings:
        """What there is in a file."""
        expressions = _outermost(facts.of(ReadingFact))
        conditions = {
            _place(branch.span): branch.kind
            for branch in facts.of(BranchFact)
            if branch.kind != "short circuit"
        }
        has_fix = expressions and not context.is_bridge and context.origin == "file"
        return cls(
            context,
            expressions,
            conditions,
            restoring=set(scopes_that_set(facts, context.project.settings)),
            handed_on=frozenset(
                reading
                for one in expressions
                if one.by_name and not one.decides and _place(one.fact.span) not in conditions
                for reading in one.fact.readings
            ),
            set_only=set(_no_readings(facts)),
            mendable=set(compared_keys(facts)) if has_fix else set(),
        )

    def findings(self) -> Iterator[Finding]:
        """What is wrong with an expression: what it makes of the flag, or else its default."""
        told: set[tuple[object, ...]] = set()  # readings, those at another place being others
        for one in self.expressions:
            if self._kind(one) == "assert" or one.fact.case in {"case", "caller"}:
                continue  # it decides nothing, or it is said with the first case or the caller
            judged = self._judged(one)
            value = self._value_misread(one, judged)
            if value is None:
                yield from self._of_defaults(one, judged)
            elif not (one.by_name and told.issuperset(map(_identity, judged))):
                # Otherwise said where the flag is named: a function that parses it decides here.
                told.update(map(_identity, judged))
                yield self._of_value(one, judged, value)

    def _kind(self, one: _Expression) -> str | None:
        """The kind of condition that an expression is an operand of; None if it is of none."""
        return self.conditions.get(_place(one.fact.span))

    def _read(self, one: _Expression) -> list[Reading]:
        """The readings of an expression; where it is one of several cases, what tells the cases."""
        by_case = one.fact.case == "first case"
        return [it for it in one.fact.readings if not by_case or decides_by_case(it)]

    def _judged(self, one: _Expression) -> list[Reading]:
        """Those readings of an expression that decide something, and decide it here."""
        fact = one.fact
        here = one.decides or fact.case == "reader"
        judged = [it for it in self._read(one) if here or not is_complete(it)]
        is_kept = self.restoring or not self.handed_on.isdisjoint(fact.readings)
        if one.by_name and not one.decides and is_kept:
            judged = list(filter(has_default, judged))  # `if saved:` asks if it was set
        if one.by_name or (self._kind(one) is not None and fact.scope in self.restoring):
            judged = [it for it in judged if not only_asks_presence(it)]
        return judged

    def _value_misread(self, one: _Expression, judged: Iterable[Reading]) -> str | None:
        """A value of the flag that is taken for the other engine."""
        is_test = self._kind(one) is not None
        wrong = (_wrong(reading, self.context, is_test=is_test) for reading in judged)
        return next(filter(None, wrong), None)

    def _of_value(self, one: _Expression, judged: Iterable[Reading], value: str) -> Finding:
        settings, fact = self.context.project.settings, one.fact
        is_mendable = fact.key is not None and _place(fact.key) in self.mendable
        fixable = is_mendable and all(is_rewritable(it, settings) for it in judged)
        message = _misread(value, self.context)
        return Finding(fact.key or fact.span, message, settings.flag, fact.scope, fixable=fixable)

    def _of_defaults(self, one: _Expression, judged: Iterable[Reading]) -> Iterator[Finding]:
        fact = one.fact
        if fact.key in self.set_only:
            return
        defaulted = filter(decides_by_case, judged) if one.by_name else self._read(one)
        for message, which in _defaults(defaulted, self.context):
            symbol = self.context.project.settings.flag + which
            yield Finding(fact.key or fact.span, message, symbol, fact.scope)


def _place(span: Span) -> _Place:
    return span.line, span.column


def _misread(value: str, context: Context) -> str:
    advice = "read it as the entry does, or take it from there"
    if context.is_bridge:  # which others are to read it like
        advice = "compare it in lower case with the values that stand there"
    setting = f"{context.project.settings.flag}={value}"
    return f"this takes `{setting}` for the other engine than `flag_values` does; {advice}"


def _wrong(reading: Reading, context: Context, *, is_test: bool) -> str | None:
    settings = context.project.settings
    if is_complete(reading):
        return disagreement(reading, settings)
    if is_test and reading.source == "environment":
        return disagreement(reading.then("bool"), settings)
    return None


def _defaults(readings: Iterable[Reading], context: Context) -> Iterator[tuple[str, str]]:
    """What is wrong with a default, and which kind of default it is."""
    settings = context.project.settings
    read = (value_when_unset(one) for one in readings if one.source == "environment")
    defaults = [default for default in read if default is not None]
    false = [default for default in defaults if turns_off(default, settings)]
    if false:
        yield _false_default(false[0], context), _FALSE_DEFAULT
    elif defaults and context.is_bridge and context.phase < 4:
        message = (
            f"the default of `{settings.flag}` is `{defaults[0]}` here, but phase {context.phase} "
            f"starts with `{settings.flag_values.false[0]}`; set the phase or the default right"
        )
        yield message, _TRUE_DEFAULT


def _false_default(default: object, context: Context) -> str:
    settings = context.project.settings
    return (
        f"the default of `{settings.flag}` is `{default}` here, which keeps the control "
        f"engine ({settings.control}); phase 4 wants `{settings.flag_values.true[0]}`"
    )


def _no_readings(facts: Facts) -> Iterator[Span]:
    """Where the flag is named to a call that gives its value to nobody.

    `setdefault` is a setting more than a reading: ML302; a `pop` of its own takes the flag away.
    """
    alone: set[_Place] | None = None
    for call in facts.of(CallFact):
        key = call.arguments[0].span if call.arguments else None
        if key is None or not any(name.endswith((".setdefault", ".pop")) for name in call.names):
            continue
        if call.called == "pop":
            alone = set(removable_keys(facts)) if alone is None else alone
            if _place(key) not in alone:
                continue
        yield key


def _other_readers(facts: Facts, context: Context) -> Iterator[Finding]:
    """`config(FLAG, default=False)`: settings libraries have a truth table of their own."""
    settings = context.project.settings
    for defaults in (fields_off, annotated_off, caught_defaults):
        for span, scope, default in defaults(facts, settings):
            symbol = settings.flag + _FALSE_DEFAULT
            yield Finding(span, _false_default(default, context), symbol, scope)
    for call in facts.of(CallFact):
        for span, default in false_defaults(call, settings):
            symbol = settings.flag + _FALSE_DEFAULT
            yield Finding(span, _false_default(default, context), symbol, call.scope)


def _identity(reading: Reading) -> tuple[object, ...]:
    return reading.place, reading.operations, reading.default


def _outermost(facts: Iterable[ReadingFact]) -> list[_Expression]:
    found: list[_Expression] = []
    for fact in sorted(facts, key=lambda fact: _extent(fact.span)):
        end = (fact.span.end_line, fact.span.end_column)
        last = found[-1].fact if found else None
        if last is None or (last.span.end_line, last.span.end_column) < end:
            found.append(_Expression(fact, decides=False))
        else:
            found[-1] = _Expression(last, decides=True)
    return sorted(found, key=lambda one: one.by_name)


def _extent(span: Span) -> tuple[int, int, int, int]:
    """Sorts what is around something before it."""
    return span.line, span.column, -span.end_line, -span.end_column
