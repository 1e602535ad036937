"""Readings of the flag from the environment."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Const,
    Place,
    Reading,
    Values,
    constants,
    strings,
)
from migration_lint.flow.models import model
from migration_lint.flow.objects.items import note_name_of_caller
from migration_lint.flow.state.frame import Frame


@model("os.environ.get", "os.getenv", "os.environ.pop", "os.environ.setdefault", "os.environb.get",
       "os.environ.__getitem__", "os.environ.copy().get", "os.environ.copy().pop",
       "os.getenvb", "os.environb.__getitem__", "os.environb.pop",
       "dotenv.dotenv_values().get")  # fmt: skip
def _read(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    flag = frame.program.vocabulary.flag
    asked = constants(arguments.get(0, "key"))
    if flag not in asked and flag.encode() not in asked:
        return _default(arguments)
    place = Place(frame.source.path, node)
    note_name_of_caller(frame, node)
    defaults = _defaults(frame, arguments.get(1, "default"), node)
    operations = () if flag in asked else (("encode",),)
    return frozenset(
        Reading("environment", default, operations, place) for default in defaults or [None]
    )


@model("os.path.expandvars")
def _expanded(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    """Where the variable is not set, the text stays as it is: no value that means anything."""
    flag = frame.program.vocabulary.flag
    place = Place(frame.source.path, node)
    texts = [text for text in strings(arguments.get(0, "path")) if text.strip("${}") == flag]
    return frozenset({Reading("environment", Const(""), (), place)}) if texts else None


def _defaults(frame: Frame, given: Values, node: ast.AST) -> list[Const | None]:
    """The constants that are given; for a parameter, its default."""
    known: list[Const | None] = [value for value in given if isinstance(value, Const)]
    if known or frame.definition is None or not isinstance(node, ast.Call):
        return known
    for argument in (*node.args[1:], *(keyword.value for keyword in node.keywords)):
        values = frame.definition.defaults.get(getattr(argument, "id", ""), NOTHING)
        known += [value for value in values if isinstance(value, Const)]
    return known


def _default(arguments: Arguments) -> Values | None:
    """What another variable may be: its default, or anything."""
    defaults = frozenset(v for v in arguments.get(1, "default") if isinstance(v, Const))
    return defaults | UNKNOWN if defaults else None
