"""Tornado: the handlers of an application are made with what its routes say, and have it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_values
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Bound, Class, Value, Values, outside
from migration_lint.flow.models import model
from migration_lint.flow.models.iterating import tuple_of
from migration_lint.flow.objects.containers import new_container, put
from migration_lint.flow.objects.hierarchy import class_attribute
from migration_lint.flow.objects.items import iterated
from migration_lint.flow.objects.storing import set_attribute
from migration_lint.flow.state.frame import Frame

_APPLICATION = outside("tornado.web.Application()")


@model("tornado.web.Application")
def _application(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    return _begin(frame, arguments.after(_APPLICATION), node)


@model("tornado.web.Application.__init__")
def _begin(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """Keywords are the application's settings, and those of its handlers."""
    settings = new_container(frame, "dict", (node, frame.context, "settings"))
    for name, values in arguments.keywords.items():
        put(frame, settings, name, values)
    held: Values = frozenset({settings})
    set_attribute(frame, arguments.get(0), "settings", held)
    _serve(frame, arguments.get(0), arguments.get(1, "handlers"), held, node)
    return arguments.get(0)


@model("tornado.web.Application().add_handlers")
def _add_handlers(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    _serve(frame, _APPLICATION, arguments.get(1, "host_handlers"), NOTHING, node)


@model("tornado.web.url", "tornado.web.URLSpec", "tornado.routing.URLSpec")
def _route(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """A pattern, a handler, and what the handler's `initialize` gets."""
    parts = [arguments.get(0), arguments.get(1, "handler"), arguments.get(2, "kwargs")]
    return tuple_of(frame, node, parts)


def _serve(
    frame: Frame, application: Values, routes: Values, settings: Values, node: ast.AST
) -> None:
    for route in iterated(frame, routes, node) if routes else ():
        parts = route.items if isinstance(route, Container) else {}
        for kind in parts.get(1, NOTHING):
            if isinstance(kind, Class):
                handlers: Values = frozenset({kind})
                set_attribute(frame, handlers, "application", application)
                set_attribute(frame, handlers, "settings", settings or UNKNOWN)
                _initialize(frame, kind, parts.get(2, NOTHING), node)


def _initialize(frame: Frame, kind: Class, given: Values, node: ast.AST) -> None:
    one = frozenset({kind.definition.anyone})
    for method in class_attribute(frame, kind, "initialize"):
        for keywords in _named(frame, given):
            call_values(frame, frozenset({_bound(method, one)}), Arguments([], keywords), node)


def _bound(method: Value, one: Values) -> Bound:
    return Bound(method, (one,))


def _named(frame: Frame, given: Values) -> Iterator[dict[str, Values]]:
    for value in given:
        if isinstance(value, Container):
            frame.program.read(value, "items")
            yield {str(name): held for name, held in value.items.items()}
