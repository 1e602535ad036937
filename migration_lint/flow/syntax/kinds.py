"""What of some values is of a type, and what is not."""

from __future__ import annotations

import ast

from migration_lint.flow.code.definitions import FunctionNode
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.values import (
    UNKNOWN,
    Alias,
    Class,
    Const,
    Controller,
    ControllerClass,
    Place,
    Reading,
    Symbol,
    Trail,
    Unknown,
    Value,
    Values,
)
from migration_lint.flow.objects.hierarchy import (
    class_attribute,
    definition_of,
    is_exception,
    order,
)
from migration_lint.flow.state.frame import Frame


def by_type(frame: Frame, values: Values, types: Values, node: ast.AST) -> tuple[Values, Values]:
    """What of `values` is of one of `types`, and what is not."""
    asked = flat(types)
    if any(isinstance(kind, (Reading, Unknown)) for kind in asked) or not asked:
        # A type that is not known, perhaps not yet, is no reason to take it for a controller's.
        return frozenset(v for v in values if not isinstance(v, Controller)), values
    holds: set[Value] = set()
    otherwise: set[Value] = set()
    for value in values:
        if value in UNKNOWN:
            otherwise.add(value)
            for kind in asked:
                named = (
                    kind.instances if isinstance(kind, Alias) else {_made_known(frame, kind, node)}
                )
                holds.update(named)
            continue
        certain = [_is_of(frame, value, kind) for kind in asked]
        if any(answer is not False for answer in certain):
            holds.add(value)
        if not any(answer is True for answer in certain):
            otherwise.add(value)
    return frozenset(holds), frozenset(otherwise)


def flat(types: Values) -> list[Value]:
    """The types that a type or a tuple of types stands for."""
    found: list[Value] = []
    for kind in types:
        if isinstance(kind, Container):
            found += [
                inner for values in (*kind.items.values(), kind.rest) for inner in flat(values)
            ]
        else:
            found.append(kind)
    return found


def _made_known(frame: Frame, kind: Value, node: ast.AST) -> Value:
    if isinstance(kind, ControllerClass):
        trail = Trail(Place(frame.source.path, node), "known to be a controller here", kind.trail)
        return Controller(kind.engines, kind.subclass, trail, assumed=True)
    if isinstance(kind, Class):
        return kind.definition.object_at("narrowed")
    if is_exception(kind):
        return Symbol(f"{kind.name}()")  # type: ignore[attr-defined]  # an exception is a symbol
    return next(iter(UNKNOWN))


def _is_of(frame: Frame, value: Value, kind: Value) -> bool | None:  # noqa: PLR0911 - one a kind
    """Whether a value is of a type for sure; None where that depends."""
    if isinstance(kind, Alias):
        answers = [value == inner for inner in kind.instances]
        return True if any(answers) else None
    if isinstance(kind, Symbol) and kind.name == "builtins.object":
        return True
    if isinstance(value, (Controller, ControllerClass)):
        return _controller_is_of(frame, value, kind)
    definition = definition_of(value)
    if isinstance(kind, Class):
        if definition is None:
            return False if isinstance(value, (Const, Container)) else None
        return kind.definition in order(definition)
    if isinstance(kind, ControllerClass):
        return False if definition is not None or isinstance(value, (Const, Container)) else None
    return None


def _controller_is_of(
    frame: Frame, value: Controller | ControllerClass, kind: Value
) -> bool | None:
    if isinstance(kind, ControllerClass):
        if kind.subclass is not None and not kind.subclass.engines:
            own = value.subclass is not None and kind.subclass in order(value.subclass)
            return own or (None if value.subclass is None else False)
        if value.engines <= kind.engines:
            return True
        return None if value.engines & kind.engines else False
    if isinstance(kind, Class):
        is_base = any(one.engines & value.engines for one in kind.definition.subclasses)
        is_open = _is_abstract(kind) or class_attribute(frame, kind, "__instancecheck__")
        return None if is_base or is_open else False
    return False  # the engines' classes are not known to be of a foreign type


def _is_abstract(kind: Class) -> bool:
    """Whether a class can have instances that do not inherit from it: a protocol, an ABC."""
    names = [v.name for base in kind.definition.bases for v in base if isinstance(v, Symbol)]
    return any(name.rpartition(".")[2] in ("Protocol", "ABC") for name in names)


def test_of(node: FunctionNode) -> ast.Call | None:
    """The call that tests the first parameter of a function; None where it does anything else.

    `lambda one: isinstance(one, X)`, and the same as `def`.
    """
    body = node.body if isinstance(node, ast.Lambda) else _returned(node.body)
    if not isinstance(body, ast.Call) or len(body.args) != 2 or not node.args.args:
        return None
    subject = body.args[0]
    is_parameter = isinstance(subject, ast.Name) and subject.id == node.args.args[0].arg
    return body if is_parameter else None


def _returned(body: list[ast.stmt]) -> ast.expr | None:
    if len(body) == 2 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]  # behind the docstring
    only = body[0] if len(body) == 1 else None
    return only.value if isinstance(only, ast.Return) else None
