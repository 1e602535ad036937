"""`__getattr__`: what objects and modules give that they do not have themselves."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migration_lint.flow.frame import Frame
from migration_lint.flow.hierarchy import class_attribute
from migration_lint.flow.parameters import Arguments
from migration_lint.flow.values import (
    NOTHING,
    AnyName,
    Const,
    Delegate,
    Function,
    Object,
    Values,
    join,
)

if TYPE_CHECKING:
    from migration_lint.flow.program import ModuleState, Program

_HOOKS = ("__getattribute__", "__getattr__")
_ANY_NAME: Values = frozenset({AnyName()})


def has_hook(frame: Frame, value: Object) -> bool:
    """Whether the class of an object says what it gives that it does not have."""
    return any(class_attribute(frame, value, hook) for hook in _HOOKS)


def delegates(frame: Frame, value: Object, name: str, node: ast.AST) -> Values:
    """What an object asks for an attribute that it does not have: `getattr(self._inner, name)`."""
    from migration_lint.flow.calls import call_special  # noqa: PLC0415 - a cycle

    if name.startswith("__"):
        return NOTHING
    found = NOTHING
    for hook in _HOOKS:
        if class_attribute(frame, value, hook):
            given = call_special(frame, value, hook, Arguments([_ANY_NAME]), node)
            found |= join([one.base for one in given if isinstance(one, Delegate)])
    return found


def given_by_module(program: Program, module: ModuleState, name: str) -> Values:
    """What the `__getattr__` of a module gives under a name."""
    program.read(module.scope, "__getattr__")
    found = NOTHING
    for hook in module.exports.get("__getattr__", NOTHING):
        if isinstance(hook, Function):
            parameters = [*hook.definition.node.args.posonlyargs, *hook.definition.node.args.args]
            asked: Values = frozenset({Const(name)})
            context = program.call(hook.definition, {one.arg: asked for one in parameters[:1]})
            found |= context.returns
    return found
