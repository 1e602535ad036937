"""Defaults of the flag that are given to whoever reads it: a settings library, an own helper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lint.diagnostic import Span
from migration_lint.flow.facts import CallFact, Operand
from migration_lint.flow.values import Reading, constants, strings
from migration_lint.naming.flag import turns_off
from migration_lint.project import Settings

_READERS = re.compile(r"config|get\w*|env|bool|boolean|str|read\w*|\w*flag\w*|lookup|__call__")
_NAMES_VARIABLE = frozenset({"envvar", "env", "env_var", "alias", "validation_alias"})
_DEFAULTS = frozenset({None, "default", "fallback"})
_OF_ENVIRONMENT = frozenset({"get", "getenv", "pop", "setdefault"})


def false_defaults(call: CallFact, settings: Settings) -> Iterator[tuple[Span, object]]:
    """Where a call names the flag and gives it a default that turns it off, with that."""
    for name, default in _declared(call, settings):
        values = constants(default.values)
        if values and all(turns_off(value, settings) for value in values):
            yield name.span, values[0]


def _declared(call: CallFact, settings: Settings) -> Iterator[tuple[Operand, Operand]]:
    """Where a call names the flag, each with what may be the default there."""
    read = [
        value for value in call.result if type(value) is Reading and value.source == "environment"
    ]
    is_reader = not call.called or bool(_READERS.fullmatch(call.called))
    if read:  # by a function that is judged where it reads, but for what it is given as default
        is_reader = all(one.default is None for one in read) and call.called not in _OF_ENVIRONMENT
    by_keyword = [one for one in call.arguments if one.keyword in _NAMES_VARIABLE]
    names = by_keyword or call.arguments[:2]
    if by_keyword or is_reader:
        for name in names:
            if _names_flag(name, settings):
                after = call.arguments if by_keyword else call.arguments[names.index(name) + 1 :]
                yield from ((name, other) for other in after if other.keyword in _DEFAULTS)
    for argument in call.arguments:  # `Env(FLAG=(bool, False))`
        if argument.keyword == settings.flag and len(argument.items) == 2:
            yield argument, argument.items[1]


def _names_flag(name: Operand, settings: Settings) -> bool:
    """Whether it is the flag's name, or one of several names."""
    return any(settings.flag in strings(one.values) for one in (name, *name.items))
