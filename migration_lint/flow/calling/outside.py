"""Calls of functions and classes that are outside of the project."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_one, call_values, calls
from migration_lint.flow.calling.mocked import call_mocked
from migration_lint.flow.domain.foreign import is_mocked
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Bound,
    Class,
    Function,
    Symbol,
    Values,
    join,
    outside,
    strings,
)
from migration_lint.flow.models import model_of
from migration_lint.flow.objects.containers import add, had_by_key, new_container, put, put_by_key
from migration_lint.flow.objects.hierarchy import is_exception
from migration_lint.flow.objects.inheriting import method_of
from migration_lint.flow.state.frame import Frame

_MOST_CALLS = 4  # in the path of a symbol: a loop must not make it longer for ever
_LONGEST_SYMBOL = 160
# What a method of these gives is known by a model or not at all.
_BUILTIN_KINDS = frozenset(("NoneType", "bool", "bytes", "dict", "float", "int", "iterator", "list",
                            "set", "str", "tuple"))  # fmt: skip


@calls(Symbol)
def _call_symbol(frame: Frame, symbol: Symbol, arguments: Arguments, node: ast.AST) -> Values:
    model = model_of(symbol.name)
    if model is not None:
        result = model(frame, arguments, node)
        if result is not None:
            return result
    methods = method_of(frame, symbol, arguments.get(0))
    if methods:
        return call_values(frame, methods, arguments.behind(1), node)
    if any(frame.program.telling.flows(values) for values in arguments.parts()):
        run_partials(frame, arguments, node)
        frame.program.deferral.undefer(symbol.name)
        if is_exception(symbol):
            given = exception_arguments(frame, arguments, node)
            frame.program.holdings.put_symbol(f"{symbol.name}().args", given, "args")
    held = call_mocked(frame, symbol, arguments, node) if is_mocked(symbol) else NOTHING
    held = held or _held_by_mapping(frame, symbol, arguments)
    if held:
        return held
    if symbol.name.partition(".")[0] in _BUILTIN_KINDS:
        return UNKNOWN
    name = _fluent(symbol.name + "()")
    if name.count("()") > _MOST_CALLS or len(name) > _LONGEST_SYMBOL:
        return UNKNOWN
    return outside(name)


def run_partials(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    """Run what is handed to something unknown that will call it: `connect(partial(save, engine))`.

    A method has its object in any case.
    """
    for value in arguments.every():
        if isinstance(value, Bound) and _is_partial(value):
            call_one(frame, value, Arguments(star=UNKNOWN), node)


def _is_partial(value: Bound) -> bool:
    """Whether more than its object is given to a function or class of the project."""
    function = value.function
    if isinstance(function, Bound):  # a method
        return isinstance(function.function, Function)
    if not isinstance(function, Function):
        return isinstance(function, Class)
    is_method = function.definition.owner is not None and len(value.arguments) == 1
    return bool(value.keywords) or not is_method


def _held_by_mapping(frame: Frame, symbol: Symbol, arguments: Arguments) -> Values:
    """What a method of a mapping outside gives of what the project has put in."""
    mapping, _, method = symbol.name.rpartition(".")
    if method not in ("get", "pop", "setdefault", "update", "from_mapping"):
        return NOTHING
    _put_in(frame, mapping, method, arguments)
    by_key = had_by_key(frame, arguments.get(0))
    if by_key:
        return by_key
    get_symbol = frame.program.holdings.get_symbol
    return join(get_symbol(f"{mapping}[{name!r}]") for name in strings(arguments.get(0)))


def _put_in(frame: Frame, mapping: str, method: str, arguments: Arguments) -> None:
    """What `app.config.update(engine=...)` and the like put into something outside."""
    put_symbol = frame.program.holdings.put_symbol
    if method == "setdefault":
        put_by_key(frame, arguments.get(0), arguments.get(1))
    if method == "setdefault" and frame.program.telling.flows(arguments.get(1)):
        for name in strings(arguments.get(0)):
            put_symbol(f"{mapping}[{name!r}]", arguments.get(1), name)
    elif method in ("update", "from_mapping"):
        for name, values in arguments.keywords.items():
            if frame.program.telling.flows(values):
                put_symbol(f"{mapping}[{name!r}]", values, name)


def exception_arguments(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """The `args` of an exception that is made."""
    held = new_container(frame, "tuple", (node, frame.context, "args"))
    for position, values in enumerate(arguments.positional):
        put(frame, held, position, values)
    if arguments.star is not None:
        add(frame, held, arguments.star)
    return frozenset({held})


def _fluent(path: str) -> str:
    """The path to what a call gives; a method called again on its own result gives the like."""
    before, _, last = path.rpartition(".")
    return before if before.endswith(f".{last}") else path
