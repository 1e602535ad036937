"""Files in which several engines have their controllers: whose each part of such a file is."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple


class Part(NamedTuple):
    """The lines of a controller, in a file that another engine's controller is in as well.

    Attributes:
        first: Its first line.
        last: Its last line.
        engine: The engine that it is of.
    """

    first: int
    last: int
    engine: str


def parts_of(file: Path, objects: Mapping[str, str]) -> tuple[Part, ...]:
    """The parts of a file that are an engine's own; of one that does not parse there are none.

    Args:
        file: A Python file.
        objects: By engine, the dotted name of its controller in the module.
    """
    try:
        body = ast.parse(file.read_bytes()).body
    except (OSError, SyntaxError, ValueError):
        return ()
    return tuple(
        Part(node.lineno, node.end_lineno or node.lineno, engine)
        for engine, path in objects.items()
        for node in _named(body, path.split("."))
    )


def _named(body: list[ast.stmt], path: list[str]) -> Iterator[ast.stmt]:
    """The definitions of a name; there are several where it depends on a condition."""
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == path[0]:
            yield from _named(node.body, path[1:]) if path[1:] else [node]
        elif isinstance(node, ast.If | ast.Try):
            inner = [*node.body, *node.orelse]
            if isinstance(node, ast.Try):
                inner += [it for handler in node.handlers for it in handler.body]
            yield from _named(inner, path)
