"""Assignments, which take few tuples apart one by one."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TypeGuard

from migration_lint.flow.domain.values import Values
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax import loops
from migration_lint.flow.syntax.evaluation import evaluate
from migration_lint.flow.syntax.targets import assign
from migration_lint.flow.syntax.typeforms import annotated_values, instances, refined


def assign_all(frame: Frame, node: ast.Assign) -> None:
    """An assignment, to one or more targets."""
    _put(frame, node, _assigned(frame, node))


def _assigned(frame: Frame, node: ast.Assign) -> Values:
    values = evaluate(frame, node.value)
    return commented(frame, values, node.end_lineno or 0, node.targets[0])


def commented(frame: Frame, values: Values, line: int, target: ast.expr) -> Values:
    """Values as the type comment at the end of their line says that they are."""
    comment = frame.source.types_by_line.get(line)
    if comment is not None:
        declared = annotated_values(frame.quiet(), comment)
        typed = instances(frame, declared, target)
        if frame.program.matters(typed):
            return refined(values, typed)
    return values


def _put(frame: Frame, node: ast.Assign, values: Values) -> None:
    for target in node.targets:
        assign(frame, target, values, node.value)


def unpacks(statement: ast.stmt) -> TypeGuard[ast.Assign]:
    """Whether a statement takes a tuple apart."""
    return isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Tuple)


def run_for_each(
    frame: Frame, node: ast.Assign, rest: Sequence[ast.stmt], run: loops.Execute
) -> bool:
    """Take a tuple apart; where it may be one of a few, run what follows for each of these.

    What stands in one is not mixed with what is in another.

    Args:
        frame: Where it stands.
        node: The assignment.
        rest: What follows it in its body.
        run: Runs that.

    Returns:
        Whether it was run.
    """
    parts, ends = loops.apart(frame, _assigned(frame, node)), []
    before = frame.state
    frame.rounds *= len(parts)
    for part in parts:
        frame.state = dict(before) if before is not None else None
        _put(frame, node, part)
        if len(parts) > 1:
            run(frame, rest)
        ends.append(frame.state)
    frame.rounds //= len(parts)
    frame.state = frame.merge(*ends)
    return len(parts) > 1
