"""Tell dicts that become an environment from data that only has the flag's name in it."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lint.diagnostic import Span
from migration_lint.facts import Facts
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.tables import is_environment
from migration_lint.flow.domain.values import Values, constants, strings, symbols
from migration_lint.flow.recording.facts import (
    AssignFact,
    AttributeFact,
    CallFact,
    CompareFact,
    DictFact,
    Operand,
    SubscriptFact,
)
from migration_lint.naming.functions import SAYS, STARTS_PROCESS
from migration_lint.project import Settings
from migration_lint.regex import regex

# Names of environments, of keyword arguments and of keys for them.
_NAME = regex(r"(?i)(?:.*_)?(?:\w?env|envs?|environ\w*|env_?vars?)(?:_.*)?|.*env")
# Names of objects that decide which engine is used.
_OF_SETTINGS = regex(r"(?i)(?:.*_)?(?:features?|flags|toggles|switches|config|conf|settings)")
_OF_PARSERS = regex(r"configparser\.\w+\(\)")
_PUTS = regex(r"putenv|setenv|with_?env\w*|set_?env\w*")
_WRITES_DATA = regex(
    r"(?:json|yaml|toml|pickle|pprint)\.\w+|.*\.(?:\w*dumps?|pprint|jsonify|\w+Response|assert\w+)"
)


def is_environment_name(name: str) -> bool:
    """Whether a name is one for an environment."""
    return _NAME.fullmatch(name) is not None


def plain_data(facts: Facts, flag: str) -> frozenset[Container]:
    """The dicts that are stored or printed, and not seen to become an environment."""
    if names_put(facts, flag):
        return frozenset()
    kept = frozenset(_inside(_kept(facts)))
    return kept.difference(_used(facts)) if kept else kept


def makes_data(call: CallFact, data: frozenset[Container]) -> bool:
    """Whether a call is a `dict(FLAG=value)` that is only data."""
    return "builtins.dict" in call.names and not data.isdisjoint(call.result)


def keys_of_choices(facts: Facts, settings: Settings) -> Iterator[Span]:
    """The places where dicts in one list name the flag with both values: code runs with each."""
    operands = [argument for call in facts.of(CallFact) for argument in call.arguments]
    operands += (assigned.value for assigned in facts.of(AssignFact))
    for operand in operands:
        items = (one for item in operand.items for one in (item, *item.items))
        entries = [entry for one in items for entry in one.entries]
        named = [
            (key.span, settings.flag_values.truth(str(value).lower()))
            for key, held in entries
            if key is not None and settings.flag in strings(key.values)
            for value in constants(held.values)
        ]
        if {truth for _, truth in named} >= {True, False}:
            yield from (span for span, _ in named)


def names_put(facts: Facts, flag: str) -> frozenset[str]:
    """Names that hold the flag's name and are set: `for name in names: environ[name] = value`."""
    keys = [call.arguments[0] for call in facts.of(CallFact) if _puts(call)]
    keys += [
        one.key
        for one in facts.of(SubscriptFact)
        if one.access == "store" and any(map(is_environment, one.base))
    ]
    return frozenset(key.name for key in keys if key.name and flag in strings(key.values))


def _puts(call: CallFact) -> bool:
    is_default = "os.environ.setdefault" in call.names
    return bool(call.arguments) and (is_default or _PUTS.fullmatch(call.called) is not None)


def _kept(facts: Facts) -> Iterator[Values]:
    """What is bound to names, attributes and keys of no environment or settings, or only said."""
    for assigned in facts.of(AssignFact):
        if not _decides(assigned.target):
            yield assigned.value.values
    for attribute in facts.of(AttributeFact):
        if attribute.access == "store" and not _decides(attribute.attribute):
            yield attribute.value
    for subscript in facts.of(SubscriptFact):
        is_put = subscript.access == "store" and not any(
            map(_OF_PARSERS.match, symbols(subscript.base))
        )
        if is_put and not any(map(is_environment_name, strings(subscript.key.values))):
            yield subscript.value
    for compare in facts.of(CompareFact):
        yield from (compare.left.values, compare.right.values)
    for call in facts.of(CallFact):
        if any(SAYS.fullmatch(name) or _WRITES_DATA.fullmatch(name) for name in call.names):
            yield from (argument.values for argument in call.arguments)


def _decides(name: str) -> bool:
    """Whether what a name stands for sets something for others."""
    return is_environment_name(name) or _OF_SETTINGS.fullmatch(name) is not None


def _inside(sets: Iterator[Values]) -> Iterator[Container]:
    """The containers in some values, and those that they hold under no environment's key."""
    waiting = [value for values in sets for value in values]
    seen: set[Container] = set()
    while waiting:
        value = waiting.pop()
        if not isinstance(value, Container) or value in seen:
            continue
        seen.add(value)
        yield value
        waiting += value.rest
        for key, held in value.items.items():
            if not isinstance(key, str) or not is_environment_name(key):
                waiting += held


def _used(facts: Facts) -> Iterator[Container]:
    """What is given to a process, or put into an environment."""
    for call in facts.of(CallFact):
        of_environment = _is_about_environment(call)
        for argument in call.arguments:
            if of_environment or is_environment_name(argument.keyword or ""):
                yield from _inside(iter([argument.values]))
    for display in facts.of(DictFact):
        spread = [held for key, held in display.entries if key is None]
        if any(map(_is_environment, spread)):
            yield from _inside(held.values for held in spread)


def _is_about_environment(call: CallFact) -> bool:
    names = call.names
    if any(STARTS_PROCESS.fullmatch(name) or name.startswith("os.environ") for name in names):
        return True
    return is_environment_name(call.receiver) or any(map(_is_environment, call.arguments))


def _is_environment(operand: Operand) -> bool:
    is_known = any(map(is_environment, operand.values)) or "os.environ" in strings(operand.values)
    return is_known or is_environment_name(operand.name)
