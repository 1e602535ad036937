"""Frameworks: proxies, dependencies that are asked for, and decorators that give arguments.

A name that begins with `@` is that of a decorator; its model gets the function that stands below.
"""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.awaiting import awaited
from migration_lint.flow.calling.calls import call_values
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Bound,
    Descriptor,
    Symbol,
    Values,
    join,
    outside,
    strings,
)
from migration_lint.flow.models import model
from migration_lint.flow.objects.attributes import get_attribute
from migration_lint.flow.objects.containers import make_key, new_container
from migration_lint.flow.objects.items import iterated
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.typeforms import instances

_CONTEXT = Symbol("click.Context()")


@model("werkzeug.local.LocalProxy", "werkzeug.LocalProxy")
def _proxy(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    """What stands for the result of a function, or for what a variable or stack holds."""
    found = NOTHING
    for value in arguments.get(0, "local"):
        one = frozenset({value})
        if isinstance(value, Container):
            found |= iterated(frame, one, node)
        elif isinstance(value, Symbol):
            for name in strings(arguments.get(1, "name")):
                found |= get_attribute(frame, one, name, node)
        else:
            found |= call_values(frame, one, Arguments(), node)
    return found if frame.program.telling.flows(found) else None


@model("django.utils.functional.SimpleLazyObject", "lazy_object_proxy.Proxy",
       "wrapt.LazyObjectProxy")  # fmt: skip
def _lazy(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    """What stands for the result of a function, called when it is first used."""
    given = arguments.get(0, "func") | arguments.get(0, "factory")
    found = call_values(frame, given, Arguments(), node)
    return found if frame.program.telling.flows(found) else None


@model("werkzeug.local.LocalStack")
def _stack(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return frozenset({new_container(frame, "list", (node, frame.context))})


@model("flask.g.get", "flask.g.pop", "flask.g.setdefault", "quart.g.get", "quart.g.pop")
def _of_request(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    """`g.get("engine")` is what was put on `g.engine`."""
    given = arguments.get(1)
    for name in strings(arguments.get(0)):
        if getattr(getattr(node, "func", None), "attr", "") == "setdefault":
            frame.program.holdings.put_symbol(f"flask.g.{name}", given, name)
        given |= get_attribute(frame, frozenset({Symbol("flask.g")}), name, node)
    return given if frame.program.telling.flows(given) else None


@model("fastapi.Depends", "fastapi.Security", "fastapi.params.Depends")
def _depends(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    """What a dependency gives: what its function returns or yields."""
    given = call_values(frame, arguments.get(0, "dependency"), Arguments(), node)
    found = awaited(frame, given, node)
    generators = frozenset(v for v in found if isinstance(v, Container) and v.kind == "iterator")
    found = (found - generators) | (iterated(frame, generators, node) if generators else NOTHING)
    return found if frame.program.telling.flows(found) else None


@model("fastapi.FastAPI", "starlette.applications.Starlette")
def _application(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    """What is to run as long as the application does is given the application."""
    made = outside("fastapi.FastAPI()")
    call_values(frame, arguments.keywords.get("lifespan", NOTHING), Arguments([made]), node)


@model("aiohttp.web.AppKey")
def _application_key(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    declared = instances(frame, arguments.get(1, "t"), node)
    return make_key(frame, (node, frame.context), declared)


@model("aiohttp.web.Application().on_startup.append",
       "aiohttp.web.Application().on_cleanup.append",
       "aiohttp.web.Application().on_shutdown.append",
       "aiohttp.web.Application().cleanup_ctx.append")  # fmt: skip
def _around_application(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    given = Arguments([outside("aiohttp.web.Application()")])
    call_values(frame, arguments.get(0), given, node)


@model("@click.pass_context")
def _pass_context(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return _passed(frame, arguments, frozenset({_CONTEXT}), node)


@model("@click.pass_obj")
def _pass_object(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    held = get_attribute(frame, frozenset({_CONTEXT}), "obj", node)
    return _passed(frame, arguments, held, node)


@model("click.make_pass_decorator")
def _make_pass_decorator(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    made = instances(frame, arguments.get(0), node)
    return frozenset({Bound(Symbol("click.make_pass_decorator()"), (made,))})


@model("click.make_pass_decorator()")
def _pass_made(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return _passed(frame, Arguments(arguments.positional[1:]), arguments.get(0), node)


def _passed(frame: Frame, arguments: Arguments, given: Values, node: ast.AST) -> Values:
    """A function under a decorator that gives it its first argument."""
    functions = arguments.get(0)
    passed = Arguments([given], star=UNKNOWN, double_star=UNKNOWN, always=True)
    call_values(frame, functions, passed, node)
    return functions


@model("@pydantic.field_validator()", "@pydantic.validator()")
def _validator(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """A method that checks what is put on the fields that its decorator names."""
    functions = arguments.get(0)
    named = node.args if isinstance(node, ast.Call) else []
    for field in named:
        if frame.owner is not None and isinstance(field, ast.Constant):
            owner = frozenset({frame.owner.anyone})
            given = get_attribute(frame, owner, str(field.value), node)
            plain = [v.function if isinstance(v, Descriptor) else {v} for v in functions]
            call_values(frame, join(map(frozenset, plain)), Arguments([UNKNOWN, given]), node)
    return functions
