"""Find where code looks into `sys.modules`, or at the name of a module."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeGuard

from migration_lint.diagnostic import Span
from migration_lint.facts import Facts
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.tables import is_modules
from migration_lint.flow.domain.values import Bound, Const, Values, join, strings, symbols
from migration_lint.flow.recording.facts import (
    CallFact,
    CompareFact,
    DictFact,
    Operand,
    SubscriptFact,
)
from migration_lint.naming.legacy_names import LegacyNames
from migration_lint.naming.operands import Place, named_module, naming_operands
from migration_lint.regex import regex

_MODULES = "sys.modules"
_FOUND = "pkgutil.ModuleInfo().name"
_NAMESPACES = frozenset({"builtins.globals()", "builtins.locals()", "builtins.vars()"})
# Names that hold the name of a module, in import hooks above all.
_NAME_OF_MODULE = frozenset({
    "__module__", "__name__", "f_globals", "fullname", "modname", "mod_name", "module_name",
    "modulename",
})  # fmt: skip
# Functions that are asked for a module, or for something in one, by its name.
_HOOK = regex(
    r"\w*import\w*|find_(?:spec|module|class|loader)|(?:load|create)_module", re.IGNORECASE
)
_ASKED = frozenset({"name", "module", "mod"})
_OF_PICKLES = _NAME_OF_MODULE | _ASKED
_PREFIXES = frozenset({"startswith", "endswith", "__eq__"})


def table_places(facts: Facts, names: LegacyNames) -> Iterator[Place]:
    """Keys of `sys.modules` and of namespaces, and what the name of a module is compared to."""
    yield from _subscripts(facts, names)
    yield from _comparisons(facts, names)
    yield from _copies(facts, names)
    yield from _tables(facts, names)
    for call in facts.of(CallFact):
        if looks_into_table(call):
            for span, symbol in naming_operands(call.arguments, names, with_keywords=True):
                yield span, call.scope, symbol
            for symbol in _held_names(call, names):
                yield call.span, call.scope, symbol
            for span, symbol in _keys_given(call, names):
                yield span, call.scope, symbol


def looks_into_table(call: CallFact) -> bool:
    """Whether it is a method of the table, is given it, or asks how a module's name begins."""
    if any(name.startswith(f"{_MODULES}.") for name in call.names):
        return True
    if any(map(_is_table, call.arguments[:2])):
        return True
    names = _OF_PICKLES if call.scope.endswith(".find_class") else _NAME_OF_MODULE
    return call.called in _PREFIXES and call.receiver in names


def _held_names(call: CallFact, names: LegacyNames) -> Iterator[str]:
    """What a set holds that a method compares with the table: `{name}.issubset(sys.modules)`."""
    for value in call.callee:
        for held in value.arguments if isinstance(value, Bound) else ():
            texts = (one.every() for one in held if isinstance(one, Container))
            yield from filter(None, (named_module(members, names) for members in texts))


def _keys_given(call: CallFact, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """Keys of a dict that is made elsewhere: `sys.modules.update(dict(name=module))`."""
    for argument in call.arguments:
        for value in argument.values if not argument.entries else ():
            keys = value.items if isinstance(value, Container) and value.kind == "dict" else ()
            symbol = next(filter(None, map(names.module, filter(_is_text, keys))), None)
            if symbol:
                yield argument.span, symbol


def _is_text(key: object) -> TypeGuard[str]:
    return isinstance(key, str)


def _copies(facts: Facts, names: LegacyNames) -> Iterator[Place]:
    """`{**sys.modules, name: module}`."""
    for display in facts.of(DictFact):
        if any(key is None and _is_table(held) for key, held in display.entries):
            keys = [key for key, _ in display.entries if key is not None]
            for span, symbol in naming_operands(keys, names):
                yield span, display.scope, symbol


def _tables(facts: Facts, names: LegacyNames) -> Iterator[Place]:
    """Keys of a dict that the name of a module is looked up in."""
    asked = {table: scope for scope, base in _looked_up(facts) for table in base}
    for display in facts.of(DictFact) if asked else ():
        keys = [key for key, _ in display.entries if key is not None]
        for scope in (asked[table] for table in display.values if table in asked):
            for operand in (one for key in keys for one in (key, *key.items[:1])):
                symbol = named_module(operand.values, names)
                if symbol:
                    yield operand.span, scope, symbol


def _looked_up(facts: Facts) -> Iterator[tuple[str, Values]]:
    for call in facts.of(CallFact):
        if call.called in {"get", "pop"} and _asks(call.arguments[:1], call.scope):
            held = (value.arguments for value in call.callee if isinstance(value, Bound))
            yield call.scope, join(one for arguments in held for one in arguments[:1])
    for subscript in facts.of(SubscriptFact):
        if _asks((subscript.key,), subscript.scope):
            yield subscript.scope, subscript.base


def _asks(operands: Sequence[Operand], scope: str) -> bool:
    """Whether what is looked up is the name of a module, or begins with one."""
    return any(_holds_name(one.name, scope) for key in operands for one in (key, *key.items[:1]))


def _is_table(argument: Operand) -> bool:
    return _MODULES in symbols(argument.values) or _MODULES in strings(argument.values)


def _subscripts(facts: Facts, names: LegacyNames) -> Iterator[Place]:
    for subscript in facts.of(SubscriptFact):
        is_kept = any(map(is_modules, subscript.base))
        if is_kept or not _NAMESPACES.isdisjoint(symbols(subscript.base)):
            symbol = named_module(subscript.key.values, names)
            if symbol:
                yield subscript.key.span, subscript.scope, symbol


def _comparisons(facts: Facts, names: LegacyNames) -> Iterator[Place]:
    for compare in facts.of(CompareFact):
        for text, other in ((compare.left, compare.right), (compare.right, compare.left)):
            if _is_module_name(other, compare.scope):
                keys = (key for key, _ in text.entries if key is not None)
                for operand in (text, *text.items, *keys):
                    symbol = named_module(operand.values | _members(operand), names)
                    if symbol:
                        yield operand.span, compare.scope, symbol


def _members(operand: Operand) -> Values:
    """What a collection holds, or the keys of a dict, that is not displayed right there."""
    displayed = operand.items or operand.entries
    held = [one for one in operand.values if isinstance(one, Container)] if not displayed else []
    keys = (Const(key) for one in held if one.kind == "dict" for key in one.items)
    return join([one.every() for one in held if one.kind != "dict"]) | frozenset(keys)


def _is_module_name(operand: Operand, scope: str) -> bool:
    """The table itself, a key of it, an object's `__module__`, or what an import hook is asked."""
    table = any(name.startswith((_MODULES, _FOUND)) for name in symbols(operand.values))
    return table or any(_holds_name(one.name, scope) for one in (operand, *operand.items))


def _holds_name(name: str, scope: str) -> bool:
    """Whether a variable of that name holds the name of a module."""
    is_hook = scope == "__getattr__" or _HOOK.fullmatch(scope.rpartition(".")[2]) is not None
    return name in _NAME_OF_MODULE or (name in _ASKED and is_hook)
