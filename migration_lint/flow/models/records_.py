"""Records that a call makes: named tuples, typed dicts, dataclasses."""

from __future__ import annotations

import ast
from keyword import iskeyword

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_values
from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Alias, Const, Values, strings
from migration_lint.flow.models import model
from migration_lint.flow.models.typing_ import types_inside
from migration_lint.flow.objects.attributes import get_attribute
from migration_lint.flow.objects.containers import add, new_container, put
from migration_lint.flow.objects.items import iterated
from migration_lint.flow.objects.records import fields_of, named_tuple
from migration_lint.flow.objects.storing import set_attribute
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.typeforms import instances


@model("collections.namedtuple")
def _namedtuple(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    listed = arguments.get(1, "field_names")
    names = [name for text in strings(listed) for name in text.replace(",", " ").split()]
    names += [
        name
        for held in listed
        if isinstance(held, Container)
        for one in held.items.values()  # in order
        for name in strings(one)
    ]
    return _record(frame, names, [], node)


@model("typing.NamedTuple", "typing_extensions.NamedTuple", "dataclasses.make_dataclass")
def _typed_record(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    types_inside(frame, node)
    names: list[str] = []
    types: list[Values] = []
    for listed in arguments.get(1, "fields"):
        for pair in listed.items.values() if isinstance(listed, Container) else ():
            for one in pair:
                if isinstance(one, Container) and len(one.items) > 1:
                    names += strings(one.items[0])[:1]
                    types.append(instances(frame, one.items[1], node))
                elif isinstance(one, Const):  # of a dataclass
                    names.append(str(one.value))
                    types.append(UNKNOWN)
    return _record(frame, names, types, node)


def _record(frame: Frame, names: list[str], types: list[Values], node: ast.AST) -> Values | None:
    if not names or not all(name.isidentifier() and not iskeyword(name) for name in names):
        return None
    return named_tuple(frame, names, types, node)


@model("typing.TypedDict", "typing_extensions.TypedDict")
def _typed_dict(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    types_inside(frame, node)
    held = new_container(frame, "dict", (node, "typed"))
    for fields in arguments.get(1):
        for name, types in fields.items.items() if isinstance(fields, Container) else ():
            put(frame, held, name, instances(frame, types, node))
    return frozenset({Alias("TypedDict", frozenset({held}))}) if held.items else None


@model("dataclasses.replace", "copy.replace", "attr.evolve", "attrs.evolve", "object._replace")
def _replaced(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    """A copy of a record with other things in some of its fields: both are in either."""
    given = arguments.get(0)
    for name, values in arguments.keywords.items():
        set_attribute(frame, given, name, values)
    return given if frame.program.telling.flows(given) else None


@model("object.model_copy")
def _copied(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    """As `_replaced`, for models of pydantic: `update` says what is other."""
    given = Arguments(arguments.positional)
    for value in arguments.get(1, "update"):
        if isinstance(value, Container):
            frame.program.read(value, "items")
            given.keywords.update((str(name), held) for name, held in value.items.items())
    return _replaced(frame, given, node)


@model("object.model_construct")
def _constructed(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """A model of pydantic that is made without a check."""
    given = Arguments(keywords=arguments.keywords, double_star=arguments.double_star)
    return call_values(frame, arguments.get(0), given, node)


@model("object._make")
def _made(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """A named tuple of the members of one iterable."""
    given = Arguments()
    for value in arguments.get(1):
        if isinstance(value, Container) and value.exact:
            frame.program.read(value, "items")
            given.positional = list(value.items.values())
        else:
            given.star = (given.star or NOTHING) | iterated(frame, frozenset({value}), node)
    return call_values(frame, arguments.get(0), given, node)


@model("dataclasses.astuple", "attr.astuple", "attrs.astuple")
def _as_tuple(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return _fields_in(frame, arguments, node, "tuple")


@model("dataclasses.asdict", "attr.asdict", "attrs.asdict", "object._asdict")
def _as_dict(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return _fields_in(frame, arguments, node, "dict")


def _fields_in(frame: Frame, arguments: Arguments, node: ast.AST, kind: str) -> Values:
    held = new_container(frame, kind, (node, frame.context))
    for value in arguments.get(0):
        if isinstance(value, Object):
            one = frozenset({value})
            for position, name in enumerate(fields_of(value.definition)):
                key = position if kind == "tuple" else name
                put(frame, held, key, get_attribute(frame, one, name, node))
        else:
            add(frame, held, UNKNOWN)
    return frozenset({held})
