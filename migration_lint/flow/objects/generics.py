"""Type variables: what they stand for in a generic class, in a generic function, and `Self`.

A class that is subscripted keeps what its variables are (`Box[RDMissionController]`), and so do its
objects: annotations in the class that name a variable are read with that in its place.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from migration_lint.flow.code.parameter_lists import receiver_of
from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Alias,
    Class,
    Controller,
    ControllerClass,
    Module,
    Symbol,
    Value,
    Values,
    join,
)
from migration_lint.flow.objects.hierarchy import definition_of, order
from migration_lint.flow.state.observe import step
from migration_lint.flow.syntax.evaluation import evaluate

if TYPE_CHECKING:
    from migration_lint.flow.code.definitions import (
        ClassDefinition,
        FunctionDefinition,
        FunctionNode,
    )
    from migration_lint.flow.state.frame import Frame

_TYPING = ("typing", "typing_extensions")
_VARIABLES = frozenset(f"{module}.TypeVar()" for module in _TYPING)
_GENERIC = frozenset(f"{module}.{name}" for module in _TYPING for name in ("Generic", "Protocol"))


# -- classes


def define(frame: Frame, definition: ClassDefinition) -> None:
    """Work out the type variables of a class, whose bases are known."""
    definition.variables = tuple(dict.fromkeys(_variables(frame, definition.node)))
    given = join(_given(definition).values())
    if definition.variables or given:
        definition.is_generic = True
        _mark(frame, definition.anyone, given)
        if frame.program.matters(given):
            frame.program.telling.tell(definition)
    else:
        definition.is_generic = any(one.is_generic for one in order(definition, skip_first=True))


def _variables(frame: Frame, node: ast.ClassDef) -> Iterator[str]:
    for parameter in type_parameters(node):
        yield parameter.name
    for base in node.bases:
        if isinstance(base, ast.Subscript):
            is_listed = bool(_GENERIC.intersection(_names(evaluate(frame.quiet(), base.value))))
            for part in ast.walk(base.slice):
                if isinstance(part, ast.Name) and (is_listed or is_variable(frame, part.id)):
                    yield part.id


def type_parameters(node: ast.ClassDef | FunctionNode) -> list[Any]:
    """What stands in brackets behind the name of a class or function, from 3.12 on."""
    return list(getattr(node, "type_params", ()))


def is_variable(frame: Frame, name: str) -> bool:
    """Whether a name stands for a type variable."""
    return not _VARIABLES.isdisjoint(_names(frame.lookup(name)))


def _names(values: Values) -> list[str]:
    return [value.name for value in values if isinstance(value, Symbol)]


def parametrized(frame: Frame, kind: Class, given: list[Values], node: ast.AST) -> Class:
    """A generic class with what its variables are; where that tells nothing, the class."""
    is_told = all(values and not any(map(_tells_nothing, values)) for values in given)
    if not kind.definition.variables or not (
        is_told or any(frame.program.matters(values) for values in given)
    ):
        return kind
    message = f"given to `{kind.definition.name}` here"
    return Class(kind.definition, tuple(step(frame, values, node, message) for values in given))


def _tells_nothing(value: Value) -> bool:
    return value in UNKNOWN or (isinstance(value, Symbol) and value.name in _VARIABLES)


def arguments_of(key: Values) -> list[Values]:
    """What stands in the brackets of a subscript, one by one."""
    for value in key:
        if isinstance(value, Container) and value.kind == "tuple" and value.exact:
            return list(value.items.values())
    return [key]


def instance(frame: Frame, kind: Class, site: object) -> Object:
    """The object of a parametrized class that is known by `site`."""
    known = kind.definition.object_at(site)
    known.arguments = kind.arguments
    _mark(frame, known, join(kind.arguments))
    return known


def annotated(frame: Frame, kind: Class) -> Object:
    """Any object of a parametrized class, as an annotation promises it."""
    known = instance(frame, kind, ("annotated", kind.arguments))
    known.is_one = False
    return known


def _mark(frame: Frame, holder: Object, values: Values) -> None:
    """What the variables of an object's class are can be had from it."""
    if not values:
        return
    frame.program.relevance.put(holder, values)
    if frame.program.matters(values):
        for one in order(holder.definition):
            for name in (*dependent(frame, one), *_giving(one)):
                frame.program.interest.word(name)


def _giving(definition: ClassDefinition) -> Iterator[str]:
    """The methods of a class that are said to return something of its variables."""
    for method in definition.node.body:
        returns = getattr(method, "returns", None)
        if returns is not None and _mentions(returns, definition.variables):
            yield method.name  # type: ignore[attr-defined]  # what returns something is a function


def _mentions(annotation: ast.expr, variables: tuple[str, ...]) -> bool:
    written = ast.unparse(annotation)
    return any(re.search(rf"\b{re.escape(variable)}\b", written) for variable in variables)


def types_of(value: Value) -> dict[str, Values]:
    """What the type variables are of the class that a value is, or is an object of."""
    definition = definition_of(value)
    if definition is None or not definition.is_generic:
        return {}
    found: dict[str, Values] = {}
    for one in order(definition):
        found |= _given(one)
    arguments = value.arguments if isinstance(value, (Object, Class)) else ()
    return found | dict(zip(definition.variables, arguments, strict=False))


def _given(definition: ClassDefinition) -> dict[str, Values]:
    """What a class says that the variables of its bases are."""
    return {
        name: held
        for base in definition.bases
        for kind in base
        if isinstance(kind, Class)
        for name, held in zip(kind.definition.variables, kind.arguments, strict=False)
    }


# -- attributes


def dependent(frame: Frame, definition: ClassDefinition) -> Mapping[str, ast.expr]:
    """The attributes of a class whose annotation names one of its variables."""
    known = frame.program.memory.get(("dependent", definition))
    if not isinstance(known, dict):
        annotations = _annotations(definition.node) if definition.variables else ()
        known = {
            name: annotation
            for name, annotation in annotations
            if _mentions(annotation, definition.variables)
        }
        frame.program.memory["dependent", definition] = known
    return known


def _annotations(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    for statement in node.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            yield statement.target.id, statement.annotation
        elif isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from _put_on_self(statement)


def _put_on_self(method: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[str, ast.expr]]:
    parameters = {one.arg: one.annotation for one in (*method.args.args, *method.args.kwonlyargs)}
    receiver = next(iter(parameters), None)
    for part in ast.walk(method):
        target = part.targets[0] if isinstance(part, ast.Assign) else getattr(part, "target", None)
        if not isinstance(target, ast.Attribute) or getattr(target.value, "id", "") != receiver:
            continue
        if isinstance(part, ast.AnnAssign):
            yield target.attr, part.annotation
        elif isinstance(part, ast.Assign) and isinstance(part.value, ast.Name):
            annotation = parameters.get(part.value.id)
            if annotation is not None:
                yield target.attr, annotation


# -- functions


def narrow(frame: Frame, types: Mapping[str, Values]) -> None:
    """Let names stand for what type variables are."""
    for name, values in types.items():
        frame.narrow(name, values)


def narrow_by_receiver(
    frame: Frame, definition: FunctionDefinition, arguments: Mapping[str, Values]
) -> None:
    """Let the variables of a method's class, and `Self`, be what the method's object says."""
    if definition.owner is None:
        return
    first = receiver_of(definition.node.args)
    receivers = arguments.get(first, NOTHING) if first is not None else NOTHING
    for receiver in receivers:
        narrow(frame, types_of(receiver))
    for name in definition.scope.source.selves:
        prefix, _, _ = name.rpartition(".")
        named = frame.lookup(prefix or name)
        if any(isinstance(v, (Symbol, Module)) and v.name.startswith(_TYPING) for v in named):
            frame.narrow(name, frozenset(map(_self, receivers)) or UNKNOWN)


def _self(receiver: Value) -> Value:
    if isinstance(receiver, (Object, Controller)):
        return Alias("Self", frozenset({receiver}))
    return receiver if isinstance(receiver, (Class, ControllerClass)) else next(iter(UNKNOWN))
