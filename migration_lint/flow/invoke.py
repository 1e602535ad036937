"""A call expression: its callee, its arguments, and what comes of it."""

from __future__ import annotations

import ast

from migration_lint.flow import namespaces, observe
from migration_lint.flow.calls import call_values
from migration_lint.flow.evaluation import evaluate, evaluates
from migration_lint.flow.expressions import callee
from migration_lint.flow.frame import Frame
from migration_lint.flow.holders import Attributes, Container
from migration_lint.flow.items import iterated
from migration_lint.flow.models import model_of
from migration_lint.flow.parameters import Arguments
from migration_lint.flow.paths import path_of
from migration_lint.flow.recorder import Part
from migration_lint.flow.values import NOTHING, UNKNOWN, Bound, Function, Values


@evaluates(ast.Call)
def invoke(frame: Frame, node: ast.Call, *, always: bool = False) -> Values:
    """What a call gives; `always` as in `Arguments`."""
    called = callee(frame, node.func)
    arguments, parts = _arguments(frame, node)
    arguments.always = always
    result = _unpartial(frame, called, arguments, node)
    _forget_stored(frame, node.func, called)
    observe.call(frame, node, called, parts, result)
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        observe.members(frame, node.func.value.id, *node.args)
    return result


def _forget_stored(frame: Frame, function: ast.expr, called: Values) -> None:
    """Drop what is known of `self.x` after a call of a method that puts something there."""
    path = path_of(function.value) if isinstance(function, ast.Attribute) else None
    if path is None or not frame.scope.paths_of:
        return
    for value in called:
        method = value.function if isinstance(value, Bound) else value
        if isinstance(method, Function):
            for name in frame.program.names.stored_by(method.definition.node):
                frame.forget_below(f"{path}.{name}")
                frame.drop(f"{path}.{name}")


def _unpartial(frame: Frame, called: Values, arguments: Arguments, node: ast.Call) -> Values:
    if called >= UNKNOWN:  # which a caller may have given
        frame.program.telling.puts_away(frame.definition, arguments.every())
    if called == UNKNOWN:
        return _unknown_callee(frame, arguments, node)
    return call_values(frame, called, arguments, node)


def _unknown_callee(frame: Frame, arguments: Arguments, node: ast.Call) -> Values:
    """A method of something unknown that is known by its name, such as `executor.submit`."""
    if not isinstance(node.func, ast.Attribute):
        return UNKNOWN
    model = model_of("?." + node.func.attr)
    result = model(frame, arguments, node) if model is not None else None
    return UNKNOWN if result is None else result


def _arguments(frame: Frame, node: ast.Call) -> tuple[Arguments, tuple[Part, ...]]:
    arguments = Arguments()
    parts: list[Part] = []
    for argument in node.args:
        values = evaluate(frame, argument)
        if isinstance(argument, ast.Starred):
            _spread(frame, arguments, values, argument)
            parts.append(Part(argument.value, values, None, 1))
        else:
            if arguments.star is None:
                arguments.positional.append(values)
            else:
                arguments.star |= values
            parts.append(Part(argument, values))
    for keyword in node.keywords:
        values = evaluate(frame, keyword.value)
        parts.append(Part(keyword.value, values, keyword.arg, 0 if keyword.arg else 2))
        if keyword.arg is not None:
            arguments.keywords[keyword.arg] = values
        else:
            _spread_mapping(frame, arguments, values)
    return arguments, tuple(parts)


def _spread(frame: Frame, arguments: Arguments, values: Values, node: ast.Starred) -> None:
    for value in values:
        known = isinstance(value, Container) and value.kind in ("list", "tuple")
        if known and value.exact and len(values) == 1 and arguments.star is None:  # type: ignore[attr-defined]  # known
            frame.program.read(value, "items")
            arguments.positional.extend(value.items.values())  # type: ignore[attr-defined]  # known
            return
    arguments.star = (arguments.star or NOTHING) | iterated(frame, values, node)


def _spread_mapping(frame: Frame, arguments: Arguments, values: Values) -> None:
    for value in values:
        if (
            isinstance(value, Container)
            and value.kind == "dict"
            and value.exact
            and len(values) == 1
        ):
            frame.program.read(value, "items")
            arguments.keywords.update(_named(value))
            return
    found = NOTHING
    for value in values:
        if isinstance(value, Container) and value.kind == "dict" and len(values) == 1:
            arguments.keywords.update(_named(value))
            found |= value.rest or UNKNOWN
        elif isinstance(value, Attributes):  # `**vars(x)`
            arguments.keywords.update(namespaces.all_of(frame, value))
            found |= UNKNOWN
        else:
            found |= value.every() if isinstance(value, Container) else UNKNOWN
    arguments.double_star = (arguments.double_star or NOTHING) | found


def _named(mapping: Container) -> dict[str, Values]:
    return {str(name): held for name, held in mapping.items.items()}
