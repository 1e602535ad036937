"""`__getattr__`: attributes that objects and modules get from others."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_special, call_values
from migration_lint.flow.calling.parameters import ANY_NAME
from migration_lint.flow.code.parameter_lists import receiver_of
from migration_lint.flow.domain.holders import Object
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Const,
    Delegate,
    Function,
    Module,
    Symbol,
    Value,
    Values,
    join,
)
from migration_lint.flow.objects.hierarchy import class_attribute
from migration_lint.flow.state.frame import Frame

if TYPE_CHECKING:
    from migration_lint.flow.code.definitions import ClassDefinition
    from migration_lint.flow.state.contexts import ModuleState
    from migration_lint.flow.work.program import Program

_Asking: TypeAlias = Callable[[Frame, Iterable[Value], str, ast.AST], "list[Object]"]

_HOOKS = ("__getattribute__", "__getattr__")
_SET_ON = "<set on>"  # under which an object keeps what its attributes are put on


def has_hook(frame: Frame, definition: ClassDefinition, name: str) -> bool:
    """Whether a class says what its objects give under a name that they do not have."""
    one = definition.anyone
    return not name.startswith("__") and any(class_attribute(frame, one, hook) for hook in _HOOKS)


def asked(
    frame: Frame, objects: Sequence[Object], name: str, node: ast.AST, asking: _Asking
) -> tuple[Values, Values]:
    """What objects with such a hook give for an attribute that they do not have.

    Objects that hand on to each other, as `asking` tells, are asked once, all of a class in one
    call.

    Returns:
        What is asked for it in the end, as in `getattr(self._inner, name)`: nothing that lacks it
        in the same way. And what the hooks give by themselves.
    """
    seen, waiting = set(objects), objects
    bases = computed = NOTHING
    while waiting:
        given = _ask(frame, waiting, name, node)
        delegates = [one for one in given if isinstance(one, Delegate)]
        computed |= given.difference(delegates) - UNKNOWN
        inner = join([one.base for one in delegates])
        further = asking(frame, inner, name, node)
        bases |= inner.difference(further)
        waiting = [value for value in further if value not in seen]
        seen.update(waiting)
    return bases, computed if frame.program.matters(computed) else NOTHING


def _ask(frame: Frame, objects: Iterable[Object], name: str, node: ast.AST) -> Values:
    """What the hooks of objects give."""
    receivers: dict[Values, list[Object]] = {}
    for value in objects:
        for hook in _HOOKS:
            receivers.setdefault(class_attribute(frame, value, hook), []).append(value)
    receivers.pop(NOTHING, None)
    return join(
        [
            call_values(
                frame, hooks, Arguments([frozenset(given), _as_asked(frame, hooks, name)]), node
            )
            for hooks, given in receivers.items()
        ]
    )


def _as_asked(frame: Frame, hooks: Values, name: str) -> Values:
    """What hooks get: the name, where they look something up by it; else any, for an object."""
    looks_up = frame.program.names.looks_up
    are_tables = all(
        looks_up(one.definition.node) if isinstance(one, Function) else isinstance(one, Symbol)
        for one in hooks
    )
    return frozenset({Const(name)}) if are_tables else ANY_NAME


def note_set(frame: Frame, names: Values, base: Values) -> None:
    """`setattr(base, name, value)`: where the name is any, a `__setattr__` hands it on."""
    if names == ANY_NAME and frame.receiver is not None:
        for value in frame.lookup(frame.receiver):
            if isinstance(value, Object):
                frame.program.holdings.put(value, value.attributes, _SET_ON, base)


def set_on(frame: Frame, value: Object, name: str) -> Values:
    """What the `__setattr__` of an object puts an attribute on in place of the object.

    What it hands on by names of its own begins with `_`, and is the object's.
    """
    if name.startswith("_"):
        return NOTHING
    found = NOTHING
    for hook in class_attribute(frame, value, "__setattr__"):
        if isinstance(hook, Function):
            given = Arguments([ANY_NAME, UNKNOWN], always=True)
            there = frame.at(hook.definition.scope.source)
            call_special(there, value, "__setattr__", given, hook.definition.node)
            frame.program.read(value, _SET_ON)
            found |= value.attributes.get(_SET_ON, NOTHING)
    return found - {value} - UNKNOWN


def note_modules(frame: Frame, base: Values) -> None:
    """The `__getattr__` of a module gives what others have, by their names."""
    is_hook = frame.definition is not None and frame.definition.is_hook_of_module
    for value in base if is_hook else ():
        path = frame.program.index.find(value.name, "") if isinstance(value, Module) else None
        if path is not None:
            frame.program.interest.imports_all(frame.source, path)


def given_by_module(program: Program, module: ModuleState, name: str) -> Values:
    """What the `__getattr__` of a module gives under a name."""
    program.read(module, "__getattr__")
    found = NOTHING
    for hook in module.exports.get("__getattr__", NOTHING):
        if isinstance(hook, Function):
            first = receiver_of(hook.definition.node.args)
            asked: dict[str, Values] = {first: frozenset({Const(name)})} if first else {}
            found |= program.call(hook.definition, asked).returns
    return found
