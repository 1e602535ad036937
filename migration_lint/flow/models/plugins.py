"""pluggy: hooks, and the functions that implement them."""

from __future__ import annotations

import ast

from migration_lint.flow.calling import hooks
from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.domain.values import UNKNOWN, Const, Function, Values, strings
from migration_lint.flow.models import model
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.evaluation import evaluate


@model("pluggy.PluginManager")
def _manager(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """Nothing is known of one: what it calls is told by the name of the hook alone."""
    return UNKNOWN


@model("@pluggy.HookimplMarker()", "@pluggy.HookimplMarker()()")
def _implementation(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    for one in arguments.get(0):
        if isinstance(one, Function):
            for name in strings(_option(frame, node, "specname")) or [one.definition.name]:
                hooks.implement(frame, name, frozenset({one}))
    return arguments.get(0)


@model("@pluggy.HookspecMarker()()")
def _specification(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    for one in arguments.get(0):
        if isinstance(one, Function) and Const(True) in _option(frame, node, "firstresult"):
            hooks.take_first(frame, one.definition.name)
    return arguments.get(0)


def _option(frame: Frame, node: ast.AST, name: str) -> Values:
    """What a decorator is told by a keyword."""
    keywords = node.keywords if isinstance(node, ast.Call) else []
    given = [evaluate(frame.quiet(), one.value) for one in keywords if one.arg == name]
    return given[0] if given else frozenset()
