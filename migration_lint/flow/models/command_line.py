"""Command lines: what a parser is told that an option stands for, its result has.

The parsers of one file are taken for one: which of them a subcommand's is can seldom be told. But a
function that makes a parser and has it parse has one of its own.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_values
from migration_lint.flow.domain.holders import Object
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Reading, Values, strings
from migration_lint.flow.models import model
from migration_lint.flow.objects.containers import holds_anything, new_container, put
from migration_lint.flow.objects.storing import set_attribute
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.typeforms import instances


@model("?.set_defaults")
def _set_defaults(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    for name, values in arguments.keywords.items():
        _may_be(frame, name, values)


@model("?.add_argument")
def _add_argument(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    given = arguments.keywords
    made = instances(frame, given.get("type", NOTHING), node)
    named = strings(given.get("dest", NOTHING)) or [
        name.lstrip("-").replace("-", "_")
        for one in arguments.positional
        for name in strings(one)
        if name.startswith("--") or not name.startswith("-")
    ]
    for name in named[:1]:
        _may_be(frame, name, _converted(frame, given, node) | made)


def _converted(frame: Frame, given: Mapping[str, Values], node: ast.AST) -> Values:
    """The default; what is read from a text goes through the option's `type`."""
    default = given.get("default", NOTHING)
    if "type" not in given or Reading not in map(type, default) or not isinstance(node, ast.Call):
        return default
    converted = call_values(frame, given["type"], Arguments([default]), node)
    observe.reading(frame, node, converted)
    return converted if Reading in map(type, converted) else default


@model("?.parse_args", "?.parse_intermixed_args")
def _parse(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return frozenset({_parsed(frame), _of_file(frame)})


@model("?.parse_known_args")
def _parse_known(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    both = new_container(frame, "tuple", (node, frame.context))
    put(frame, both, 0, frozenset({_parsed(frame), _of_file(frame)}))
    return frozenset({both})


def _may_be(frame: Frame, name: str, values: Values) -> None:
    """The result has values under a name, unless the command line says otherwise."""
    if holds_anything(values) or frame.program.matters(values):
        set_attribute(frame, frozenset({_parsed(frame)}), name, values | UNKNOWN)


def _parsed(frame: Frame) -> Object:
    """The result of what is parsed here."""
    if frame.definition is None or not frame.program.names.parses(frame.definition.node):
        return _of_file(frame)
    site = ("command line", frame.definition)
    return frame.program.holdings.namespace(frame.definition.scope, site)


def _of_file(frame: Frame) -> Object:
    module = frame.program.modules.at(frame.source.path)
    return frame.program.holdings.namespace(module.scope, ("command line", module.scope))
