"""When a value that matters is put into something unknown, make the origin of that tell.

With `self.handlers.append(controller)` in a class that was not evaluated, `self.handlers` is
unknown. The class has to be evaluated so that its list is found.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from migration_lint.flow.domain.holders import Object
from migration_lint.flow.domain.values import Bound, Class, Function, Symbol, Value, Values, symbols
from migration_lint.flow.objects.hierarchy import order
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.evaluation import evaluate

_MOST_TIMES = 12  # for one place: what it is reached through is known by then


def wake(frame: Frame, node: ast.expr, put: Values) -> None:
    """If values that are put into something unknown matter, make its origin tell.

    Its origin is what the expression reaches it through: the class of an object, whose `__init__`
    makes the list that is appended to; a function whose result is called.

    Args:
        frame: The body that the expression is in.
        node: The expression of what is unknown.
        put: What is put there.
    """
    woken = frame.program.woken
    if woken.get(node, 0) < _MOST_TIMES and frame.program.telling.flows(put):
        woken[node] = woken.get(node, 0) + 1
        _wake(frame.quiet(), node, set())


def _wake(frame: Frame, node: ast.expr, seen: set[ast.expr]) -> None:
    if node in seen:
        return
    seen.add(node)
    if isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        inner = node.func if isinstance(node, ast.Call) else node.value
        values = evaluate(frame, inner)
        for value in values:
            _wake_one(frame, node, value)
        _wake(frame, inner, seen)
        if isinstance(node, ast.Call) and symbols(values):  # `list(self.handlers)`
            _wake_all(frame, node.args, seen)
    elif isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
        _wake_all(frame, (generator.iter for generator in node.generators), seen)
    elif isinstance(node, ast.BoolOp):
        _wake_all(frame, node.values, seen)
    elif isinstance(node, ast.Name):
        _wake_all(frame, _sources(frame, node.id), seen)


def _wake_all(frame: Frame, nodes: Iterable[ast.expr], seen: set[ast.expr]) -> None:
    for node in nodes:
        _wake(frame, node, seen)


def _wake_one(frame: Frame, node: ast.expr, value: Value) -> None:
    telling = frame.program.telling
    if isinstance(value, Symbol):
        frame.program.deferral.undefer(value.name)
    if isinstance(node, ast.Attribute) and isinstance(value, (Class, Object)):
        telling.tell(value.definition)
        for owner in order(value.definition):  # what puts something there is evaluated
            frame.program.interest.word(node.attr, owner.scope.source.path)
    function = value.function if isinstance(value, Bound) else value
    if isinstance(node, ast.Call) and isinstance(function, (Function, Class)):
        telling.tell(function.definition)


def _sources(frame: Frame, name: str) -> Iterator[ast.expr]:
    """What a name is bound to in the body that a frame is of, or in its module."""
    names = frame.program.names
    found = names.sources(frame.definition.node).get(name) if frame.definition is not None else None
    yield from found or names.sources(frame.source.tree).get(name, ())
