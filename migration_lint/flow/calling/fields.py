"""The fields of a text that is formatted: `"{c.mission}".format(c=controller)`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.domain.values import NOTHING, Const, Values, strings
from migration_lint.flow.objects.attributes import get_attribute
from migration_lint.flow.objects.items import get_item
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame
from migration_lint.regex import regex

_PART = regex(r"\.([^.\[]+)|\[([^\]]+)\]")


def read(frame: Frame, texts: Values, arguments: Arguments, node: ast.AST) -> None:
    """Note what the fields of `texts` take from the arguments that fill them."""
    if not isinstance(node, ast.Call) or not frame.program.telling.flows(arguments.every()):
        return
    for text in strings(texts):
        position = 0
        for field in _fields(text):
            first = re.split(r"[.\[]", field, maxsplit=1)[0]
            if not first or first.isdigit():
                values = arguments.get(int(first or position))
                position += 1
            else:
                values = arguments.keywords.get(first, NOTHING)
            _follow(frame, values, field[len(first) :], node)


def _fields(text: str) -> Iterator[str]:
    """The fields of a format, those inside its specifications too."""
    if "{" not in text:
        return
    from string import Formatter  # noqa: PLC0415 - few programs have such texts

    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return
    for _, field, specification, _ in parts:
        if field is not None:
            yield field
            yield from _fields(specification or "")


def _follow(frame: Frame, values: Values, path: str, node: ast.Call) -> None:
    for name, key in _PART.findall(path):
        base = values
        if name:
            values = get_attribute(frame, base, name, node)
            observe.attribute(frame, node, base, name, values, how="format", at=node.func)
        else:
            taken = ast.Subscript(node.func, ast.Constant(key), ast.Load())
            asked = frozenset({Const(int(key) if key.isdigit() else key)})
            values = get_item(frame, base, asked, ast.copy_location(taken, node))
