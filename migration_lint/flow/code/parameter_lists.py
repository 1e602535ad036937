"""The parameters that the head of a function lists."""

from __future__ import annotations

import ast


def positional(head: ast.arguments) -> list[ast.arg]:
    """The parameters that positional arguments can go to."""
    return [*head.posonlyargs, *head.args]


def single(head: ast.arguments) -> list[ast.arg]:
    """The parameters that take one argument: all but `*args` and `**options`."""
    return [*positional(head), *head.kwonlyargs]


def every(head: ast.arguments) -> list[ast.arg]:
    """All of them, in the order in which they stand."""
    listed = (*positional(head), head.vararg, *head.kwonlyargs, head.kwarg)
    return [one for one in listed if one is not None]


def with_defaults(head: ast.arguments) -> list[tuple[ast.arg, ast.expr]]:
    """The parameters that have a default, each with it."""
    last = positional(head)[-len(head.defaults) :] if head.defaults else []
    named = zip(head.kwonlyargs, head.kw_defaults, strict=True)
    keyed = [(one, default) for one, default in named if default is not None]
    return [*zip(last, head.defaults, strict=True), *keyed]


def receiver_of(head: ast.arguments) -> str | None:
    """The name of the first parameter: in a method, its object or class."""
    return next((one.arg for one in positional(head)), None)
