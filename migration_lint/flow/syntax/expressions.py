"""Expressions: names, attributes, conditions, and what is awaited or yielded."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.awaiting import awaited, returned
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.readings import chosen, combined, with_default
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Const, Values, join
from migration_lint.flow.objects.attributes import get_attribute, seen_through
from migration_lint.flow.objects.items import iterated
from migration_lint.flow.objects.kept_flag import kept_flag
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.evaluation import evaluate, evaluates
from migration_lint.flow.syntax.narrowing import is_false, is_true, split
from migration_lint.flow.syntax.targets import assign


@evaluates(ast.Name)
def name(frame: Frame, node: ast.Name) -> Values:
    """What a name is at this place, noted as read."""
    values = frame.lookup(node.id)
    if values is not UNKNOWN and frame.program.matters(values):
        values = frame.masked(node.id, values)
        observe.name(frame, node, values)
    return values


@evaluates(ast.Attribute)
def attribute(
    frame: Frame, node: ast.Attribute, *, access: str = "load", called: bool = False
) -> Values:
    """What an attribute may be, noted as reached."""
    base = evaluate(frame, node.value)
    values = frame.held(node)
    if values is None:
        values = get_attribute(frame, base, node.attr, node)
    if access == "load" and not called:
        values = kept_flag(frame, node.attr, values, base)
    if base is UNKNOWN:
        return values
    through = seen_through(frame, base, node.attr, node)
    observe.attribute(frame, node, through, node.attr, values, access=access, called=called)
    return values


def callee(frame: Frame, node: ast.expr) -> Values:
    """What is called, noted as such."""
    if isinstance(node, ast.Attribute):
        return attribute(frame, node, called=True)
    return evaluate(frame, node)


# Operands of one `and` or `or`: of more than these none tells what the next one finds, which is
# written by programs and would take the square of their number.
_MOST_OPERANDS = 100


@evaluates(ast.BoolOp)
def _bool(frame: Frame, node: ast.BoolOp) -> Values:
    if len(node.values) > _MOST_OPERANDS:
        every = [evaluate(frame, operand) for operand in node.values]
        return combined(every, "or" if isinstance(node.op, ast.Or) else "and") or join(every)
    found = NOTHING
    outcomes, operands = [], []
    either = isinstance(node.op, ast.Or)
    for operand in node.values[:-1]:
        observe.branch(frame, operand, "short circuit")
        if isinstance(operand, (ast.BoolOp, ast.UnaryOp)):
            values, failed = evaluate(frame, operand), frame.fork()
        else:
            failed = split(frame, operand)
            values = frame.tested
        operands.append(values)
        found |= _kept(values, stays_true=either)
        outcomes.append(frame.state if either else failed)
        if either:
            frame.state = failed
    last = evaluate(frame, node.values[-1])
    frame.state = frame.merge(frame.state, *outcomes)
    decided = combined([*operands, last], "or" if either else "and")
    if decided:
        return decided
    if either and any(map(_is_object, operands)):
        return found
    return with_default(found, last) | last if either else found | last


def _is_object(values: Values) -> bool:
    """Whether an operand is an object for sure that counts as true."""
    return bool(values) and all(type(value) is not Const and is_true(value) for value in values)


def _kept(values: Values, *, stays_true: bool) -> Values:
    """What of an operand of `or` (or `and`) can be the result though another operand follows."""
    gone = is_false if stays_true else is_true
    return frozenset(value for value in values if not gone(value))


@evaluates(ast.IfExp)
def _conditional(frame: Frame, node: ast.IfExp) -> Values:
    observe.branch(frame, node.test, "conditional")
    otherwise = split(frame, node.test)
    never = frame.never
    test, yes = frame.tested, evaluate(frame, node.body)
    after, frame.state = frame.state, otherwise
    if frame.never:
        evaluate(frame, node.orelse)
        frame.state = after
        return yes
    no = evaluate(frame, node.orelse)
    frame.state = frame.merge(after, frame.state)
    if never:
        return no
    return chosen(test, yes, no) or yes | no


@evaluates(ast.NamedExpr)
def _named(frame: Frame, node: ast.NamedExpr) -> Values:
    values = evaluate(frame, node.value)
    assign(frame, node.target, values, node.value)
    return frame.lookup(node.target.id)


@evaluates(ast.Starred)
def _starred(frame: Frame, node: ast.Starred) -> Values:
    return evaluate(frame, node.value)


@evaluates(ast.Await)
def _await(frame: Frame, node: ast.Await) -> Values:
    return awaited(frame, evaluate(frame, node.value), node)


@evaluates(ast.Yield)
def _yield(frame: Frame, node: ast.Yield) -> Values:
    given = evaluate(frame, node.value) if node.value is not None else UNKNOWN
    frame.yields |= observe.step(frame, given, node, "yielded") or UNKNOWN
    frame.program.read(frame.context, "sent")
    return frame.context.sent or UNKNOWN


@evaluates(ast.YieldFrom)
def _yield_from(frame: Frame, node: ast.YieldFrom) -> Values:
    inner = evaluate(frame, node.value)
    frame.yields |= iterated(frame, inner, node) or UNKNOWN
    frame.program.read(frame.context, "sent")
    for generator in inner:
        if isinstance(generator, Container) and generator.body is not None:
            frame.program.send(generator.body, frame.context.sent)
    return returned(frame, inner)
