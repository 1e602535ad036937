"""The flag as settings keep it: `settings.FLAG`, `config["FLAG"]`, `section.get(FLAG)`."""

from __future__ import annotations

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.domain.holders import Object
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Class,
    Const,
    Reading,
    Symbol,
    Unknown,
    Values,
    constants,
    strings,
)
from migration_lint.flow.state.frame import Frame

_TOLD = (Unknown, Const, Symbol)  # what tells nothing of the migration
_KEPT: Values = frozenset({Reading("settings", None)})


def kept_flag(frame: Frame, name: str, values: Values, holder: Values = NOTHING) -> Values:
    """What is had under a name, as a reading of the flag where that is what it is called.

    The name in small letters may be anything where its holder's class is known.
    """
    vocabulary = frame.program.vocabulary
    if name not in vocabulary.flag_keys or not all(type(value) in _TOLD for value in values):
        return values
    if name != vocabulary.flag and any(isinstance(value, (Class, Object)) for value in holder):
        return values
    if not vocabulary.flag_keys.isdisjoint(strings(values)):
        return values  # the flag's name itself
    return _KEPT if values is UNKNOWN else values | _KEPT


def asked_flag(frame: Frame, arguments: Arguments) -> Values | None:
    """What a method gives that is asked for the flag: by a key, or a section and a key in it."""
    asked = constants(arguments.get(0) | arguments.get(1, "option"))
    return None if frame.program.vocabulary.flag_keys.isdisjoint(asked) else _KEPT
