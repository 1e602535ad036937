"""Judge the expressions of a file that read the flag."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from migration_lint.diagnostic import Span
from migration_lint.facts import Facts
from migration_lint.flow.domain.values import Reading
from migration_lint.flow.recording.facts import BranchFact, CallFact, ReadingFact
from migration_lint.named_tuple import NamedTuple
from migration_lint.naming.flag_presence import scopes_that_set
from migration_lint.naming.flag_reading import (
    cases_of,
    decides_by_case,
    disagreement,
    has_default,
    is_complete,
    is_rewritable,
    only_asks_presence,
    tells_cases,
    value_when_unset,
)
from migration_lint.naming.statements import compared_keys, removable_keys
from migration_lint.project import Settings

_Place = tuple[int, int]  # line and column


class FlagVerdict(NamedTuple):
    """The verdict on an expression that reads the flag: a mistake, or its defaults.

    Attributes:
        span: Where it names the flag, or the whole of it.
        scope: The function or class it stands in.
        misread: A value of the flag that it takes for the other engine; None where there is none.
        fixable: Whether the fix can put the truth table there.
        defaults: What it takes for the flag where that is not set; not looked for in a mistake.
    """

    span: Span
    scope: str
    misread: str | None = None
    fixable: bool = False
    defaults: Sequence[object] = ()


def verdicts(facts: Facts, settings: Settings, *, may_mend: bool) -> Iterator[FlagVerdict]:
    """The verdicts on the expressions of a file that read the flag, one for each.

    Args:
        facts: What is known of the file.
        settings: The flag and its truth table.
        may_mend: Whether the fix may change the file.
    """
    expressions = _outermost(facts.of(ReadingFact))
    if not expressions:
        return
    readings = _FileReadings.of(expressions, facts, settings)
    mendable = set(compared_keys(facts)) if may_mend else set()
    told: set[tuple[object, ...]] = set()  # readings, those at another place being others
    for one in expressions:
        fact = one.fact
        if readings.kind(one) == "assert" or fact.case in {"case", "caller"}:
            continue  # it decides nothing, or it is said with the first case or the caller
        judged = readings.judged(one)
        value = readings.misread(one, judged)
        if value is None:
            defaults = readings.defaults(one, judged)
            yield FlagVerdict(fact.key or fact.span, fact.scope, defaults=defaults)
        elif not (one.by_name and told.issuperset(map(_identity, judged))):
            # Otherwise said where the flag is named: a function that parses it decides here.
            told.update(map(_identity, judged))
            by_key = fact.key is not None and _place(fact.key) in mendable
            fixable = by_key and all(is_rewritable(it, settings) for it in judged)
            yield FlagVerdict(fact.key or fact.span, fact.scope, value, fixable)


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

    @property
    def read(self) -> list[Reading]:
        """Its readings; where it is one of several cases, those that tell the cases."""
        if self.is_matched:
            return list(filter(tells_cases, self.fact.readings))
        by_case = self.fact.case == "first case"
        return [it for it in self.fact.readings if not by_case or decides_by_case(it)]

    @property
    def is_matched(self) -> bool:
        """Whether a `match` tells its values apart by constants."""
        return any(map(tells_cases, self.fact.readings))


class _FileReadings(NamedTuple):
    """What the expressions of one file are judged by.

    Attributes:
        settings: The flag and its truth table.
        conditions: The kind of each operand of a condition.
        restoring: The scopes that set the flag too; they read it to put it back.
        handed_on: What is read and made nothing of where it is named: it goes somewhere else.
        set_only: Where the flag is named to a call that sets or removes it and is no reading.
        taken: By scope, the last line that takes the flag's text as it is, for others to read.
    """

    settings: Settings
    conditions: Mapping[_Place, str]
    restoring: Collection[str]
    handed_on: frozenset[Reading]
    set_only: Collection[Span]
    taken: Mapping[str, int]

    @classmethod
    def of(
        cls, expressions: Sequence[_Expression], facts: Facts, settings: Settings
    ) -> _FileReadings:
        """What there is in a file."""
        conditions = {
            _place(branch.span): branch.kind
            for branch in facts.of(BranchFact)
            if branch.kind != "short circuit"
        }
        return cls(
            settings,
            conditions,
            restoring=set(scopes_that_set(facts, settings)),
            handed_on=frozenset(
                reading
                for one in expressions
                if one.by_name and not one.decides and _place(one.fact.span) not in conditions
                for reading in one.fact.readings
            ),
            set_only=set(_no_readings(facts)),
            taken={
                one.fact.scope: one.fact.span.line
                for one in sorted(expressions, key=lambda one: one.fact.span)
                if not (one.by_name or one.decides or _place(one.fact.span) in conditions)
            },
        )

    def kind(self, one: _Expression) -> str | None:
        """The kind of condition that an expression is an operand of; None if it is of none."""
        return self.conditions.get(_place(one.fact.span))

    def judged(self, one: _Expression) -> list[Reading]:
        """Those readings of an expression that decide something, and decide it here."""
        fact = one.fact
        here = one.decides or one.is_matched or fact.case == "reader"
        judged = [it for it in one.read if here or not is_complete(it)]
        is_kept = self.restoring or not self.handed_on.isdisjoint(fact.readings)
        if one.by_name and not one.decides and is_kept:
            judged = list(filter(has_default, judged))  # `if saved:` asks if it was set
        if one.by_name or (self.kind(one) is not None and fact.scope in self.restoring):
            judged = [it for it in judged if not only_asks_presence(it)]
        if self.kind(one) is not None and fact.span.line < self.taken.get(fact.scope, 0):
            # `if getenv(FLAG): setting = getenv(FLAG)`
            judged = [it for it in judged if it.operations or has_default(it)]
        return judged

    def misread(self, one: _Expression, judged: Iterable[Reading]) -> str | None:
        """A value of the flag that is taken for the other engine."""
        is_test = self.kind(one) not in {None, "match"}
        for reading in judged:
            whole = reading
            if not is_complete(reading):
                if not is_test or reading.source != "environment":
                    continue
                whole = reading.then("bool")
            elif one.fact.case == "first case" and any(
                disagreement(it, self.settings) for it in cases_of(reading)
            ):
                continue  # said where that is read
            wrong = disagreement(whole, self.settings)
            if wrong:
                return wrong
        return None

    def defaults(self, one: _Expression, judged: Iterable[Reading]) -> Sequence[object]:
        """What stands for the flag in an expression where it is not set."""
        if one.fact.key in self.set_only:
            return ()
        readings = filter(decides_by_case, judged) if one.by_name else one.read
        read = (value_when_unset(it) for it in readings if it.source == "environment")
        return [default for default in read if default is not None]


def _no_readings(facts: Facts) -> Iterator[Span]:
    """Where the flag is named to a call that sets or removes it and is no reading.

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


def _outermost(facts: Iterable[ReadingFact]) -> list[_Expression]:
    """The expressions that readings stand in, those that name the flag first."""
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


def _place(span: Span) -> _Place:
    return span.line, span.column


def _identity(reading: Reading) -> tuple[object, ...]:
    return reading.place, reading.operations, reading.default
