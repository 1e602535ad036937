"""Probes see calls, arguments, results and exceptions, and change nothing that can be seen."""

from __future__ import annotations

import asyncio
import importlib.util
import inspect
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType, FunctionType, ModuleType
from typing import Any

import pytest

from pytest_engine_rollout.watch.probes import MonitoringProbes, Probes, arguments_of
from pytest_engine_rollout.watch.rewriting import RewritingProbes

SOURCE = '''
import contextlib

class Base:
    def greet(self, name):
        return f"hello {name}"

class Engine(Base):
    def plain(self, a, b=2, *rest, c=3, **more):
        """Docstring."""
        return (a, b, rest, c, more)

    def greet(self, name):
        return super().greet(name) + "!"

    def nothing(self):
        pass

    def empty(self): """Only a docstring."""

    def early(self, n):
        if n:
            return n
        for i in range(3):
            pass

    def fails(self, n):
        value = n
        raise ValueError(value)

    def catches(self):
        try:
            return self.fails(1)
        except ValueError:
            return "caught"
        finally:
            self.done = True

    def inner(self):
        def helper():
            return 5
        return helper() + (lambda: 1)()

    def closure(self):
        return closed

    def again(self, n):
        return n and self.again(n - 1)

    @contextlib.contextmanager
    def managed(self):
        yield 1

    async def stream(self, early):
        yield 1
        if early:
            return
        yield 2

    @staticmethod
    def static(a):
        return a

    async def coroutine(self, a):
        return a

closed = 7
'''

KINDS: list[Callable[[], Probes]] = [RewritingProbes]
if sys.version_info >= (3, 12):
    KINDS.append(MonitoringProbes)


class Journal:
    def __init__(self) -> None:
        self.notes: list[tuple[str, Any]] = []

    def entered(self, frame: FrameType) -> None:
        self.notes.append(("entered", arguments_of(frame)))

    def returned(self, _: FrameType, value: object) -> None:
        self.notes.append(("returned", value))

    def raised(self, _: FrameType, problem: BaseException) -> None:
        self.notes.append(("raised", repr(problem)))


@pytest.fixture
def module(tmp_path: Path) -> ModuleType:
    file = tmp_path / "probed.py"
    file.write_text(SOURCE)
    spec = importlib.util.spec_from_file_location("probed", file)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(params=KINDS)
def probes(request: pytest.FixtureRequest) -> Iterator[Probes]:
    made: Probes = request.param()
    yield made
    made.close()


def probe(module: ModuleType, probes: Probes, name: str) -> Journal:
    journal = Journal()
    function = inspect.unwrap(getattr(module.Engine, name))
    assert isinstance(function, FunctionType)
    probes.add(function, journal)
    probes.add(function, journal)
    return journal


@pytest.mark.parametrize(
    ("name", "arguments", "notes"),
    [
        pytest.param(
            "plain",
            (1, 4, 5),
            [
                ("entered", {"a": 1, "b": 4, "c": 3, "rest": (5,), "more": {}}),
                ("returned", (1, 4, (5,), 3, {})),
            ],
            id="arguments",
        ),
        pytest.param(
            "greet", ("a",), [("entered", {"name": "a"}), ("returned", "hello a!")], id="super"
        ),
        pytest.param("nothing", (), [("entered", {}), ("returned", None)], id="no-return"),
        pytest.param("empty", (), [("entered", {}), ("returned", None)], id="docstring-only"),
        pytest.param("early", (1,), [("entered", {"n": 1}), ("returned", 1)], id="early"),
        pytest.param("early", (0,), [("entered", {"n": 0}), ("returned", None)], id="late"),
        pytest.param("catches", (), [("entered", {}), ("returned", "caught")], id="caught-inside"),
        pytest.param("inner", (), [("entered", {}), ("returned", 6)], id="inner-functions"),
        pytest.param("closure", (), [("entered", {}), ("returned", 7)], id="global"),
        pytest.param(
            "again",
            (1,),
            [
                ("entered", {"n": 1}),
                ("entered", {"n": 0}),
                ("returned", 0),
                ("returned", 0),
            ],
            id="recursion",
        ),
        pytest.param("static", (1,), [("entered", {"a": 1}), ("returned", 1)], id="static"),
    ],
)
def test_calls(
    module: ModuleType, probes: Probes, name: str, arguments: tuple[object, ...], notes: Any
) -> None:
    plain = getattr(module.Engine(), name)(*arguments)
    journal = probe(module, probes, name)

    assert getattr(module.Engine(), name)(*arguments) == plain
    assert journal.notes == notes


def test_exception_and_its_traceback(module: ModuleType, probes: Probes) -> None:
    lines = []
    journal = probe(module, probes, "fails")
    with pytest.raises(ValueError, match="3") as caught:
        module.Engine().fails(3)
    lines = [(f.name, f.line) for f in traceback.extract_tb(caught.value.__traceback__)][1:]

    assert journal.notes == [("entered", {"n": 3}), ("raised", "ValueError(3)")]
    assert lines == [("fails", "raise ValueError(value)")]
    assert caught.value.__context__ is None


def test_coroutine(module: ModuleType, probes: Probes) -> None:
    journal = probe(module, probes, "coroutine")

    assert asyncio.run(module.Engine().coroutine(2)) == 2
    assert journal.notes == [("entered", {"a": 2}), ("returned", 2)]


def test_function_looks_as_before(module: ModuleType, probes: Probes) -> None:
    method = module.Engine.plain
    before = (inspect.signature(method), inspect.getsource(method), method.__doc__)
    first = method.__code__.co_firstlineno

    probe(module, probes, "plain")

    assert module.Engine.plain is method
    assert (inspect.signature(method), inspect.getsource(method), method.__doc__) == before
    assert method.__code__.co_firstlineno == first
    assert method.__code__.co_varnames[:5] == ("self", "a", "b", "c", "rest")


def test_closing_takes_the_probes_away(module: ModuleType, probes: Probes) -> None:
    code = module.Engine.nothing.__code__
    journal = probe(module, probes, "nothing")

    probes.close()
    probes.close()
    module.Engine().nothing()

    assert module.Engine.nothing.__code__ is code
    assert journal.notes == []


def test_generators(module: ModuleType, probes: Probes) -> None:
    journal = probe(module, probes, "managed")

    with module.Engine().managed() as value:
        assert value == 1
        assert journal.notes == [("entered", {})]
    assert journal.notes == [("entered", {}), ("returned", None)]


@pytest.mark.parametrize("early", [True, False])
def test_asynchronous_generators(module: ModuleType, probes: Probes, early: bool) -> None:
    journal = probe(module, probes, "stream")

    async def read() -> list[int]:
        return [number async for number in module.Engine().stream(early)]

    assert asyncio.run(read()) == ([1] if early else [1, 2])
    assert journal.notes == [("entered", {"early": early}), ("returned", None)]


def test_several_listen_to_one_function(module: ModuleType, probes: Probes) -> None:
    one, two = probe(module, probes, "static"), probe(module, probes, "static")

    module.Engine.static(1)

    assert one.notes == two.notes == [("entered", {"a": 1}), ("returned", 1)]


def test_source_that_is_gone_is_left_alone(module: ModuleType) -> None:
    assert module.__file__ is not None
    Path(module.__file__).unlink()
    probes = RewritingProbes()

    assert not probes.add(module.Engine.nothing, Journal())
    assert module.Engine().nothing() is None
