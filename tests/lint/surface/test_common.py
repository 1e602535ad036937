"""The signature that two engines have in common."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from itertools import combinations
from random import Random
from types import FunctionType

import pytest

from migration_lint.flow.code.signatures import Signature, of_function
from migration_lint.surface.common import common


@pytest.mark.parametrize(
    ("control", "candidate", "expected"),
    [
        ("(a, b=1)", "(a, b=2)", "(a, b=...)"),
        ("(source, target, over=0)", "(source, target, replace=0)", "(source, target)"),
        ("(since=None)", "(since=None, limit=50)", "(since=...)"),
        ("(to, form='')", "(*, to, form='')", "(*, to, form=...)"),
        ("(a=1)", "(a)", "(a)"),
        ("(a, b)", "(b, a)", "(*, a, b)"),
        ("(src, dst)", "(source, target)", "(src, dst, /)"),
        ("(a, b, c)", "(a, x, c)", "(a, b, /, c)"),
        ("(a, /)", "(a)", "(a, /)"),
        ("(*args, **more)", "(a, b=1)", "(a, b=...)"),
        ("(*args)", "(a)", "(a, /)"),
        ("(a, *args, **more)", "(a, *rest, **others)", "(a, *args, **more)"),
        ("(merge=True)", "()", "()"),
        ("(a)", "()", None),
        ("(a)", "(a, *, b)", None),
    ],
)
def test_common(control: str, candidate: str, expected: str | None) -> None:
    found = common(_signature(control), _signature(candidate))
    assert (found.text if found else None) == expected


def test_nothing_is_common_to_what_is_awaited_and_what_is_not() -> None:
    awaited = _signature("(a)")._replace(is_async=True)
    assert common(_signature("(a)"), awaited) is None
    both = common(awaited, awaited)
    assert both
    assert both.is_async


def test_both_take_every_call_that_it_allows() -> None:
    random, tried = Random(0), 0
    for _ in range(300):
        control, candidate = _any_signature(random), _any_signature(random)
        found = common(_signature(control), _signature(candidate))
        if found is None:
            continue
        engines = _function(control), _function(candidate)
        written = _function(found.text)
        for positional, keywords in _calls():
            if _takes(written, positional, keywords):
                tried += 1
                call = (control, candidate, found.text, positional, keywords)
                assert all(_takes(engine, positional, keywords) for engine in engines), call
                assert found.problem(positional, keywords) is None, call
    assert tried > 100


def _signature(text: str) -> Signature:
    (node,) = ast.parse(f"def f{text}: ...").body
    assert isinstance(node, ast.FunctionDef)
    return of_function(node, bound=False)


def _any_signature(random: Random) -> str:
    names = random.sample("abc", random.randint(0, 3))
    split = random.randint(0, len(names))
    first_default = random.randint(0, split)
    parts = [name + "=0" * (at >= first_default) for at, name in enumerate(names[:split])]
    if parts and random.random() < 0.3:
        parts.insert(random.randint(1, len(parts)), "/")
    if random.random() < 0.25:
        parts.append("*rest")
    elif names[split:]:
        parts.append("*")
    parts += [name + random.choice(["", "=0"]) for name in names[split:]]
    parts += ["**more"] * (random.random() < 0.2)
    return f"({', '.join(parts)})"


def _function(signature: str) -> FunctionType:
    space: dict[str, FunctionType] = {}
    exec(f"def f{signature}: ...", space)
    return space["f"]


def _calls() -> Iterator[tuple[int, tuple[str, ...]]]:
    for positional in range(4):
        for count in range(4):
            for keywords in combinations("abcz", count):
                yield positional, keywords


def _takes(function: Callable[..., object], positional: int, keywords: tuple[str, ...]) -> bool:
    try:
        inspect.signature(function).bind(*range(positional), **dict.fromkeys(keywords))
    except TypeError:
        return False
    return True
