"""Conditions: what holds where they do, and where they do not."""

from __future__ import annotations

import ast
from typing import TypeAlias

from migration_lint.flow.calling.parameters import definition_frame
from migration_lint.flow.code.definitions import ClassDefinition, FunctionDefinition
from migration_lint.flow.domain.holders import Object
from migration_lint.flow.domain.paths import path_of
from migration_lint.flow.domain.readings import combined, operated
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Alias,
    Bound,
    Class,
    Const,
    Controller,
    ControllerClass,
    Function,
    Member,
    Symbol,
    Value,
    Values,
    join,
    strings,
)
from migration_lint.flow.objects.attributes import get_attribute
from migration_lint.flow.objects.having import has
from migration_lint.flow.objects.hierarchy import (
    bases_are_known,
    order,
)
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import ASSUMED, Frame, State
from migration_lint.flow.syntax.comparing import by_constant, by_identity, by_member, by_singleton
from migration_lint.flow.syntax.evaluation import evaluate
from migration_lint.flow.syntax.kinds import by_type, flat, test_of
from migration_lint.flow.syntax.typeforms import annotated_values, refined

_TRUTHS = ("__bool__", "__len__")
Division: TypeAlias = tuple[str, Values, Values]  # a path, and what it is where a test holds or not


def split(frame: Frame, test: ast.expr) -> State:
    """Leave the frame where `test` holds, and return the state where it does not."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        otherwise = split(frame, test.operand)
        holds, frame.state = frame.state, otherwise
        frame.tested = operated(frame.tested, "not") or UNKNOWN
        return holds
    if isinstance(test, ast.BoolOp):
        return _split_bool(frame, test)
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        return _split_compare(frame, test)
    if isinstance(test, ast.Call) and _is_type_test(frame, test):
        return _split_isinstance(frame, test)
    values = frame.tested = evaluate(frame, test)
    observe.condition(frame, test, values)
    if isinstance(test, ast.Call) and frame.rounds > 1 and len(values) == 1:
        decided = next(iter(values))
        if is_false(decided) or (isinstance(decided, Const) and is_true(decided)):
            holds, otherwise = frame.state, None
            frame.state, otherwise = (otherwise, holds) if is_false(decided) else (holds, otherwise)
            return otherwise
    told = _told_by_call(frame, test) if isinstance(test, ast.Call) else _truth(test, values)
    return frame.divide(*told) if told is not None else frame.fork()


def _told_by_call(frame: Frame, test: ast.Call) -> Division | None:
    named = frame.lookup(test.func.id) if isinstance(test.func, ast.Name) else NOTHING
    asks = len(test.args) == 2 and Symbol("builtins.hasattr") in named
    return _having(frame, *test.args) if asks else _guarded(frame, test)


def _having(frame: Frame, subject: ast.expr, name: ast.expr) -> Division | None:
    """What something is where it has an attribute, and where it does not."""
    path, names = path_of(subject), strings(evaluate(frame.quiet(), name))
    values = evaluate(frame.quiet(), subject)
    if path is None or len(names) != 1 or values is UNKNOWN:
        return None
    certain = {value: has(frame, value, names[0]) for value in values}
    holds = frozenset(value for value, answer in certain.items() if answer is not False)
    return path, holds, frozenset(value for value in values if certain[value] is not True)


def _truth(test: ast.expr, values: Values) -> Division | None:
    """What something is where it counts as true, and where it does not."""
    path = path_of(test)
    if path is None or values is UNKNOWN:
        return None
    holds = frozenset(value for value in values if not is_false(value))
    return path, holds, frozenset(value for value in values if not is_true(value))


def _guarded(frame: Frame, test: ast.Call) -> Division | None:
    """What the first argument is where a call holds that returns `TypeGuard[X]`, or asks for X."""
    path = path_of(test.args[0]) if test.args else None
    functions = frame.lookup(test.func.id) if isinstance(test.func, ast.Name) else NOTHING
    if path is None or not any(isinstance(one, Function) for one in functions):
        return None
    values = evaluate(frame.quiet(), test.args[0])
    found, otherwise = told_by(frame, functions, values)
    return (path, found, otherwise) if frame.program.matters(found | values) else None


def told_by(frame: Frame, functions: Values, values: Values) -> tuple[Values, Values]:
    """What of `values` functions say that it is of a type, and what not; all of them."""
    found, otherwise = NOTHING, NOTHING
    for function in functions:
        definition = function.definition if isinstance(function, Function) else None
        test = test_of(definition.node) if definition is not None else None
        if definition is not None and test is not None and _is_type_test(frame, test):
            around = definition_frame(frame.program, definition)
            parts = by_type(around, values, evaluate(around.quiet(), test.args[1]), test)
            found, otherwise = found | parts[0], otherwise | parts[1]
        else:
            guards = _guards(frame, definition) if definition is not None else NOTHING
            found, otherwise = found | (refined(values, guards) if guards else values), values
    return found, otherwise


def _guards(frame: Frame, definition: FunctionDefinition) -> Values:
    annotation = getattr(definition.node, "returns", None)
    if not isinstance(annotation, ast.Subscript):
        return NOTHING
    around = definition_frame(frame.program, definition)
    kinds = annotated_values(around, annotation)
    return join(
        kind.instances
        for kind in kinds
        if isinstance(kind, Alias) and kind.name in ("TypeGuard", "TypeIs")
    )


def is_false(value: Value) -> bool:
    """Whether a value is false for sure."""
    return isinstance(value, Const) and not value.value


def is_true(value: Value) -> bool:
    """Whether a value is true for sure."""
    if isinstance(value, Const):
        return bool(value.value)
    if isinstance(value, Object):
        return not any(map(_may_be_false, order(value.definition)))
    return isinstance(value, (Controller, ControllerClass))


def _may_be_false(definition: ClassDefinition) -> bool:
    """Whether objects may count as false by what their class defines, or a base that is unknown."""
    return not (bases_are_known(definition) and definition.names.keys().isdisjoint(_TRUTHS))


def _split_bool(frame: Frame, test: ast.BoolOp) -> State:
    others: list[State] = []
    operands: list[Values] = []
    conjunction = isinstance(test.op, ast.And)
    for operand in test.values:
        otherwise = split(frame, operand)
        operands.append(frame.tested)
        if not conjunction:
            frame.state, otherwise = otherwise, frame.state
        others.append(otherwise)
    merged = frame.merge(*others)
    decided = combined(operands, "and" if conjunction else "or")
    observe.reading(frame, test, operated(decided, "bool"))
    frame.tested = decided or join(operands)
    if conjunction:
        return merged
    failed, frame.state = frame.state, merged
    return failed


def _split_compare(frame: Frame, test: ast.Compare) -> State:
    frame.tested = evaluate(frame, test)
    observe.condition(frame, test, frame.tested)
    operator, right = test.ops[0], test.comparators[0]
    if isinstance(operator, (ast.In, ast.NotIn)):
        told = _told_by_member(frame, test.left, right)
    elif isinstance(operator, (ast.Is, ast.IsNot, ast.Eq, ast.NotEq)):
        told = _told_by_equality(frame, test.left, right)
        if told is None and isinstance(operator, (ast.Is, ast.IsNot)):
            told = _told_by_identity(frame, test.left, right)
    else:
        return frame.fork()
    negative = isinstance(operator, (ast.IsNot, ast.NotEq, ast.NotIn))
    if told is not None:
        path, *parts = told
        return frame.divide(path, *(parts[::-1] if negative else parts))
    subject = _type_of(frame, test.left)
    if subject is None or isinstance(operator, (ast.In, ast.NotIn)):
        return frame.fork()
    otherwise = _by_type(frame, subject, evaluate(frame.quiet(), right), right)
    if negative:
        frame.state, otherwise = otherwise, frame.state
    return otherwise


def _told_by_member(frame: Frame, left: ast.expr, right: ast.expr) -> Division | None:
    path = path_of(left)
    if path is None:
        return None
    values = evaluate(frame.quiet(), left)
    return path, *by_member(values, evaluate(frame.quiet(), right))


def _told_by_equality(frame: Frame, left: ast.expr, right: ast.expr) -> Division | None:
    path = path_of(left)
    if path is None:
        return None
    values = evaluate(frame.quiet(), left)
    if isinstance(right, ast.Constant) and right.value is None:
        return (path, *by_singleton(values, None)) if values is not UNKNOWN else None
    if Const not in map(type, values):
        return None
    asked = evaluate(frame.quiet(), right)
    return _told_by_kind(frame, left, asked) or (path, *by_constant(values, asked))


def _told_by_identity(frame: Frame, left: ast.expr, right: ast.expr) -> Division | None:
    path, values = path_of(left), evaluate(frame.quiet(), left)
    if path is None or not frame.program.matters(values):
        return None
    return path, *by_identity(values, evaluate(frame.quiet(), right))


def _told_by_kind(frame: Frame, left: ast.expr, right: Values) -> Division | None:
    """Which of several objects have a constant as their attribute, and which another one.

    `one.kind == "engine"`: None where that tells none of them apart.
    """
    if not isinstance(left, ast.Attribute):
        return None
    path, owners = path_of(left.value), evaluate(frame.quiet(), left.value)
    if path is None or not frame.program.matters(owners):
        return None
    holds, otherwise = set(owners), set(owners)
    for owner in owners:
        kinds = get_attribute(frame.quiet(), frozenset({owner}), left.attr, left)
        equal, other = by_constant(kinds, right)
        holds.difference_update(() if equal else {owner})
        otherwise.difference_update(() if other else {owner})
    # Where none is left, code that is not evaluated may have put something else there.
    parts = frozenset(holds) or owners, frozenset(otherwise) or owners
    return None if parts == (owners, owners) else (path, *parts)


def _type_of(frame: Frame, node: ast.expr) -> ast.expr | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "type":
        return node.args[0] if len(node.args) == 1 and frame.lookup("type") else None
    if isinstance(node, ast.Attribute) and node.attr == "__class__":
        return node.value
    return None


def _is_type_test(frame: Frame, node: ast.Call) -> bool:
    if not isinstance(node.func, ast.Name) or not node.args:
        return False
    names = {"builtins.callable"}
    if len(node.args) == 2:
        names = {"builtins.isinstance", "builtins.issubclass"}
    return any(isinstance(v, Symbol) and v.name in names for v in frame.lookup(node.func.id))


def _split_isinstance(frame: Frame, node: ast.Call) -> State:
    frame.tested = evaluate(frame, node)
    if len(node.args) == 1:
        return _by_callable(frame, node.args[0])
    types = evaluate(frame.quiet(), node.args[1])
    if isinstance(node.func, ast.Name) and node.func.id == "issubclass":
        subject = _type_of(frame, node.args[0])
        if subject is not None:
            return _by_type(frame, subject, types, node)
        return _by_subclass(frame, node.args[0], types)
    return _by_type(frame, node.args[0], types, node)


def _by_callable(frame: Frame, subject: ast.expr) -> State:
    """Where `callable` does not hold, something is neither a class nor a function."""
    path, values = path_of(subject), evaluate(frame.quiet(), subject)
    if path is None or values is UNKNOWN:
        return frame.fork()
    called = (ControllerClass, Class, Function, Bound, Member)
    others = frozenset(value for value in values if not isinstance(value, called))
    plain = frozenset(v for v in values if isinstance(v, Controller) and v.subclass is None)
    return frame.divide(path, values - plain, others)


def _by_subclass(frame: Frame, subject: ast.expr, types: Values) -> State:
    """Where `issubclass` holds for something unknown, it is one of the controllers' classes."""
    path = path_of(subject)
    classes: Values = frozenset(
        ControllerClass(kind.engines, ASSUMED, kind.subclass, kind.trail)
        for kind in flat(types)
        if isinstance(kind, ControllerClass)
    )
    if path is None or not classes or evaluate(frame.quiet(), subject) != UNKNOWN:
        return frame.fork()
    return frame.divide(path, classes, UNKNOWN)


def _by_type(frame: Frame, subject: ast.expr, types: Values, node: ast.AST) -> State:
    path = path_of(subject)
    if path is None or frame.state is None:
        return frame.fork()
    values = evaluate(frame.quiet(), subject)
    holds, otherwise = by_type(frame, values, types, node)
    return frame.divide(path, holds, otherwise)
