"""What is done to a text that was read from the flag, kept to be tried out later."""

from __future__ import annotations

from migration_lint.flow.holders import Container
from migration_lint.flow.values import NOTHING, UNKNOWN, Const, Reading, Values

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
    """The readings among `values` after one more operation."""
    readings = (value for value in values if isinstance(value, Reading))
    return frozenset(reading.then(*operation) for reading in readings)


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
