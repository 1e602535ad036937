"""Tell whether code only asks if the flag is set, and why."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lint.diagnostic import Span
from migration_lint.facts import Facts
from migration_lint.flow.domain.values import strings, symbols
from migration_lint.flow.recording.facts import CallFact, CompareFact, SubscriptFact
from migration_lint.project import Settings

_CHANGES = frozenset({"pop", "putenv", "unsetenv", "setdefault", "setenv", "delenv", "update"})


def presence_tests(facts: Facts, settings: Settings) -> Iterator[tuple[Span, str]]:
    """`FLAG in os.environ`: any value is as good as another. Each place with its scope."""
    restoring = set(scopes_that_set(facts, settings))
    for compare in facts.of(CompareFact):
        environment = any(name.startswith("os.environ") for name in symbols(compare.right.values))
        is_flag = set(strings(compare.left.values)) == {settings.flag}  # not one of many names
        if environment and is_flag and compare.scope not in restoring:
            yield compare.left.span, compare.scope


def scopes_that_set(facts: Facts, settings: Settings) -> Iterator[str]:
    """Functions that put the flag into the environment or take it out: they ask what to restore."""
    for subscript in facts.of(SubscriptFact):
        if subscript.access != "load" and settings.flag in strings(subscript.key.values):
            yield subscript.scope
    for call in facts.of(CallFact):
        if call.called in _CHANGES and any(
            settings.flag in strings(argument.values) for argument in call.arguments
        ):
            yield call.scope
