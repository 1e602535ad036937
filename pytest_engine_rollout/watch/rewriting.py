"""Probes by rewriting a function's code (Python 3.10 and 3.11, without `sys.monitoring`).

A profiler written in Python would see the same, at several times the cost the whole suite can bear.
So the function itself tells: its source is compiled once more with a call at its beginning, around
each value it returns and where an exception leaves it, and its `__code__` is replaced. The
function object, its signature, its line numbers and its frames stay what they are.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from pytest_engine_rollout.watch.interpreter import frame_at
from pytest_engine_rollout.watch.probes import Audience, Listener, Probes

_PLACE = "\0pytest-engine-rollout:"
_ASYNC_GENERATOR = 0x200


class RewritingProbes(Probes):
    """Probes that rewrite the code of functions."""

    def __init__(self) -> None:
        self._rewritten: dict[FunctionType, tuple[CodeType, CodeType]] = {}
        self._audiences: dict[FunctionType, Audience] = {}

    def add(
        self,
        function: FunctionType,
        listener: Listener,
        *,
        until_end: bool = True,  # noqa: ARG002 - ends cost no more than beginnings
    ) -> bool:
        """Report the calls of a function to `listener`; False where it has no source."""
        audience = self._audiences.setdefault(function, Audience())
        audience.admit(listener)
        known = self._rewritten.get(function)
        if known is not None and function.__code__ is known[1]:
            return True
        code = function.__code__
        rewritten = rewrite(code, audience)
        if rewritten is None or rewritten.co_freevars != code.co_freevars:
            return False
        function.__code__ = rewritten
        self._rewritten[function] = (code, rewritten)
        return True

    def add_code(self, code: CodeType, listener: Listener) -> bool:  # noqa: ARG002 - cannot be done
        """Does nothing and returns False: only a function can be rewritten, not its code."""
        return False

    def close(self) -> None:
        """Give every function its own code back."""
        for function, (code, rewritten) in self._rewritten.items():
            if function.__code__ is rewritten:
                function.__code__ = code
        self._rewritten.clear()
        self._audiences.clear()


def rewrite(code: CodeType, listener: Listener) -> CodeType | None:
    """The code of a function with calls of a listener in it; None where that is not possible."""
    try:
        tree = ast.parse(Path(code.co_filename).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None
    function = _function_at(tree, code)
    if function is None:
        return None
    _instrument(function, _BareReturns() if code.co_flags & _ASYNC_GENERATOR else _Returns())
    module = compile(ast.fix_missing_locations(tree), code.co_filename, "exec", dont_inherit=True)
    found = _code_at(module, code)
    return None if found is None else found.replace(co_consts=_with_calls(found, listener))


def _function_at(tree: ast.Module, code: CodeType) -> Any:
    """The function definition that a code object was compiled from."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == code.co_name:
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            if first == code.co_firstlineno:
                return node
    return None


def _code_at(module: CodeType, code: CodeType) -> CodeType | None:
    for constant in module.co_consts:
        if isinstance(constant, CodeType):
            if (constant.co_name, constant.co_firstlineno) == (code.co_name, code.co_firstlineno):
                return constant
            inside = _code_at(constant, code)
            if inside is not None:
                return inside
    return None


def _instrument(function: Any, returns: _Returns) -> None:
    """Insert the calls into a function's body, after its docstring."""
    body: list[ast.stmt] = function.body
    start = 1 if ast.get_docstring(function, clean=False) is not None else 0
    kept, rest = body[:start], returns.visit(ast.Module(body[start:], [])).body
    first = (rest or body)[0]
    end = ast.copy_location(ast.Expr(_call("returned", ast.Constant(None))), (rest or body)[-1])
    handler = ast.ExceptHandler(
        type=None, name=None, body=[ast.Expr(_call("raised")), ast.Raise(exc=None, cause=None)]
    )
    guarded = ast.Try(body=[*rest, end], handlers=[handler], orelse=[], finalbody=[])
    function.body = [
        *kept,
        _located(ast.Expr(_call("entered")), first),
        _located(guarded, first, deep=False),
    ]
    for node in handler.body:
        _located(node, first)
    _located(handler, first, deep=False)
    _located(end, end)


def _located(node: Any, place: Any, *, deep: bool = True) -> Any:
    """Give a new node the place of an old one."""
    for inner in ast.walk(node) if deep else (node,):
        ast.copy_location(inner, place)
    return node


def _call(name: str, *arguments: ast.expr) -> ast.expr:
    """A call of the listener, by a constant that is replaced after compilation."""
    place = ast.Attribute(ast.Constant(_PLACE + name), "__call__", ast.Load())
    return ast.Call(place, [*arguments], [])


class _Returns(ast.NodeTransformer):
    """Inserts a call at each return; inner functions and classes stay as they are."""

    def visit_Return(self, node: ast.Return) -> ast.Return | list[ast.stmt]:
        value = node.value or _located(ast.Constant(None), node)
        return ast.copy_location(
            ast.Return(ast.copy_location(_call("returned", value), value)), node
        )

    def _leave_alone(self, node: Any) -> Any:
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = visit_Lambda = _leave_alone  # noqa: N815 - as above


class _BareReturns(_Returns):
    """The same for asynchronous generators, which cannot return a value."""

    def visit_Return(self, node: ast.Return) -> list[ast.stmt]:
        told = _located(ast.Expr(_call("returned", ast.Constant(None))), node)
        return [told, node]


def _with_calls(code: CodeType, listener: Listener) -> tuple[object, ...]:
    calls = {
        _PLACE + "entered": _entered,
        _PLACE + "returned": _returned,
        _PLACE + "raised": _raised,
    }
    return tuple(
        calls[constant](listener) if isinstance(constant, str) and constant in calls else constant
        for constant in code.co_consts
    )


def _entered(listener: Listener) -> Any:
    return lambda: listener.entered(frame_at(1))


def _returned(listener: Listener) -> Any:
    def returned(value: object) -> object:
        listener.returned(frame_at(1), value)
        return value

    return returned


def _raised(listener: Listener) -> Any:
    def raised() -> None:
        problem = sys.exc_info()[1]
        if problem is not None:
            listener.raised(frame_at(1), problem)

    return raised
