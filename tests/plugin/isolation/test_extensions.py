"""Extension modules: each engine has one of its own, or the run says why it cannot."""

from __future__ import annotations

import importlib
import inspect
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

import pytest

from pytest_engine_rollout.isolation.importing import extensions
from pytest_engine_rollout.isolation.importing.extensions import Extensions
from tests.plugin.isolation.conftest import SETTINGS, Run, errors, write


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
        import sys
        from importlib.machinery import ExtensionFileLoader
        from importlib.util import find_spec
        import overwriting

        def test_engine():
            assert overwriting.get() == os.environ["PRODUCT_ENGINE"]

        def test_loader():
            known = overwriting.__loader__
            assert known is overwriting.__spec__.loader
            assert known == ExtensionFileLoader("overwriting", overwriting.__file__)
            del sys.modules["overwriting"]
            assert type(find_spec("overwriting").loader) is ExtensionFileLoader
            import overwriting as again
            assert again.__loader__ == again.__spec__.loader == known
        """
    )
    run_apart().assert_outcomes(passed=4)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="it is tried in a forked process")
def test_extension_that_ends_the_process_the_second_time_is_kept(
    pytester: pytest.Pytester, product: Path, run_apart: Run
) -> None:
    head, _, body = OVERWRITING.rpartition("    engine")
    build(
        pytester,
        product.parent,
        f"""{head}
    if (getenv("LOADED_BEFORE")) abort();
    setenv("LOADED_BEFORE", "1", 1);
    engine{body}""",
    )
    pytester.makepyfile(
        """
        import overwriting

        def test_engine():
            assert overwriting.get() == "old"
        """
    )
    result = run_apart()
    result.assert_outcomes(passed=2)
    result.stderr.no_fnmatch_line("*Abort*")


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


def test_extension_that_takes_a_module_of_an_engines_while_tests_run_is_named(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    site = pytester.path.parent / f"{pytester.path.name}-lib" / "site-packages"
    site.mkdir(parents=True)
    monkeypatch.syspath_prepend(site)
    monkeypatch.syspath_prepend(pytester.path)
    source = """
        from importlib.machinery import ExtensionFileLoader
        __loader__ = __spec__.loader = ExtensionFileLoader(__name__, __file__)
        class Shim:
            __slots__ = ("held",)
        shim = Shim()
    """
    write(site, compiled=inspect.cleandoc(source))
    pytester.makepyfile("""
        import sys
        import compiled, product
        sys.modules["product.nothing"] = None
        def test_before(): pass
        def test_it():
            compiled.shim.held = product
        def test_after(): pass
    """)
    result = run()
    result.assert_outcomes(passed=6, errors=3)
    says = (
        "engine 'new': compiled, which the engines share, has taken product of one of them while "
        "its tests ran, and nobody can exchange it; give each engine a process: "
        "--engine-isolation=process"
    )
    result.stdout.fnmatch_lines([says])
