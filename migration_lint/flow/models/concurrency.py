"""Threads, executors and event loops: they call what they are given."""

from __future__ import annotations

import ast

from migration_lint.flow.calls import Arguments, call_values
from migration_lint.flow.containers import add, iterated, new_container, of_members, put
from migration_lint.flow.frame import Frame
from migration_lint.flow.models import model
from migration_lint.flow.values import NOTHING, UNKNOWN, Container, Values, join


@model("threading.Thread", "threading.Timer", "multiprocessing.Process")
def _thread(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    target = arguments.get(1, "target") or arguments.get(1, "function")
    given = arguments.keywords.get("args", NOTHING) or arguments.get(2)
    keywords = arguments.keywords.get("kwargs", NOTHING)
    _call_with(frame, target, given, keywords, node)


def _call_with(
    frame: Frame, target: Values, given: Values, keywords: Values, node: ast.AST
) -> Values:
    positional: list[Values] = []
    named: dict[str, Values] = {}
    for value in given:
        if isinstance(value, Container) and value.exact:
            positional = list(value.items.values())
    for value in keywords:
        if isinstance(value, Container):
            named = {str(name): held for name, held in value.items.items()}
    return call_values(frame, target, Arguments(positional, named), node)


@model("?.submit", "?.apply_async", "?.delay")
def _submit(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    rest = Arguments(arguments.positional[1:], arguments.keywords, arguments.star)
    result = call_values(frame, arguments.get(0), rest, node)
    if not frame.program.flows(result):
        return None
    future = new_container(frame, "future", (node, frame.context))
    add(frame, future, result)
    return frozenset({future})


@model("asyncio.to_thread", "anyio.to_thread.run_sync", "atexit.register", "?.call_soon",
       "?.call_soon_threadsafe", "weakref.finalize")  # fmt: skip
def _called(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    rest = Arguments(arguments.positional[1:], arguments.keywords, arguments.star)
    return call_values(frame, arguments.get(0), rest, node)


@model("?.run_in_executor", "?.call_later", "?.call_at", "?.register")
def _called_later(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    rest = Arguments(arguments.positional[2:], {}, arguments.star)
    return call_values(frame, arguments.get(1), rest, node) or UNKNOWN


@model("asyncio.gather")
def _gather(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    if arguments.star is not None:
        return of_members(frame, "list", node, join([*arguments.positional, arguments.star]))
    results = new_container(frame, "list", (node, frame.context))
    for position, values in enumerate(arguments.positional):
        put(frame, results, position, values)
    return frozenset({results})


@model("asyncio.as_completed", "concurrent.futures.as_completed")
def _completed(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return of_members(frame, "iterator", node, iterated(frame, arguments.get(0), node))


@model(
    "queue.Queue", "asyncio.Queue", "queue.SimpleQueue", "queue.LifoQueue", "multiprocessing.Queue"
)
def _queue(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:  # noqa: ARG001 - a model
    return frozenset({new_container(frame, "list", (node, frame.context))})


@model("list.put_nowait")
def _put(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    for value in arguments.get(0):
        if isinstance(value, Container):
            add(frame, value, arguments.get(1))
    return of_members(frame, "list", node, UNKNOWN)


@model("list.get_nowait")
def _get(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return iterated(frame, arguments.get(0), node)
