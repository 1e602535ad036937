"""Threads, executors and event loops: they call what they are given."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.awaiting import awaited
from migration_lint.flow.calling.calls import call_values
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Values, join
from migration_lint.flow.models import model
from migration_lint.flow.models.iterating import mapping, starmap
from migration_lint.flow.objects.containers import add, new_container, of_members, put
from migration_lint.flow.objects.items import iterated
from migration_lint.flow.state.frame import Frame


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
    star: Values | None = None
    named: dict[str, Values] = {}
    for value in given:
        if isinstance(value, Container) and value.exact:
            positional = list(value.items.values())
        elif isinstance(value, Container):
            star = iterated(frame, frozenset({value}), node)
    for value in keywords:
        if isinstance(value, Container):
            named = {str(name): held for name, held in value.items.items()}
    return call_values(frame, target, Arguments(positional, named, star), node)


@model("concurrent.futures.ThreadPoolExecutor", "concurrent.futures.ProcessPoolExecutor",
       "multiprocessing.Pool", "multiprocessing.pool.Pool",
       "multiprocessing.pool.ThreadPool")  # fmt: skip
def _pool(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    """Each worker begins with a call of the initializer."""
    given = arguments.keywords.get("initargs", NOTHING)
    _call_with(frame, arguments.keywords.get("initializer", NOTHING), given, NOTHING, node)


@model("sched.scheduler().enter", "sched.scheduler().enterabs")
def _scheduled(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    given, keywords = arguments.get(3, "argument"), arguments.get(4, "kwargs")
    _call_with(frame, arguments.get(2, "action"), given, keywords, node)


@model("?.add_job", "?.schedule")
def _scheduled_by(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    """A scheduler calls a function, later on, with `args` and `kwargs`."""
    named = arguments.keywords
    given, keywords = named.get("args", NOTHING), named.get("kwargs", NOTHING)
    _call_with(frame, arguments.get(0, "func"), given, keywords, node)


def _future(frame: Frame, node: ast.AST, result: Values) -> Values | None:
    """A future with a result; None where that is not worth following."""
    return (
        of_members(frame, "future", node, result) if frame.program.telling.flows(result) else None
    )


@model("asyncio.to_thread", "anyio.to_thread.run_sync", "trio.to_thread.run_sync",
       "anyio.from_thread.run", "trio.from_thread.run", "atexit.register", "gevent.spawn",
       "eventlet.spawn", "unittest.addModuleCleanup", "?.call_soon", "?.call_soon_threadsafe",
       "?.start_soon", "?.spawn", "?.after_idle", "?.idle_add", "?.add_callback", "?.runcall",
       "?.start_background_task", "?.addCleanup", "?.addClassCleanup", "?.submit",
       "?.delay")  # fmt: skip
def _calls_its_first(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    result = call_values(frame, arguments.get(0), arguments.behind(1), node)
    return _future(frame, node, result)


@model("_thread.start_new_thread", "?.apply")
def _applied(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    keywords = arguments.get(2, "kwds")
    return _call_with(frame, arguments.get(0), arguments.get(1, "args"), keywords, node) or UNKNOWN


@model("?.apply_async")
def _applied_later(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    return _called_back(frame, arguments, node, _applied(frame, arguments, node))


@model("?.map_async", "?.starmap_async")
def _mapped_later(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    is_starred = getattr(getattr(node, "func", None), "attr", "") == "starmap_async"
    mapped = (starmap if is_starred else mapping)(frame, arguments, node)
    return _called_back(frame, arguments, node, mapped)


def _called_back(
    frame: Frame, arguments: Arguments, node: ast.AST, given: Values | None
) -> Values | None:
    """The future with a result, which a function is called with as soon as it is there."""
    result = given or UNKNOWN
    call_values(frame, arguments.get(3, "callback"), Arguments([result]), node)
    return _future(frame, node, result)


@model("?.run_in_executor", "?.call_later", "?.call_at", "?.register", "weakref.finalize",
       "?.after", "?.timeout_add", "?.add_signal_handler", "?.add_reader", "?.add_writer",
       "?.spawn_later")  # fmt: skip
def _calls_its_second(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    """Behind what it waits for, runs in, or is named by."""
    result = call_values(frame, arguments.get(1), arguments.behind(2), node)
    return _future(frame, node, result)


@model("asyncio.run", "asyncio.Runner().run", "?.run_until_complete")
def _run(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return awaited(frame, arguments.get(0), node) or UNKNOWN


@model("anyio.run", "trio.run")
def _run_function(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    rest = Arguments(arguments.positional[1:], {}, arguments.star)
    return awaited(frame, call_values(frame, arguments.get(0), rest, node), node) or UNKNOWN


@model("asyncio.create_task", "asyncio.ensure_future", "asyncio.run_coroutine_threadsafe",
       "asyncio.Task", "?.create_task")  # fmt: skip
def _task(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    return _future(frame, node, awaited(frame, arguments.get(0, "coro"), node))


@model("asyncio.Future", "concurrent.futures.Future", "?.create_future")
def _new_future(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return frozenset({new_container(frame, "future", (node, frame.context))})


@model("future.set_result", "variable.set")
def _set_result(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    for value in arguments.get(0):
        if isinstance(value, Container):
            add(frame, value, arguments.get(1))
    return UNKNOWN


@model("future.add_done_callback")
def _when_done(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    call_values(frame, arguments.get(1), Arguments([arguments.get(0)]), node)
    return UNKNOWN


@model("contextvars.ContextVar")
def _variable(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    held = new_container(frame, "variable", (node, frame.context))
    add(frame, held, arguments.keywords.get("default", NOTHING))
    return frozenset({held})


@model("contextvars.copy_context().run", "contextvars.Context().run")
def _run_in_context(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return call_values(frame, arguments.get(0), arguments.behind(1), node)


@model("variable.get")
def _get_variable(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return iterated(frame, arguments.get(0), node) | arguments.get(1)


@model("asyncio.gather")
def _gather(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    given = [awaited(frame, values, node) for values in arguments.positional]
    if arguments.star is not None:
        rest = awaited(frame, arguments.star, node)
        return of_members(frame, "list", node, join([*given, rest]))
    results = new_container(frame, "list", (node, frame.context))
    for position, values in enumerate(given):
        put(frame, results, position, values)
    return frozenset({results})


@model("asyncio.as_completed", "concurrent.futures.as_completed")
def _completed(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return of_members(frame, "iterator", node, iterated(frame, arguments.get(0), node))


@model("asyncio.wait", "concurrent.futures.wait")
def _wait(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """What is done and what is not: each may be any of what is waited for."""
    futures = of_members(frame, "set", node, iterated(frame, arguments.get(0), node))
    both = new_container(frame, "tuple", (node, frame.context))
    for position in (0, 1):
        put(frame, both, position, futures)
    return frozenset({both})


@model("multiprocessing.Pipe")
def _pipe(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """Two ends: what is sent into one is received from the other."""
    ends = new_container(frame, "tuple", (node, frame.context))
    sent = frozenset({new_container(frame, "list", (node, frame.context, "sent"))})
    for position in (0, 1):
        put(frame, ends, position, sent)
    return frozenset({ends})


@model(
    "queue.Queue",
    "asyncio.Queue",
    "queue.SimpleQueue",
    "queue.LifoQueue",
    "queue.PriorityQueue",
    "asyncio.PriorityQueue",
    "asyncio.LifoQueue",
    "multiprocessing.Queue",
    "multiprocessing.JoinableQueue",
    "multiprocessing.SimpleQueue",
    "multiprocessing.Manager().Queue",
    "multiprocessing.Manager().list",
)
def _queue(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return frozenset({new_container(frame, "list", (node, frame.context))})


@model("list.put_nowait", "list.send")
def _put(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    for value in arguments.get(0):
        if isinstance(value, Container):
            add(frame, value, arguments.get(1))
    return of_members(frame, "list", node, UNKNOWN)


@model("list.get_nowait", "list.recv")
def _get(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return iterated(frame, arguments.get(0), node)
