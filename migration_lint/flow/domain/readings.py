"""Record what code does to the text of the flag, so that rules can try it out."""

from __future__ import annotations

from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Const,
    Place,
    Reading,
    Symbol,
    Value,
    Values,
)

RAISED: Values = frozenset({Symbol("builtins.BaseException()")})  # in place of a result
UNTOLD = next(iter(UNKNOWN))  # stands for an argument that cannot be told


def plain(values: Values) -> object:
    """The constant that a set is, or the tuple of those in a container; `UNTOLD` for others."""
    if len(values) != 1:
        return UNTOLD
    value = next(iter(values))
    if isinstance(value, Const):
        return value.value
    if isinstance(value, Container) and value.exact and value.kind != "dict":
        return tuple(plain(inner) for inner in value.items.values())
    return UNTOLD


def operated(values: Values, *operation: object) -> Values:
    """The readings among `values`, after one more operation."""
    readings = (value for value in values if isinstance(value, Reading))
    return frozenset(reading.then(*operation) for reading in readings)


def of_truth(default: object, true: tuple[str, ...], place: Place) -> Reading:
    """What a library makes of the variable that takes some words, in any case, for true."""
    unset = None if default is None else Const(str(default).lower())
    return Reading("environment", unset, (("lower",), ("in", true)), place)


def combined(operands: list[Values], operation: str) -> Values:
    """What `or` or `and` makes of one reading of the flag that several operands decide on.

    Args:
        operands: What each operand may be.
        operation: `or` or `and`.
    """
    readings = [next(iter(values)) for values in operands if len(values) == 1]
    alike = [one for one in readings if isinstance(one, Reading)]
    if not alike or len(alike) < len(operands):
        return NOTHING
    first = alike[0]
    if any((one.source, one.default) != (first.source, first.default) for one in alike):
        return NOTHING
    if len(alike) == 1:
        return frozenset({first})
    ways = tuple(one.operations for one in alike)
    return frozenset({Reading(first.source, first.default, ((operation, *ways),), first.place)})


def chosen(test: Values, yes: Values, no: Values) -> Values:
    """The choice that a condition on a reading makes between two results.

    Args:
        test: The condition.
        yes: Where it holds: a truth value, the same reading, or `RAISED`.
        no: Where it does not.
    """
    if not len(test) == len(yes) == len(no) == 1:
        return NOTHING
    (read,) = test
    ways = _way(read, yes), _way(read, no)
    if not isinstance(read, Reading) or None in ways or {("raise",)}.issuperset(ways):
        return NOTHING
    operation = ("choose", read.operations, *ways)
    return frozenset({Reading(read.source, read.default, (operation,), read.place)})


def _way(read: Value, values: Values) -> tuple[object, ...] | None:
    """One of the two results; None where it has nothing to do with the reading."""
    (value,) = values
    if values is RAISED:
        return ("raise",)
    if isinstance(value, Const) and isinstance(value.value, int) and value.value in {0, 1}:
        return ("value", value.value)
    if not isinstance(value, Reading) or not isinstance(read, Reading):
        return None
    is_same = (value.source, value.default) == (read.source, read.default)
    return ("read", value.operations) if is_same else None


def with_default(values: Values, default: Values) -> Values:
    """Readings of an unset variable with what is put in its place as their default."""
    given = next((value for value in default if type(value) is Const), None)
    if given is None:
        return values
    return frozenset(
        Reading(value.source, given, (), value.place)
        if isinstance(value, Reading) and value.default is None and not value.operations
        else value
        for value in values
    )


def looked_up(table: Values, key: Values, *default: object) -> Values:
    """What a dict of constants has for a reading as its key: `{"true": True}[text]`.

    Args:
        table: The dict.
        key: What is looked up; only the readings among it count.
        default: What it gives for a key that it does not have; without it that is an error.
    """
    if not any(isinstance(value, Reading) for value in key):
        return NOTHING
    found = NOTHING
    for value in table:
        if isinstance(value, Container) and value.kind == "dict" and value.exact:
            pairs = tuple((name, plain(held)) for name, held in value.items.items())
            if all(held in (True, False) for _, held in pairs):  # 1 and 0 as well
                found |= operated(key, "lookup", pairs, *default)
    return found
