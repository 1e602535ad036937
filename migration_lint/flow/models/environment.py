"""Readings of the flag from the environment."""

from __future__ import annotations

import ast

from migration_lint.flow.frame import Frame
from migration_lint.flow.models import model
from migration_lint.flow.parameters import Arguments
from migration_lint.flow.values import UNKNOWN, Const, Place, Reading, Values


@model("os.environ.get", "os.getenv", "os.environ.pop", "os.environ.setdefault", "os.environb.get",
       "os.environ.__getitem__", "os.environ.copy().get", "os.environ.copy().pop")  # fmt: skip
def _read(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    flag = frame.program.vocabulary.flag
    if not any(
        isinstance(value, Const) and value.value == flag for value in arguments.get(0, "key")
    ):
        return _default(arguments)
    place = Place(frame.source.path, node)
    given = arguments.get(1, "default")
    defaults: list[Const | None] = [value for value in given if isinstance(value, Const)]
    return frozenset(Reading("environment", default, (), place) for default in defaults or [None])


def _default(arguments: Arguments) -> Values | None:
    """What another variable may be: its default, or anything."""
    defaults = frozenset(v for v in arguments.get(1, "default") if isinstance(v, Const))
    return defaults | UNKNOWN if defaults else None
