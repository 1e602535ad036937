"""Hooks of plugins: a call by name runs whatever implements it, wherever that is."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_one
from migration_lint.flow.code.parameter_lists import single
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.values import NOTHING, Bound, Function, Values
from migration_lint.flow.objects.containers import add, new_container, of_members
from migration_lint.flow.state.frame import Frame

# Stand in files that implement hooks or tell of them, as everybody calls the two markers.
_SPEC = "hookspec"
_MARKS = ("hookimpl", _SPEC)


def implement(frame: Frame, name: str, functions: Values) -> None:
    """Functions implement a hook; those in a class do so for any object of it."""
    for one in functions:
        if isinstance(one, Function):
            owner = one.definition.owner
            bound = one if owner is None else Bound(one, (frozenset({owner.anyone}),))
            add(frame, _implementations(frame, name), frozenset({bound}))


def take_first(frame: Frame, name: str) -> None:
    """A call of a hook gives what one implementation gives, and not the list of all."""
    frame.program.memory["first result", name] = True
    frame.program.changed(_implementations(frame, name), "items")


def call_hook(frame: Frame, name: str, node: ast.Call, arguments: Arguments) -> Values | None:
    """What a call such as `manager.hook.begin(engine=engine)` gives; None where that is nothing."""
    for mark in _MARKS if frame.program.telling.flows(arguments.every()) else ():
        frame.program.interest.outside(mark, mark)
    implementations = _implementations(frame, name)
    frame.program.read(implementations, "items")
    found = NOTHING
    for one in implementations.rest:
        method = one.function if isinstance(one, Bound) else one
        if isinstance(method, Function):
            taken = {parameter.arg for parameter in single(method.definition.node.args)}
            given = {key: held for key, held in arguments.keywords.items() if key in taken}
            found |= call_one(frame, one, Arguments([], given), node)
    if frame.program.telling.flows(found):
        frame.program.interest.outside(_SPEC, _SPEC)
    if ("first result", name) in frame.program.memory:
        return found or None
    return of_members(frame, "list", node, found) if found else None


def _implementations(frame: Frame, name: str) -> Container:
    return new_container(frame, "list", ("hook", name))
