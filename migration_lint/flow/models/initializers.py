"""What the `__init__` of a class outside the project puts on its object."""

from __future__ import annotations

import ast
from functools import partial

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_values
from migration_lint.flow.calling.outside import exception_arguments
from migration_lint.flow.domain.values import UNKNOWN, Bound, Class, Symbol, Values
from migration_lint.flow.models import model
from migration_lint.flow.objects.hierarchy import class_attribute
from migration_lint.flow.objects.storing import set_attribute
from migration_lint.flow.state.frame import Frame

_KEPT = {
    "logging.LoggerAdapter": ("logger", "extra"),
    "threading.Timer": ("interval", "function", "args", "kwargs"),
}
_SERVERS = (
    "http.server.HTTPServer", "http.server.ThreadingHTTPServer", "socketserver.TCPServer",
    "socketserver.ThreadingTCPServer", "socketserver.ThreadingUDPServer", "socketserver.UDPServer",
    "socketserver.UnixStreamServer", "wsgiref.simple_server.WSGIServer",
)  # fmt: skip


def _keep(
    names: tuple[str, ...],
    frame: Frame,
    arguments: Arguments,
    node: ast.AST,
) -> Values:
    given = arguments.behind(1)
    for position, name in enumerate(names):
        values = given.get(position, name)
        if values:
            set_attribute(frame, arguments.get(0), name, values)
    return UNKNOWN


for _name, _fields in _KEPT.items():
    model(f"{_name}.__init__")(partial(_keep, _fields))


@model("exception.__init__")
def _exception(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    given = arguments.behind(1)
    if frame.program.telling.flows(given.every()):
        kept = exception_arguments(frame, given, node)
        set_attribute(frame, arguments.get(0), "args", kept)
    return UNKNOWN


@model(*(f"{name}.__init__" for name in _SERVERS))
def _serve(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """The handlers that a server makes have it as their `server`."""
    for maker in arguments.get(2, "RequestHandlerClass"):
        kind = maker.function if isinstance(maker, Bound) else maker
        if isinstance(kind, Class):
            set_attribute(frame, frozenset({kind}), "server", arguments.get(0))
        if isinstance(maker, Bound):  # a `partial` that hands on what a handler is made with
            asked = Arguments([UNKNOWN, UNKNOWN, arguments.get(0)])
            call_values(frame, frozenset({maker}), asked, node)
    return UNKNOWN


def _served(name: str, frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    server: Values = frozenset({Symbol(f"{name}()")})
    _serve(frame, arguments.after(server), node)
    return server


for _name in _SERVERS:
    model(_name)(partial(_served, _name))


@model("object.as_view")
def _view(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """A class of views is made with what is given: in Flask after a name, in Django by keywords."""
    made = call_values(frame, arguments.get(0), arguments.behind(2), node)
    for one in made:
        if not class_attribute(frame, one, "__init__"):
            for name, values in arguments.keywords.items():
                set_attribute(frame, frozenset({one}), name, values)
    return UNKNOWN
