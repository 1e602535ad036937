"""Which installed packages are otherwise than when they were imported."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from importlib.machinery import ExtensionFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pytest_engine_rollout.isolation.importing.alterations import Alterations
from pytest_engine_rollout.isolation.importing.ownership import Ownership

CODE = """
from collections import defaultdict

class Registry:
    def __init__(self): self.inner = {"a": []}

class Table(dict): pass

class Options: pass

class Model:
    tables = {}

class Slotted:
    __slots__ = ("held",)
    def __init__(self): self.held = []

class Elsewhere: __module__ = "another"

slotted, elsewhere = Slotted(), Elsewhere()
elsewhere.held = {"a": print}

registry, table, options, late = Registry(), Table(), Options(), None
handlers, by_kind, sizes, cycle = [print], defaultdict(list, a=[print]), {"a": 1}, [print]
cycle.append(cycle)
"""


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    made = ModuleType("library")
    exec(CODE, vars(made))
    monkeypatch.setitem(sys.modules, "library", made)
    return made


def altered_by(library: ModuleType, alter: Callable[[Any], object]) -> bool:
    alterations = Alterations(Ownership([], Path("/nowhere")))
    alterations.note()
    alter(library)
    return "library" in alterations.altered()


@pytest.mark.parametrize(
    "alter",
    [
        pytest.param(lambda it: it.registry.inner["a"].append(1), id="inside an object"),
        pytest.param(lambda it: it.table.update(a=1), id="a dict of the package's own kind"),
        pytest.param(lambda it: vars(it.options).update(x=print), id="an attribute"),
        pytest.param(lambda it: setattr(it, "late", it.Registry()), id="a name that held None"),
        pytest.param(lambda it: it.handlers.append(len), id="a list"),
        pytest.param(lambda it: it.Model.tables.update(a=print), id="what a class has for all"),
        pytest.param(lambda it: it.slotted.held.append(len), id="a slot"),
        pytest.param(lambda it: it.elsewhere.held.clear(), id="an object of another package's"),
        pytest.param(lambda it: it.by_kind["a"].append(len), id="a list in a dict"),
        pytest.param(lambda it: it.cycle.append(len), id="what holds itself"),
        pytest.param(lambda it: delattr(it, "registry"), id="a name that is gone"),
    ],
)
def test_what_alters_a_package(library: ModuleType, alter: Callable[[Any], object]) -> None:
    assert altered_by(library, alter)


@pytest.mark.parametrize(
    "alter",
    [
        pytest.param(vars, id="nothing"),
        pytest.param(lambda it: setattr(it, "Options", type("Options", (), {})), id="a class"),
        pytest.param(lambda it: setattr(it.Model, "more", [print]), id="a name of a class"),
        pytest.param(lambda it: it.sizes.update(b=2), id="plain values, which are put back"),
        pytest.param(lambda it: setattr(it, "more", [print]), id="a name that it put off"),
        pytest.param(lambda it: setattr(it, "sub", ModuleType("x")), id="a submodule"),
    ],
)
def test_what_does_not(library: ModuleType, alter: Callable[[Any], object]) -> None:
    assert not altered_by(library, alter)


def compile_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have an extension module in the package."""
    compiled = ModuleType("library.compiled")
    compiled.__loader__ = ExtensionFileLoader("library.compiled", "/x.so")
    compiled.__file__ = "/x.so"
    monkeypatch.setitem(sys.modules, "library.compiled", compiled)


def test_a_package_with_an_extension_module_is_none(
    library: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    compile_library(monkeypatch)
    assert not altered_by(library, lambda it: it.handlers.append(len))


def told(
    library: ModuleType, *engines: Callable[[Any], object], served: Collection[str] = ()
) -> list[str]:
    alterations = Alterations(Ownership([], Path("/nowhere"), lambda: served))
    alterations.note()
    for alter in engines:
        alter(library)
        alterations.altered()
    return alterations.lines()


def nothing(_: object) -> None:
    """What an engine does that finds what it needs."""


def add(library: Any) -> None:
    """What an engine does that registers something."""
    library.registry.inner["a"].append(object())


def test_what_each_engine_alters_of_a_package_that_stays_shared_is_told(
    library: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    compile_library(monkeypatch)
    assert told(library, add, nothing, add, add) == [
        (
            "engine rollout: each engine altered library.registry of library, which is shared by "
            "the engines, and may find there what another left; name the package in isolate, or "
            "use --engine-isolation=process, which gives each engine its own"
        )
    ]


def test_what_is_no_alarm(library: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    vars(library)["parse_cache"] = [print]
    assert not told(library, add, nothing), "as a cache, which the second engine finds filled"
    assert not told(library, *[lambda it: it.parse_cache.append(len)] * 2), "by its name"
    assert not told(library, add, add, served={"library"}), "a plugin's"
    assert not told(library, add, lambda _: monkeypatch.delitem(sys.modules, "library")), "its own"


def test_each_is_told_of_once(library: ModuleType) -> None:
    alterations = Alterations(Ownership([], Path("/nowhere")))
    alterations.note()
    library.handlers.append(len)
    assert "library" in alterations.altered()
    assert not alterations.altered()
