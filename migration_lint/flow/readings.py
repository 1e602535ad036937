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
