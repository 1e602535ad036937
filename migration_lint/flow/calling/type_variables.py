"""What the arguments of a call say of the type variables of the function that is called."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.awaiting import awaited
from migration_lint.flow.calling.calls import call_values
from migration_lint.flow.code.definitions import FunctionDefinition
from migration_lint.flow.code.parameter_lists import single
from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Alias, Values
from migration_lint.flow.objects.generics import is_variable, narrow, type_parameters
from migration_lint.flow.objects.items import iterated
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.typeforms import instances


def narrow_by_arguments(
    frame: Frame, definition: FunctionDefinition, arguments: Mapping[str, Values]
) -> None:
    """Let the type variables of a function be what the arguments of a call say."""
    returns = getattr(definition.node, "returns", None)
    own = {parameter.name for parameter in type_parameters(definition.node)}
    if returns is None:
        return
    named = {part.id for part in ast.walk(returns) if isinstance(part, ast.Name)}
    variables = {name for name in named if name in own or is_variable(frame, name)}
    if not variables:
        return
    found = dict.fromkeys(variables, NOTHING)
    for parameter in single(definition.node.args):
        if parameter.annotation is not None:
            _match(frame, parameter.annotation, arguments.get(parameter.arg, NOTHING), found)
    narrow(frame, {name: types for name, types in found.items() if frame.program.matters(types)})


def _match(frame: Frame, annotation: ast.expr, values: Values, found: dict[str, Values]) -> None:
    """Add to `found` what `values` tell of the type variables that an annotation of them names."""
    if not values or values == UNKNOWN:
        return
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        inner = frame.source.quoted(annotation)
        if inner is not None:
            _match(frame, inner, values, found)
    elif isinstance(annotation, ast.Name) and annotation.id in found:
        found[annotation.id] |= {Alias("TypeVar", values - UNKNOWN)}
    elif isinstance(annotation, ast.BinOp):
        _match(frame, annotation.left, values, found)
        _match(frame, annotation.right, values, found)
    elif isinstance(annotation, ast.Subscript):
        inside = annotation.slice
        parts = inside.elts if isinstance(inside, ast.Tuple) else [inside]
        name = getattr(annotation.value, "attr", getattr(annotation.value, "id", ""))
        for part, held in _parts(frame, name, parts, values):
            if isinstance(held, frozenset):
                _match(frame, part, held, found)


def _parts(
    frame: Frame, name: str, parts: list[ast.expr], values: Values
) -> Iterator[tuple[ast.expr, Values]]:
    """The arguments of a subscripted annotation, with what they say of `values`."""
    last = parts[-1]
    if name in ("type", "Type"):
        yield last, instances(frame, values, last)
    elif name == "Callable":
        yield last, call_values(frame, values, Arguments(), last)
    elif name in ("Optional", "Union", "Annotated"):
        yield from ((part, values) for part in parts)
    elif name in ("Awaitable", "Coroutine"):
        yield last, awaited(frame, values, last)
    else:
        for value in values:
            if isinstance(value, Container) and value.kind == "dict":
                yield last, value.every()
            elif isinstance(value, Container):
                yield parts[0], iterated(frame, frozenset({value}), last)
            elif isinstance(value, Object):
                types = zip(parts, value.arguments, strict=False)
                yield from ((part, instances(frame, held, part)) for part, held in types)
