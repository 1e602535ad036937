"""Statements: how each kind changes the state of a frame."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from migration_lint.flow.code.parameter_lists import every
from migration_lint.flow.domain.readings import operated
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Reading, Symbol, Values
from migration_lint.flow.objects.containers import of_members
from migration_lint.flow.objects.items import iterated
from migration_lint.flow.objects.storing import set_attribute
from migration_lint.flow.recording.recorder import Part
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame, State
from migration_lint.flow.syntax import (
    definers,
    displays,  # noqa: F401 - it registers what evaluates its nodes
    imports,
    loops,
    narrowing,
    operations,  # noqa: F401 - as above
    patterns,
)
from migration_lint.flow.syntax.evaluation import evaluate
from migration_lint.flow.syntax.expressions import attribute
from migration_lint.flow.syntax.expressions import name as read_name
from migration_lint.flow.syntax.kinds import by_type
from migration_lint.flow.syntax.operators import binary, in_place
from migration_lint.flow.syntax.subscripts import subscript
from migration_lint.flow.syntax.targets import assign, delete
from migration_lint.flow.syntax.typeforms import (
    NONE,
    annotated_values,
    instances,
    quoted_type,
    refined,
)
from migration_lint.flow.syntax.unpacking import assign_all, commented, run_for_each, unpacks
from migration_lint.flow.syntax.withs import enter


def execute_all(frame: Frame, body: Sequence[ast.stmt]) -> None:
    """Run the statements of a whole body, but for those that are nested too deep to be followed."""
    for position, statement in enumerate(body):
        state = frame.state
        try:
            if frame.definition is not None and unpacks(statement):
                if run_for_each(frame, statement, body[position + 1 :], execute_all):
                    return
            else:
                execute(frame, [statement])
        except RecursionError:
            lines = statement.lineno, statement.end_lineno or statement.lineno
            frame.program.modules.unread.setdefault(frame.source.path, set()).add(lines)
            frame.state = state
        if frame.state is None:
            _note_imports(frame, body[position + 1 :])
            return


def execute(frame: Frame, body: Sequence[ast.stmt]) -> None:
    """Run statements in order; those after a jump never run."""
    for position, statement in enumerate(body):
        if frame.state is None:
            _note_imports(frame, body[position:])
            return
        if unpacks(statement):
            if run_for_each(frame, statement, body[position + 1 :], execute):
                return
        elif type(statement) in _HANDLERS:
            _HANDLERS[type(statement)](frame, statement)


def _note_imports(frame: Frame, unreached: Sequence[ast.stmt]) -> None:
    """See the imports of code that never runs: it would still have to go with the module."""
    for statement in unreached:
        for node in ast.walk(statement):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                _HANDLERS[type(node)](frame, node)


def _expression(frame: Frame, node: ast.Expr) -> None:
    if not isinstance(node.value, ast.Constant):
        evaluate(frame, node.value)


def _annotated(frame: Frame, node: ast.AnnAssign) -> None:
    declared = annotated_values(frame, node.annotation)
    if node.value is not None:
        values = evaluate(frame, node.value)
        if isinstance(node.value, ast.Constant) and _declares_alias(node.annotation):
            values = quoted_type(frame, node.value)
        typed = instances(frame, declared, node.annotation)
        values = refined(values, typed)
        if not isinstance(node.target, ast.Name) or frame.definition is None:
            values |= typed - UNKNOWN  # another place may put in what the annotation says
        assign(frame, node.target, values or UNKNOWN, node.value)
    else:
        values = instances(frame, declared, node.annotation)
        if frame.program.telling.flows(values):
            if isinstance(node.target, ast.Name):
                frame.scope.declared[node.target.id] = values
            assign(frame, node.target, values, node.annotation)


def _declares_alias(annotation: ast.expr) -> bool:
    return getattr(annotation, "attr", getattr(annotation, "id", None)) == "TypeAlias"


def _augmented(frame: Frame, node: ast.AugAssign) -> None:
    right = evaluate(frame, node.value)
    left = _left(frame, node.target)
    parts = Part(node.target, left), Part(node.value, right)
    observe.tables(frame, node, *parts)
    observe.arithmetic(frame, node, *parts)
    result = in_place(frame, node.op, left, right, node) or binary(
        frame, node.op, left, right, node
    )
    changed_in_place = frozenset(value for value in left if isinstance(value, Symbol))
    assign(frame, node.target, changed_in_place or result, node.value, quiet=True)


def _left(frame: Frame, target: ast.Name | ast.Attribute | ast.Subscript) -> Values:
    if isinstance(target, ast.Attribute):
        return attribute(frame, target, access="augmented")
    if isinstance(target, ast.Subscript):
        return subscript(frame, target, access="augmented")
    return read_name(frame, target)


def _delete(frame: Frame, node: ast.Delete) -> None:
    for target in node.targets:
        delete(frame, target)


def _return(frame: Frame, node: ast.Return) -> None:
    if node.value is not None:
        values = evaluate(frame, node.value)
        if frame.cases:
            frame.given[id(node)] = values
        if not frame.never:
            frame.returns |= observe.step(frame, values, node, "returned")
    elif not frame.never:
        frame.returns |= NONE
    frame.state = None


def _raise(frame: Frame, node: ast.Raise) -> None:
    raised = evaluate(frame, node.exc) if node.exc is not None else NOTHING
    if node.cause is not None:
        set_attribute(frame, raised, "__cause__", evaluate(frame, node.cause))
    if frame.program.telling.flows(frame.handling):
        set_attribute(frame, raised, "__context__", frame.handling)
    frame.last = frame.state or frame.last
    frame.state = None


def _if(frame: Frame, node: ast.If) -> None:
    observe.branch(frame, node.test, "if")
    before = frame.type_checking
    frame.type_checking = before or _is_type_checking(node.test)
    otherwise = narrowing.split(frame, node.test)
    if frame.definition is not None and Reading in map(type, frame.tested):
        frame.cases[id(node)] = Part(node.test, frame.tested)
    execute(frame, node.body)
    frame.type_checking = before
    after, frame.state = frame.state, otherwise
    execute(frame, node.orelse)
    frame.state = frame.merge(after, frame.state)


def _is_type_checking(test: ast.expr) -> bool:
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", None)
    return name == "TYPE_CHECKING"


def _while(frame: Frame, node: ast.While) -> None:
    observe.branch(frame, node.test, "while")
    forever = isinstance(node.test, ast.Constant) and bool(node.test.value)

    def head() -> State:
        otherwise = narrowing.split(frame, node.test)
        return None if forever else otherwise

    loops.run(frame, node, [head], execute)


def _for(frame: Frame, node: ast.For | ast.AsyncFor) -> None:
    over = evaluate(frame, node.iter)
    known = loops.rows(frame, over)
    if known:
        loops.run_each(
            frame,
            node,
            known,
            lambda row: assign(frame, node.target, row, node.iter, each=True),
            execute,
        )
        return

    def take(members: Values) -> State:
        end = frame.fork()
        assign(frame, node.target, members, node.iter, each=True)
        return end

    members = iterated(frame, over, node.iter)
    members = commented(frame, members, node.body[0].lineno - 1, node.target)
    heads = [partial(take, part) for part in loops.apart(frame, members)]
    loops.run(frame, node, heads, execute)


def _break(frame: Frame, _: ast.Break) -> None:
    if frame.state is not None:
        frame.breaks.append(frame.state)
    frame.state = None


def _continue(frame: Frame, _: ast.Continue) -> None:
    if frame.state is not None:
        frame.continues.append(frame.state)
    frame.state = None


def _try(frame: Frame, node: Any) -> None:  # ast.Try, and ast.TryStar from 3.11
    thrown = [frame.fork()]
    for statement in node.body:
        execute(frame, [statement])
        if frame.state != thrown[-1]:
            thrown.append(frame.fork())
    at_handler = frame.merge(*thrown)
    execute(frame, node.orelse)
    ends = [frame.state]
    for handler in node.handlers:
        frame.state = dict(at_handler) if at_handler is not None else None
        caught = UNKNOWN
        if handler.type is not None:
            kinds = evaluate(frame, handler.type)
            caught = by_type(frame, UNKNOWN, kinds, handler.type)[0] or UNKNOWN
        if handler.name:
            is_group = not isinstance(node, ast.Try)
            bound = _group(frame, caught, handler) if is_group else caught
            frame.bind(handler.name, bound, handler.lineno)
        before, frame.handling = frame.handling, caught
        execute(frame, handler.body)
        frame.handling = before
        if handler.name:
            frame.unbind(handler.name)
        ends.append(frame.state)
    frame.state = frame.merge(*ends)
    if node.finalbody:
        reached = frame.state is not None
        frame.state = frame.merge(frame.state, at_handler)
        execute(frame, node.finalbody)
        if not reached:
            frame.state = None


def _group(frame: Frame, caught: Values, handler: ast.ExceptHandler) -> Values:
    """The group of exceptions that `except*` binds."""
    group = frame.program.holdings.namespace(frame.scope, ("group", handler))
    members = of_members(frame, "tuple", handler, caught)
    frame.program.holdings.put_attribute(group, "exceptions", members)
    return frozenset({group})


def _with(frame: Frame, node: ast.With | ast.AsyncWith) -> None:
    for item in node.items:
        entered = enter(frame, item.context_expr)
        if item.optional_vars is not None:
            entered = commented(frame, entered, node.body[0].lineno - 1, item.optional_vars)
            assign(frame, item.optional_vars, entered, item.context_expr)
    execute(frame, node.body)


def _assert(frame: Frame, node: ast.Assert) -> None:
    observe.branch(frame, node.test, "assert")
    otherwise = narrowing.split(frame, node.test)
    if node.msg is not None:
        holds, frame.state = frame.state, otherwise
        evaluate(frame, node.msg)
        frame.state = holds


def _scope_statement(frame: Frame, node: ast.Global | ast.Nonlocal) -> None:
    definition = frame.definition
    if definition is None:
        return
    for name in node.names:
        scope = definition.scope
        while isinstance(node, ast.Global) and scope.definition is not None:
            scope = scope.definition.scope
        while isinstance(node, ast.Nonlocal) and name not in scope.later:
            if scope.definition is None:
                break
            if any(one.arg == name for one in every(scope.definition.node.args)):
                break
            scope = scope.definition.scope
        frame.scope.redirected[name] = scope
        frame.scope.paths_of.setdefault(name, set()).add(name)


def _type_alias(frame: Frame, node: Any) -> None:  # ast.TypeAlias, from 3.12
    definers.annotate_parameters(frame, node)
    frame.bind(node.name.id, annotated_values(frame, node.value), node.lineno)


def _match(frame: Frame, node: ast.Match) -> None:
    subject = evaluate(frame, node.subject)
    observe.branch(frame, node.subject, "match")
    observe.condition(frame, node.subject, subject)
    constants = patterns.constants_of_cases(frame, node.cases)
    if constants is not None:
        observe.reading(frame, node.subject, operated(subject, "cases", *constants))
    ends = []
    for case in node.cases:
        otherwise = patterns.split(frame, case.pattern, subject, node.subject)
        if case.guard is not None:
            failed = narrowing.split(frame, case.guard)
            otherwise = frame.merge(otherwise, failed)
        execute(frame, case.body)
        ends.append(frame.state)
        frame.state = otherwise
        subject = patterns.remaining(frame, case, subject)
    ends.append(frame.state)
    frame.state = frame.merge(*ends)


_HANDLERS: dict[type[ast.stmt], Callable[[Frame, Any], None]] = {
    ast.Expr: _expression,
    ast.Assign: assign_all,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Delete: _delete,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.If: _if,
    ast.While: _while,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Try: _try,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Assert: _assert,
    ast.Global: _scope_statement,
    ast.Nonlocal: _scope_statement,
    ast.Import: imports.import_module,
    ast.ImportFrom: imports.import_from,
    ast.FunctionDef: definers.define_function,
    ast.AsyncFunctionDef: definers.define_function,
    ast.ClassDef: definers.define_class,
    ast.Match: _match,
}
for _name, _handler in (("TryStar", _try), ("TypeAlias", _type_alias)):
    if hasattr(ast, _name):
        _HANDLERS[getattr(ast, _name)] = _handler
