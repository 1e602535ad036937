"""Operations as they are written: operators, comparisons, f-strings."""

from __future__ import annotations

import ast

from migration_lint.flow.domain.readings import operated, plain
from migration_lint.flow.domain.values import UNKNOWN, Const, Reading, Values
from migration_lint.flow.recording.recorder import Part
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax import operators
from migration_lint.flow.syntax.evaluation import evaluate, evaluates


@evaluates(ast.UnaryOp)
def _not(frame: Frame, node: ast.UnaryOp) -> Values:
    values = evaluate(frame, node.operand)
    if not isinstance(node.op, ast.Not):
        numbers = [v.value for v in values if isinstance(v, Const) and type(v.value) is int]
        if isinstance(node.op, ast.USub) and numbers:
            return frozenset(Const(-number) for number in numbers)
        return operators.unary(frame, node.op, values, node) or UNKNOWN
    readings = [value for value in values if isinstance(value, Reading)]
    if readings:
        observe.condition(frame, node.operand, values)
        return frozenset(reading.then("not") for reading in readings)
    if values and all(type(value) is Const for value in values):
        return frozenset(Const(not value.value) for value in values if isinstance(value, Const))
    return UNKNOWN


@evaluates(ast.BinOp)
def _binary(frame: Frame, node: ast.BinOp) -> Values:
    """Not by recursion: `a + b + c` is nested to the left as deep as it is long."""
    chain = [node]
    while isinstance(chain[-1].left, ast.BinOp):
        chain.append(chain[-1].left)
    values = evaluate(frame, chain[-1].left)
    added, path, joined = [values], UNKNOWN, node
    for inner in reversed(chain):
        right = evaluate(frame, inner.right)
        added.append(right)
        values = _operated(frame, inner, values, right)
        if inner is not node:
            observe.reading(frame, inner, values)
        if isinstance(inner.op, ast.Div) and values is not UNKNOWN:
            path, joined = values, inner
    if path is not UNKNOWN:
        observe.path(frame, joined, path)
    if values is UNKNOWN and len(chain) > 1 and all(isinstance(it.op, ast.Add) for it in chain):
        return operators.combine_known(frame, added, operators.joined)
    return values


def _operated(frame: Frame, node: ast.BinOp, left: Values, right: Values) -> Values:
    parts = Part(node.left, left), Part(node.right, right)
    observe.arithmetic(frame, node, *parts)
    observe.tables(frame, node, *parts)
    return operators.binary(frame, node.op, left, right, node)


@evaluates(ast.Compare)
def _compare(frame: Frame, node: ast.Compare) -> Values:
    left_node, result = node.left, UNKNOWN
    for operand in (node.left, *node.comparators):
        inner = _within(operand)
        if isinstance(inner, (ast.BinOp, ast.Call)):
            frame.recorder.uses.setdefault(id(inner), "compared")
    left = evaluate(frame, left_node)
    for position, right_node in enumerate(node.comparators):
        right = evaluate(frame, right_node)
        if left is not UNKNOWN or right is not UNKNOWN:
            observe.compare(frame, node, position, Part(left_node, left), Part(right_node, right))
            if isinstance(node.ops[position], (ast.In, ast.NotIn)):
                methods = ("__contains__", "__iter__", "__getitem__")
                observe.special(frame, right_node, right, methods)
            operator = observe.OPERATORS[type(node.ops[position])]
            result = operated(left, operator, plain(right)) or result
            result = operators.compared(frame, node.ops[position], left, right, node) or result
            turned = _TURNED.get(operator)
            if turned:
                result = operated(right, turned, plain(left)) or result
        left_node, left = right_node, right
    return result


def _within(operand: ast.expr) -> ast.expr:
    """What is compared, without what takes a part of it: `int(a % 100)`, `divmod(a, 100)[1]`."""
    if isinstance(operand, ast.Subscript):
        return operand.value
    is_cast = isinstance(operand, ast.Call) and getattr(operand.func, "id", "") in {"int", "abs"}
    return (
        operand.args[0] if isinstance(operand, ast.Call) and is_cast and operand.args else operand
    )


# What a comparison is, seen from its right side.
_TURNED = {"==": "==", "!=": "!=", "in": "contains", "not in": "lacks",
           "<": ">", ">": "<", "<=": ">=", ">=": "<=", "is": "is", "is not": "is not"}  # fmt: skip


@evaluates(ast.JoinedStr)
def _joined(frame: Frame, node: ast.JoinedStr) -> Values:
    parts = []
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            parts.append(_formatted(frame, part))
        else:
            parts.append(evaluate(frame, part))
    return operators.combine_known(frame, parts, operators.joined)


def _formatted(frame: Frame, part: ast.FormattedValue) -> Values:
    """`{value!r:>9}` inside an f-string."""
    values = evaluate(frame, part.value)
    if part.format_spec is None and part.conversion in (-1, 115):
        return values
    spec = evaluate(frame, part.format_spec) if part.format_spec else frozenset({Const("")})

    def fold(value: object, text: object) -> object:
        return operators.format_one(value, part.conversion, text)

    return operators.combine((values, spec), fold)
