"""Calls of a controller's members, which the rules are told of."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_one, calls
from migration_lint.flow.domain.values import (
    UNKNOWN,
    Controller,
    ControllerClass,
    Member,
    Values,
    strings,
)
from migration_lint.flow.recording import builders
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame

_BY_NAME = {"__getattribute__": "load", "__setattr__": "store", "__delattr__": "delete"}


@calls(Member)
def _call_member(frame: Frame, member: Member, arguments: Arguments, node: ast.AST) -> Values:
    if member.name == "__new__" and isinstance(member.owner, ControllerClass):
        return call_one(frame, member.owner, Arguments(), node)
    if member.name in _BY_NAME and isinstance(node, ast.Call):
        for name in strings(arguments.get(0 if member.bound else 1)):
            owner = frozenset({member.owner})
            access, at = _BY_NAME[member.name], node.args[-1 if member.bound else 1]
            observe.attribute(
                frame, node, owner, name, UNKNOWN, access=access, how="getattr", at=at
            )
    if isinstance(node, ast.Call):
        given = len(arguments.positional) - (0 if member.bound else 1)
        note_call(frame, member.owner, member.name, given, arguments, node)
    return UNKNOWN


def note_call(
    frame: Frame,
    owner: Controller | ControllerClass,
    member: str,
    given: int,
    arguments: Arguments,
    node: ast.Call,
) -> None:
    """Note that a member of a controller is called, with so many positional arguments."""
    frame.recorder.see(
        builders.controller_call,
        node,
        frame.scope.qualname,
        {"owner": frozenset({owner})},
        attribute=member,
        positional=given,
        keywords=tuple(arguments.keywords),
        more_positional=arguments.star is not None,
        more_keywords=arguments.double_star is not None,
    )
