"""Records that a call makes: named tuples, typed dicts, dataclasses."""

from __future__ import annotations

import ast

from migration_lint.flow.containers import new_container, put
from migration_lint.flow.frame import Frame
from migration_lint.flow.models import model
from migration_lint.flow.models.typing_ import types_inside
from migration_lint.flow.parameters import Arguments
from migration_lint.flow.records import named_tuple
from migration_lint.flow.typeforms import instances
from migration_lint.flow.values import Alias, Container, Values, strings


@model("collections.namedtuple")
def _namedtuple(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    listed = arguments.get(1, "field_names")
    names = [name for text in strings(listed) for name in text.replace(",", " ").split()]
    names += [
        name for held in listed if isinstance(held, Container) for name in strings(held.every())
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
    return _record(frame, names, types, node)


def _record(frame: Frame, names: list[str], types: list[Values], node: ast.AST) -> Values | None:
    if not names or not all(name.isidentifier() for name in names):
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
