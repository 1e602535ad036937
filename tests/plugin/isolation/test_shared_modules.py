"""Installed modules, extension modules, shared classes and packages that hold on to an engine."""

from __future__ import annotations

import abc
import doctest
import importlib
import shutil
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pytest_engine_rollout.comparison.inspection import mro
from pytest_engine_rollout.isolation.importing import extensions
from pytest_engine_rollout.isolation.importing.dependents import adopt_dependents
from pytest_engine_rollout.isolation.importing.extensions import Extensions
from pytest_engine_rollout.isolation.importing.ownership import Ownership
from pytest_engine_rollout.isolation.layers.imprints import all_classes, lift, press
from pytest_engine_rollout.isolation.layers.registrations import renew, withdraw
from tests.plugin.isolation.conftest import SETTINGS, Run, errors


@pytest.fixture
def site(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that passes for site-packages, outside the root of the suite."""
    folder = pytester.path.parent / f"{pytester.path.name}-lib" / "site-packages"
    folder.mkdir(parents=True)
    monkeypatch.syspath_prepend(folder)
    monkeypatch.syspath_prepend(pytester.path)
    return folder


def write(folder: Path, **modules: str) -> None:
    for name, source in modules.items():
        (folder / f"{name}.py").write_text(source, encoding="utf-8")


def test_modules_that_took_something_are_isolated_too(
    pytester: pytest.Pytester, run: Run, site: Path
) -> None:
    write(
        site,
        direct="from product import NAME, Controller",
        second="import direct\nname = direct.NAME",
        subclass="import product\nclass Sub(product.Controller): pass",
        neutral="loaded = [object]",
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

class Registry:
    shared = {}
    def __init__(self): self.known = []

registry = Registry()

def size():
    of_objects = len(Registry.shared) + len(registry.known)
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
            adopt_dependents(ownership, {}, ())
        assert not served.owns_name("holder")
        assert plain.owns_name("holder")
    finally:
        del sys.modules["holder"]


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
import shutil
import subprocess
import sys
import sysconfig
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


@pytest.fixture
def extension(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A module that passes for an extension module that has been loaded."""
    path = f"/nowhere/refusing{EXTENSION_SUFFIXES[0]}"
    loader = ExtensionFileLoader("refusing", path)
    module = ModuleType("refusing")
    module.__loader__, module.__file__ = loader, path
    monkeypatch.setattr(
        PathFinder, "find_spec", lambda *_: ModuleSpec("refusing", loader, origin=path)
    )
    yield module
    sys.modules.pop("refusing", None)


@pytest.fixture(params=["create_module", "exec_module"])
def refusing(
    extension: ModuleType, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Extensions]:
    """Extensions that take part in imports, where `refusing` refuses to be loaded."""

    def refuse(*_: object) -> None:
        raise ImportError("cannot load module more than once per process")

    monkeypatch.setattr(ExtensionFileLoader, "create_module", lambda *_: ModuleType("refusing"))
    monkeypatch.setattr(ExtensionFileLoader, "exec_module", lambda *_: None)
    monkeypatch.setattr(ExtensionFileLoader, request.param, refuse)
    taking_part = Extensions()
    taking_part.remember({"refusing": extension})
    taking_part.offer({})
    yield taking_part
    taking_part.withdraw()


def test_extension_that_refuses_the_second_time_is_kept(
    refusing: Extensions, extension: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extensions, "importable_alone", set)
    assert importlib.import_module("refusing") is extension
    assert refusing.kept == {"refusing"}


def test_extension_that_refuses_at_any_time_is_not_kept(refusing: Extensions) -> None:
    with pytest.raises(ImportError, match="more than once per process"):
        importlib.import_module("refusing")
    assert not refusing.kept


def test_extension_that_allows_it_is_loaded_anew(
    extension: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ExtensionFileLoader, "create_module", lambda *_: ModuleType("refusing"))
    monkeypatch.setattr(ExtensionFileLoader, "exec_module", lambda *_: None)
    taking_part = Extensions()
    taking_part.remember({"refusing": extension})
    taking_part.offer({})
    try:
        refusing = importlib.import_module("refusing")
    finally:
        taking_part.withdraw()
    assert refusing is not extension
    assert not taking_part.kept


def test_module_that_an_extension_module_made_is_none_itself(extension: ModuleType) -> None:
    made = ModuleType("refusing.made")
    made.__loader__ = extension.__loader__
    assert not Extensions().remember({"refusing.made": made})


WRITTEN_IN_C = """
import product

{import_at_top}

def test_error_of_this_engine():
    import yaml
    try:
        yaml.load("[", Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        pass

def test_something_else():
    pass
"""


@pytest.fixture
def written_in_c(pytester: pytest.Pytester, product: Path) -> Path:
    """A folder where an installed package with an extension module in Cython is isolated."""
    pytest.importorskip("yaml._yaml", reason="PyYAML is installed without its extension module")
    (pytester.path / "engine_rollout.toml").write_text(
        SETTINGS.replace('["product"]', '["product", "yaml"]'), encoding="utf-8"
    )
    write(
        pytester.path,
        no_copies="""
import shutil

def refuse(*_, **__):
    raise OSError("no space left")

shutil.copyfile = refuse
""",
    )
    return product.parent


def test_extension_that_is_loaded_once_is_copied(written_in_c: Path, run_apart: Run) -> None:
    write(written_in_c, test_a=WRITTEN_IN_C.format(import_at_top="import yaml"))
    result = run_apart()
    result.assert_outcomes(passed=4)
    assert not result.errlines


OVERWRITING = """
#include <Python.h>

static PyObject *engine;

static PyObject *get(PyObject *self, PyObject *arguments) { return Py_NewRef(engine); }

static PyMethodDef methods[] = {{"get", get, METH_NOARGS, ""}, {NULL}};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "overwriting", "", 0, methods};

PyMODINIT_FUNC PyInit_overwriting(void) {
    engine = PyUnicode_FromString(getenv("PRODUCT_ENGINE"));
    return PyModule_Create(&definition);
}
"""


@pytest.fixture
def overwriting(pytester: pytest.Pytester, product: Path) -> None:
    """An extension module that can be imported, which is not safe to initialise again."""
    build(pytester, product.parent, OVERWRITING)


def build(pytester: pytest.Pytester, folder: Path, source: str) -> None:
    """Make the extension module `overwriting` in a folder, and have it imported from there."""
    header, compiler = Path(sysconfig.get_path("include"), "Python.h"), shutil.which("cc")
    if compiler is None or not header.exists():
        pytest.skip("nothing here compiles C")
    library = folder / f"overwriting{EXTENSION_SUFFIXES[0]}"
    file = pytester.makefile(".c", overwriting=source)
    command: list[str | Path] = [compiler, "-shared", "-fPIC", f"-I{header.parent}", file]
    subprocess.run([*command, "-o", library], check=True)
    pytester.makeconftest(
        "import sys, pathlib; sys.path.insert(0, str(pathlib.Path(__file__).parent))"
    )


def test_extension_that_an_engine_cannot_have_is_not_kept(
    pytester: pytest.Pytester, product: Path, run_apart: Run
) -> None:
    refusal = """{
    if (!strcmp(getenv("PRODUCT_ENGINE"), "new")) {
        PyErr_SetString(PyExc_ImportError, "not for this engine");
        return NULL;
    }
"""
    # What is of this kind is not initialised again, but handed out.
    once = OVERWRITING.replace('"", 0, methods', '"", -1, methods')
    head, _, body = once.rpartition("{\n    engine")
    build(pytester, product.parent, f"{head}{refusal}    engine{body}")
    pytester.makepyfile(
        """
        import os
        import pytest

        def test_import():
            if os.environ["PRODUCT_ENGINE"] == "old":
                import overwriting
                return
            with pytest.raises(ImportError, match="not for this engine"):
                import overwriting
        """
    )
    result = run_apart()
    result.assert_outcomes(passed=2)
    result.stdout.no_fnmatch_line("*cannot be loaded a second time*")


@pytest.mark.usefixtures("overwriting")
def test_extension_that_overwrites_its_variables_is_copied(
    pytester: pytest.Pytester, run_apart: Run
) -> None:
    pytester.makepyfile(
        """
        import os
        import overwriting

        def test_engine():
            assert overwriting.get() == os.environ["PRODUCT_ENGINE"]
        """
    )
    run_apart().assert_outcomes(passed=2)


@pytest.mark.skipif(sys.platform == "win32", reason="what is loaded cannot be removed there")
@pytest.mark.usefixtures("overwriting")
@pytest.mark.parametrize("ending", ["os._exit(3)", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_copies_are_gone_however_the_process_ends(
    pytester: pytest.Pytester, run_apart: Run, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    temporary = pytester.mkdir("temporary")
    monkeypatch.setenv("TMPDIR", str(temporary))
    pytester.makepyfile(
        f"""
        import os, signal, tempfile
        import overwriting

        def test_ends():
            assert tempfile.gettempdir() == {str(temporary)!r}
            if overwriting.get() == "new":
                {ending}
        """
    )
    result = run_apart()
    result.stdout.no_fnmatch_line("*AssertionError*")
    assert result.ret in (3, -signal.SIGKILL)
    assert not [*temporary.iterdir()]


def test_extension_that_mixes_engines_is_refused(written_in_c: Path, run_apart: Run) -> None:
    write(written_in_c, test_a=WRITTEN_IN_C.format(import_at_top="import yaml"))
    result = run_apart("-p", "no_copies")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert errors(result) == (
        "ERROR: yaml._yaml cannot be loaded a second time in this process, and what it holds of "
        "yaml is the other engine's; give each engine a process: --engine-isolation=process"
    )


def test_extension_that_mixes_engines_while_tests_run(written_in_c: Path, run_apart: Run) -> None:
    write(written_in_c, test_a=WRITTEN_IN_C.format(import_at_top=""))
    result = run_apart("-p", "no_copies")
    result.assert_outcomes(passed=3, failed=1, errors=2)
    result.stdout.fnmatch_lines(
        [
            "*ERROR at teardown of test_error_of_this_engine?new?*",
            "engine 'new': yaml._yaml cannot be loaded a second time in this process, *",
            "*ERROR at teardown of test_something_else?new?*",
            "engine 'new': yaml._yaml cannot be loaded a second time in this process, *",
        ]
    )


def test_finder_is_there_only_where_something_may_be_kept() -> None:
    taking_part = Extensions()
    taking_part.remember({"sys": sys, "none": None})
    taking_part.offer({})
    assert taking_part not in sys.meta_path


def test_imprints_are_lifted_and_pressed() -> None:
    class Note:
        __module__ = "an_engine.notes"

    class Shared:
        plain = 1

    note = Note()
    Shared.note = note  # type: ignore[attr-defined]  # what an engine does at run time
    imprints = lift(all_classes(), {"an_engine.notes"})
    assert imprints == [(Shared, "note", note)]
    assert not hasattr(Shared, "note")
    press(imprints)
    assert Shared.note is note  # type: ignore[attr-defined]  # as above


def test_classes_that_guard_themselves_are_no_obstacle() -> None:
    class Guard(type):
        def __getattribute__(cls, name: str) -> Any:
            raise RuntimeError("do not touch")

    class Guarded(metaclass=Guard):
        __module__ = "guarded_engine"

    class Unhashable:
        __module__: Any = []  # noqa: RUF012 - a class can hold anything there

    assert lift(all_classes(), {"guarded_engine"}) == []
    assert [type(Guarded), type(Unhashable)] == [Guard, type]


def test_abstract_classes_know_the_classes_of_one_engine(
    pytester: pytest.Pytester, run: Run
) -> None:
    pytester.makepyfile(
        """
        import abc
        from collections.abc import Mapping
        from product import NAME, Controller

        class Passes(dict):
            name = NAME

        Mapping.register(Controller)

        def known():
            registered, passed, *_ = abc._get_dump(Mapping)
            classes = [reference() for reference in {*registered, *passed}]
            return {kind.name for kind in classes if hasattr(kind, "name")}

        def test_registered():
            assert issubclass(Controller, Mapping) and issubclass(Passes, Mapping)
            assert known() == {NAME}

        def test_still_registered():
            assert issubclass(Controller, Mapping)
            assert known() == {NAME}
        """
    )
    run().assert_outcomes(passed=4)


def test_registrations_are_withdrawn_and_renewed() -> None:
    class Shared(metaclass=abc.ABCMeta):  # noqa: B024 - it only keeps a register
        pass

    class Other:
        pass

    class Own:
        __module__ = "an_engine.classes"

    for kind in (Other, Own):
        Shared.register(kind)
    withdrawn = withdraw([Shared, Other, Own], {"an_engine.classes"})
    assert withdrawn == [(Shared, Own)]
    assert issubclass(Other, Shared)
    assert not issubclass(Own, Shared)
    renew(withdrawn)
    assert issubclass(Own, Shared)


def test_class_that_is_not_ready_yet_has_no_order() -> None:
    seen = []

    class Looking(type):
        def mro(cls) -> list[type]:
            seen.append(mro(cls))
            return super().mro()

    class Made(metaclass=Looking):
        pass

    assert (seen, mro(Made)) == ([()], (Made, object))
