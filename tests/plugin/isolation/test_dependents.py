"""Installed modules and packages that hold on to an engine are isolated with it."""

from __future__ import annotations

import doctest
import sys
from importlib.machinery import ExtensionFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from pytest_engine_rollout.isolation.importing.dependents import adopt_dependents
from pytest_engine_rollout.isolation.importing.ownership import Ownership
from tests.plugin.isolation.conftest import Run, write


@pytest.fixture
def site(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that passes for site-packages, outside the root of the suite."""
    folder = pytester.path.parent / f"{pytester.path.name}-lib" / "site-packages"
    folder.mkdir(parents=True)
    monkeypatch.syspath_prepend(folder)
    monkeypatch.syspath_prepend(pytester.path)
    return folder


def test_modules_that_took_something_are_isolated_too(
    pytester: pytest.Pytester, run: Run, site: Path
) -> None:
    write(
        site,
        direct="from product import NAME, Controller",
        second="import direct\nname = direct.NAME",
        subclass="import product\nclass Sub(product.Controller): pass",
        neutral="from sys import modules\nloaded = [object]",
    )
    pytester.makepyfile(
        """
        import sys
        import direct, neutral, product, second, subclass

        def test_each_has_its_own():
            assert direct.NAME == second.name == product.NAME
            assert issubclass(subclass.Sub, product.Controller)
            assert direct.Controller is product.Controller

        def test_what_knows_no_engine_is_shared():
            neutral.loaded.append(product.NAME)
            assert neutral.loaded == [object, "old", "new"][:len(neutral.loaded)]
        """
    )
    run().assert_outcomes(passed=4)


@pytest.mark.parametrize(
    "register",
    [
        "registry.calls.append((Controller.call, ('argument',)))",
        "registry.by_name['controller'] = Controller",
        "registry.calls.append((Controller().call, ()))",
        "registry.Registry.shared['controller'] = Controller",
        "registry.registry.known.append(Controller)",
        "registry.handle.register(Controller.Kind)(Controller.call)",
        "registry.cell.held = Controller",
    ],
)
def test_modules_where_something_was_registered_are_isolated_too(
    pytester: pytest.Pytester, run: Run, product: Path, site: Path, register: str
) -> None:
    write(
        site,
        registry="""
from functools import singledispatch

calls, by_name = [], {}

@singledispatch
def handle(value): pass

class Cell:
    __slots__ = ("held",)

cell = Cell()

class Registry:
    shared = {}
    def __init__(self): self.known = []

registry = Registry()

def size():
    of_objects = len(Registry.shared) + len(registry.known) + hasattr(cell, "held")
    return len(calls) + len(by_name) + of_objects + len(handle.registry) - 1
""",
    )
    with (product / "__init__.py").open("a", encoding="utf-8") as dispatcher:
        dispatcher.write("\nController.call = lambda *_: None\n")
        dispatcher.write("class Kind: pass\nController.Kind = Kind\nimport registry\n" + register)
    pytester.makepyfile(
        """
        import product, registry

        def test_once(): assert registry.size() == 1
        """
    )
    run().assert_outcomes(passed=2)


def test_what_a_plugin_of_pytest_configures_is_one_for_all() -> None:
    holder = ModuleType("holder")
    holder.registry = [Path]  # type: ignore[attr-defined]  # as a module has it that is imported
    try:
        sys.modules["holder"] = holder
        served = Ownership([Path.__module__], Path("/nowhere"), lambda: {"holder"})
        plain = Ownership([Path.__module__], Path("/nowhere"))
        for ownership in (served, plain):
            adopt_dependents(ownership, {}, (), ())
        assert not served.owns_name("holder")
        assert plain.owns_name("holder")
    finally:
        del sys.modules["holder"]


def test_an_altered_package_is_isolated_where_all_that_builds_on_it_can_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def module(name: str, **held: object) -> ModuleType:
        made = ModuleType(name)
        vars(made).update(held, __file__=f"/lib/site-packages/{name}")
        monkeypatch.setitem(sys.modules, name, made)
        return made

    def define(made: ModuleType) -> type:
        return type("Defined", (), {"__module__": made.__name__})

    compiled = module("compiled", __loader__=ExtensionFileLoader("compiled", "/lib/compiled.so"))
    for package in ("alone", "served", "bound", "elsewhere"):
        module(package)
    module("user", taken=define(sys.modules["alone"]))
    vars(compiled)["taken"] = define(sys.modules["bound"])
    ownership = Ownership([Path.__module__], Path("/nowhere"), lambda: {"served"})
    adopt_dependents(ownership, {}, (), {"alone", "served", "bound"})
    names = ("alone", "user", "served", "bound", "compiled", "elsewhere")
    assert [name for name in names if ownership.owns_name(name)] == ["alone", "user"]


def test_a_part_of_the_standard_library_is_first_party_where_its_tests_run() -> None:
    folder = Path(doctest.__file__).parent / "test" / "test_of_it"
    ownership = Ownership([], Path(doctest.__file__).parents[2])
    assert not ownership.owns_place(str(folder / "helper.py"))
    ownership.add_test_file(folder / "test_it.py")
    assert ownership.owns_place(str(folder / "helper.py"))
    assert not ownership.owns_place(doctest.__file__)


def test_modules_that_a_package_makes_are_isolated_with_it(
    pytester: pytest.Pytester, run: Run, site: Path
) -> None:
    (site / "maker").mkdir()
    write(
        site / "maker",
        __init__="""
import sys
from types import ModuleType
from product import NAME

made = ModuleType("maker.made")
made.NAME = NAME
sys.modules["maker.made"] = made
""",
    )
    pytester.makepyfile(
        """
        import maker
        import product

        def test_imported_by_name():
            from maker.made import NAME
            assert NAME == product.NAME
        """
    )
    run().assert_outcomes(passed=2)


def test_plugin_that_took_something_is_loaded_for_each(
    pytester: pytest.Pytester, run_apart: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        site,
        early="""
import pytest
from product import NAME

def pytest_addoption(parser):
    parser.addoption("--early")

@pytest.fixture
def early_name():
    return NAME
""",
    )
    monkeypatch.setenv("PYTHONPATH", f"{site}:{pytester.path}")
    pytester.makepyfile(
        """
        import product

        def test_it(early_name): assert early_name == product.NAME
        """
    )
    run_apart("-p", "early").assert_outcomes(passed=2)


def test_submodule_under_a_shared_package(pytester: pytest.Pytester, run: Run, site: Path) -> None:
    (pytester.path / "engine_rollout.toml").write_text(
        'control = "old"\ncandidate = "new"\nisolate = ["shared.part", "shared.same"]\n'
        '[engines.old]\nenv = { PRODUCT_ENGINE = "old" }\n'
        '[engines.new]\nenv = { PRODUCT_ENGINE = "new" }\n',
        encoding="utf-8",
    )
    (site / "shared").mkdir()
    write(
        site / "shared",
        __init__="from shared.same import same",
        same="import os\nNAME = os.environ['PRODUCT_ENGINE']\ndef same(): return NAME",
        part="import os\nNAME = os.environ['PRODUCT_ENGINE']",
    )
    pytester.makepyfile(
        """
        import os, sys
        import shared.part

        def test_attribute_of_the_package():
            assert shared.part is sys.modules["shared.part"]
            assert shared.part.NAME == os.environ["PRODUCT_ENGINE"]

        def test_function_of_the_same_name_stays():
            assert callable(shared.same)
            assert shared.same() == os.environ["PRODUCT_ENGINE"]
        """
    )
    run().assert_outcomes(passed=4)
