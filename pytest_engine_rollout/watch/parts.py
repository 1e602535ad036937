"""Assign the parts of a file to engines, where several have their controllers in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

Definition: TypeAlias = ast.ClassDef | ast.FunctionDef


class Part(NamedTuple):
    """The lines of a controller, in a file that another engine's controller is in as well.

    Attributes:
        first: Its first line.
        last: Its last line.
        engines: The engines that it is of.
    """

    first: int
    last: int
    engines: frozenset[str]


def parts_of(file: Path, objects: Mapping[str, frozenset[str]]) -> tuple[Part, ...]:
    """The parts of a file that belong to some engines; none where it does not parse.

    Args:
        file: A Python file.
        objects: By the dotted name of a controller in the module, the engines that it is of.

    Returns:
        The innermost ones first, where one controller lies in another.
    """
    try:
        body = ast.parse(file.read_bytes()).body
    except (OSError, SyntaxError, ValueError):
        return ()
    parts = [
        Part(_first_line(node), node.end_lineno or node.lineno, engines)
        for path, engines in objects.items()
        for node in _named(body, path.split("."))
    ]
    return tuple(sorted(parts, key=lambda part: part.last - part.first))


def _first_line(node: Definition) -> int:
    """The first line of a definition as the interpreter counts: that of its decorators."""
    return min(it.lineno for it in (node, *node.decorator_list))


def _named(body: list[ast.stmt], path: list[str]) -> Iterator[Definition]:
    """The definitions of a name; there are several where they depend on a condition."""
    for node in body:
        if isinstance(node, Definition) and node.name == path[0]:
            yield from _named(node.body, path[1:]) if path[1:] else [node]
        elif isinstance(node, ast.If | ast.Try):
            inner = [*node.body, *node.orelse]
            if isinstance(node, ast.Try):
                inner += [it for handler in node.handlers for it in handler.body]
            yield from _named(inner, path)
