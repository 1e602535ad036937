"""Functions that are wanted by name are found behind their decorators, or said to be unseen."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, ModuleType

import pytest

from pytest_engine_rollout.watch.functions import Functions
from pytest_engine_rollout.watch.probes import MonitoringProbes, Probes
from pytest_engine_rollout.watch.rewriting import RewritingProbes

NAME = "decorated_engine"
SOURCE = """
import functools

def bare(function):
    def wrapper(*arguments):
        return function(*arguments)
    return wrapper

def good(function):
    @functools.wraps(function)
    def wrapper(*arguments):
        return function(*arguments)
    return wrapper

class Hidden:
    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner):
        return functools.partial(self.function, instance)

class Base:
    @bare
    def inherited(self): pass

    hidden_above = Hidden(lambda self: None)

class Engine(Base):
    def plain(self): pass

    @bare
    def once(self): pass

    @good
    @good
    def twice(self): pass

    @good
    @bare
    @good
    def mixed(self): pass

    @bare
    def unwanted(self): pass

    @good
    def unwanted_too(self): pass

    def _other(self): pass

    assigned = _other
"""
WANTED = ("plain", "once", "twice", "mixed", "inherited", "assigned", "hidden_above", "missing")
KINDS: list[type[Probes]] = [RewritingProbes]
if sys.version_info >= (3, 12):
    KINDS.append(MonitoringProbes)


class Listener:
    """Notes by what name it was told."""

    def __init__(self, name: str, heard: list[str]) -> None:
        self._name = name
        self._heard = heard

    def entered(self, _: FrameType) -> None:
        self._heard.append(self._name)

    def returned(self, _: FrameType, __: object) -> None:
        pass

    def raised(self, _: FrameType, __: BaseException) -> None:
        pass


@pytest.fixture
def heard() -> list[str]:
    """The names under which calls were told."""
    return []


@pytest.fixture(params=KINDS)
def functions(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    heard: list[str],
) -> Iterator[Functions]:
    """Functions that wait for those wanted."""
    (tmp_path / f"{NAME}.py").write_text(SOURCE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    probes: Probes = request.param()
    made = Functions(probes, tmp_path)
    for name in WANTED:
        made.want(f"{NAME}:Engine.{name}", Listener(name, heard))
    yield made
    made.stop()
    probes.close()
    sys.modules.pop(NAME, None)


@pytest.fixture
def module(functions: Functions) -> ModuleType:
    """The module, loaded and looked at."""
    loaded = importlib.import_module(NAME)
    functions.look_again()
    return loaded


@pytest.mark.parametrize("name", WANTED[:6])
def test_calls_are_told_once_by_the_right_name(
    module: ModuleType, heard: list[str], name: str
) -> None:
    getattr(module.Engine(), name)()

    assert heard == [name]


@pytest.mark.parametrize("name", ["unwanted", "unwanted_too"])
def test_what_has_the_same_decorator_is_not_told(
    module: ModuleType, heard: list[str], name: str
) -> None:
    getattr(module.Engine(), name)()

    assert heard == []


@pytest.mark.usefixtures("module")
def test_what_cannot_be_seen_is_known(functions: Functions) -> None:
    assert functions.unseen == {f"{NAME}:Engine.hidden_above"}
