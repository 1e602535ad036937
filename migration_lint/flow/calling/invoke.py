"""Evaluate a call expression: its callee, its arguments and its result."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from migration_lint.flow.attention.waking import wake
from migration_lint.flow.calling import (
    functions,  # noqa: F401 - it registers what calls its values
    protocol_calls,  # noqa: F401 - as above
)
from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_values
from migration_lint.flow.calling.outside import run_partials
from migration_lint.flow.domain.holders import Attributes, Container, Object
from migration_lint.flow.domain.paths import path_of, root_of
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Bound,
    Const,
    Function,
    Symbol,
    Unknown,
    Value,
    Values,
    join,
)
from migration_lint.flow.models import model_of
from migration_lint.flow.objects import (
    construction,  # noqa: F401 - as above
    namespaces,
)
from migration_lint.flow.objects.items import iterated
from migration_lint.flow.recording.recorder import Part
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.evaluation import evaluate, evaluates
from migration_lint.flow.syntax.expressions import callee

_FEW = 12


@evaluates(ast.Call)
def invoke(frame: Frame, node: ast.Call, *, always: bool = False) -> Values:
    """What a call gives; `always` as in `Arguments`.

    `task.function(*task.given)` is one call for each task: none gets what another one holds.
    """
    subject = _subject(frame, node)
    if subject is None or frame.state is None:
        return _invoke(frame, node, always=always)
    before, found = frame.state, NOTHING
    for value in before[subject]:
        frame.state = {**before, subject: frozenset({value})}
        found |= _invoke(frame, node, always=always)
    frame.state = before
    return found


def _subject(frame: Frame, node: ast.Call) -> str | None:
    """The name of a few objects that both a callee and its arguments are taken from; None: none."""
    function = node.func
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
        return None
    name = function.value.id
    values = (frame.state or {}).get(name, NOTHING)
    if not 1 < len(values) <= _FEW or not all(type(v) in (Object, Unknown) for v in values):
        return None
    given = (*node.args, *(keyword.value for keyword in node.keywords))
    parts = (part for argument in given for part in ast.walk(argument))
    named = any(isinstance(part, ast.Name) and part.id == name for part in parts)
    return name if named else None


def _invoke(frame: Frame, node: ast.Call, *, always: bool) -> Values:
    called = callee(frame, node.func)
    arguments, parts = _arguments(frame, node)
    arguments.always = always
    result = _unpartial(frame, called, arguments, node)
    _forget_stored(frame, node.func, called)
    if frame.scope.items:
        _forget_items(frame, node, called)
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


def _forget_items(frame: Frame, node: ast.Call, called: Values) -> None:
    """Drop what was put under keys of what a call may change: what it is given, or is a method of.

    A function of the project may change anything.
    """
    if any(type(one) not in (Symbol, Const, Unknown) and not _is_builtin(one) for one in called):
        frame.forget_items(lambda _: True)
        return
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    roots = {one.id for part in given for one in ast.walk(part) if isinstance(one, ast.Name)}
    owner = path_of(node.func.value) if isinstance(node.func, ast.Attribute) else None
    frame.forget_items(
        lambda path: root_of(path) in roots or (owner and path.startswith(f"{owner}["))
    )


def _is_builtin(value: Value) -> bool:
    """Whether a value is a method of something built in."""
    return isinstance(value, Bound) and isinstance(value.function, Symbol)


def _unpartial(frame: Frame, called: Values, arguments: Arguments, node: ast.Call) -> Values:
    if called >= UNKNOWN:  # which a caller may have given
        frame.program.telling.puts_away(frame.definition, arguments.every())
    if called >= UNKNOWN or not called:
        reached = node.func.value if isinstance(node.func, ast.Attribute) else node.func
        wake(frame, reached, arguments.every())
    is_kept = isinstance(node.func, ast.Subscript) or not called
    if (is_kept or called >= UNKNOWN) and frame.program.telling.tells_more(arguments.every()):
        frame.program.interest.hands_out(frame.source)
    if called == UNKNOWN:
        return _unknown_callee(frame, arguments, node)
    return call_values(frame, called, arguments, node)


def _unknown_callee(frame: Frame, arguments: Arguments, node: ast.Call) -> Values:
    """A method of something unknown that is known by its name, such as `executor.submit`."""
    if not isinstance(node.func, ast.Attribute):
        run_partials(frame, arguments, node)
        return UNKNOWN
    model = model_of("?." + node.func.attr)
    result = model(frame, arguments, node) if model is not None else None
    if result is None and getattr(node.func.value, "attr", "") == "hook":
        from migration_lint.flow.calling.hooks import call_hook  # noqa: PLC0415 - few have hooks

        result = call_hook(frame, node.func.attr, node, arguments)
    if result is None:
        run_partials(frame, arguments, node)
        return UNKNOWN
    return result


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
    known = _in_order(frame, values) if arguments.star is None else []
    others = values.difference(known)
    loose = [held for held in known if not held.exact]
    rest = join([iterated(frame, others, node), *(held.rest or UNKNOWN for held in loose)])
    for members in zip_longest(*(held.items.values() for held in known), fillvalue=NOTHING):
        arguments.positional.append(join((*members, rest)))
    if others or loose:
        arguments.star = (arguments.star or NOTHING) | rest


def _in_order(frame: Frame, values: Values) -> list[Container]:
    """The sequences among values of which it is known what is at which place."""
    found = [v for v in values if isinstance(v, Container) and v.kind in ("list", "tuple")]
    for held in found:
        frame.program.read(held, "items")
    return [held for held in found if held.exact or held.kind == "tuple"]


def _spread_mapping(frame: Frame, arguments: Arguments, values: Values) -> None:
    rest, is_known = NOTHING, True
    named: list[Mapping[Any, Values]] = []
    for value in values:
        if isinstance(value, Container) and value.kind == "dict":
            frame.program.read(value, "items")
            named.append(value.items)
            if value.exact:
                continue
            rest |= value.rest or UNKNOWN
        elif isinstance(value, Attributes):  # `**vars(x)`
            named.append(namespaces.all_of(frame, value))
            rest |= UNKNOWN
        else:
            rest |= value.every() if isinstance(value, Container) else UNKNOWN
        is_known = False
    for members in named:
        _add_named(arguments, members, rest if len(values) > 1 else NOTHING)
    if not is_known:
        arguments.double_star = (arguments.double_star or NOTHING) | _of_any_name(rest)


def _of_any_name(held: Values) -> Values:
    """What any name may give; unknown where objects differ from name to name."""
    kinds = {type(value) for value in held} - {Unknown, Const}
    return held if len(kinds) < 2 else UNKNOWN


def _add_named(arguments: Arguments, members: Mapping[Any, Values], rest: Values) -> None:
    for name, held in members.items():
        named = str(name)
        arguments.keywords[named] = join((arguments.keywords.get(named, NOTHING), held, rest))
