"""Asked is observed, or the run says so and ends before the first test."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from pytest_engine_rollout.isolation.throwaway_process import in_forked_copy
from tests.plugin.isolation.conftest import NO_PLUGINS, Run, errors

MEND = "Mend it, or name what there is in [tool.engine_rollout]: entry, isolate and engines."


def configure(pytester: pytest.Pytester, entry: str) -> None:
    file = pytester.path / "engine_rollout.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"product:Controller"', f'"{entry}"'), encoding="utf-8")


def add(product: Path, source: str) -> None:
    with (product / "__init__.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{source}\n")


def test_fallback_is_an_error_naming_both(
    pytester: pytest.Pytester, run: Run, product: Path
) -> None:
    new = product / "new.py"
    new.write_text("import nonesuch\n", encoding="utf-8")
    pytester.makepyfile("from product import Controller\ndef test_it(): pass")
    result = run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert errors(result) == (
        "ERROR: engine 'new' was asked for, but product:Controller is product.old:Controller "
        "(product/old.py), the controller of engine 'old'; it should be product.new:Controller, "
        f"which cannot be imported: ModuleNotFoundError: No module named 'nonesuch' ({new}:1)\n"
        'See for yourself: PRODUCT_ENGINE=new python -c "from product.new import Controller"'
    )
    result.assert_outcomes()


@pytest.mark.usefixtures("product")
def test_of_a_controller_that_is_not_there_no_place_of_ours_is_named(
    pytester: pytest.Pytester, run: Run
) -> None:
    file = pytester.path / "engine_rollout.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("product.new:Controller", "product.new:Missing"))
    pytester.makepyfile("def test_it(): pass")
    assert "no attribute 'Missing'\nSee for yourself: " in errors(run())


def test_controller_of_no_engine(pytester: pytest.Pytester, run: Run, product: Path) -> None:
    (product / "__init__.py").write_text("class Controller: pass\n", encoding="utf-8")
    pytester.makepyfile("def test_it(): pass")
    assert errors(run()).startswith(
        "ERROR: engine 'old' was asked for, but product:Controller is product:Controller "
        "(product/__init__.py), the controller of no engine; it should be product.old:Controller"
    )


@pytest.mark.parametrize("installed", [False, True], ids=["from here", "from another checkout"])
def test_code_of_another_checkout(
    pytester: pytest.Pytester, run: Run, product: Path, *, installed: bool
) -> None:
    here, there = pytester.path / "src" / "product", pytester.path / "elsewhere" / "product"
    shutil.copytree(product, there)
    here.parent.mkdir()
    product.rename(here)
    pytester.makeini(f"[pytest]\npythonpath = {'elsewhere' if installed else 'src'}\n")
    pytester.makepyfile("from product import Controller\ndef test_it(): pass")
    result = run()
    if not installed:
        result.assert_outcomes(passed=2)
        return
    assert errors(result) == (
        f"ERROR: engine 'old': product.old was imported from {there / 'old.py'}, and not from "
        "src/product/old.py of this project: what ran would not be what the report is of\n"
        "Install the project from here (python -m pip install --editable .), or name the folder "
        "to import from in pytest's setting pythonpath."
    )


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("class Own(Controller): pass\ndef it(): return Own()", id="function"),
        pytest.param("it = Controller()", id="controller"),
        pytest.param("class it(Controller): pass", id="subclass"),
        pytest.param(
            "class it:\n def __new__(cls): return Controller()", id="class-that-makes-others"
        ),
        pytest.param("async def it(): return Controller()", id="coroutine"),
        pytest.param(
            "import contextlib\n@contextlib.contextmanager\ndef it(): yield Controller()",
            id="context-manager",
        ),
        pytest.param(
            "import contextlib\n@contextlib.asynccontextmanager\n"
            "async def it(): yield Controller()",
            id="asynchronous-context-manager",
        ),
        pytest.param(
            "Controller.update_stage = lambda self, new_stage: None\n"
            "class Lazy:\n def __getattr__(self, name): return getattr(Controller(), name)\n"
            "it = Lazy()",
            id="proxy",
        ),
        pytest.param(
            "class it:\n def __init__(self): self.inner = Controller()", id="one-that-holds-it"
        ),
    ],
)
def test_entry_that_gives_a_controller(
    pytester: pytest.Pytester, run: Run, product: Path, source: str
) -> None:
    configure(pytester, "product:it")
    add(product, source)
    pytester.makepyfile("import product\ndef test_it(): product.it")
    run().assert_outcomes(passed=2)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("from product.old import Controller as it", id="controller"),
        pytest.param(
            "from product.old import Controller\nclass it(Controller): pass", id="subclass"
        ),
        pytest.param(
            "class it:\n def __init__(self):\n  from product.old import Controller\n"
            "  self.inner = Controller()",
            id="one-that-holds-it",
        ),
    ],
)
def test_entry_that_is_always_the_same_engines(
    pytester: pytest.Pytester, run: Run, product: Path, source: str
) -> None:
    configure(pytester, "product:it")
    add(product, source)
    new = product / "new.py"
    new.write_text("from product.old import Controller as Old\nclass Controller(Old): pass\n")
    pytester.makepyfile("def test_it(): pass")
    message = errors(run())
    assert message.startswith("ERROR: engine 'new' was asked for, but product:it ")
    assert "the controller of engine 'old'; it should be product.new:Controller" in message


def test_entry_that_makes_the_wrong_controllers(
    pytester: pytest.Pytester, run: Run, product: Path
) -> None:
    configure(pytester, "product:make")
    add(product, "def make():\n from product.old import Controller\n return Controller()")
    pytester.makepyfile("def test_it(): pass")
    assert errors(run()) == (
        "ERROR: engine 'new' was asked for, but product:make gives one of product.old:Controller "
        "(product/old.py), the controller of engine 'old'; it should be one of "
        "product.new:Controller\n"
        'See for yourself: PRODUCT_ENGINE=new python -c "from product import make; print(make())"'
    )


def test_entry_that_cannot_be_looked_at(pytester: pytest.Pytester, run: Run, product: Path) -> None:
    configure(pytester, "product:proxy")
    add(
        product,
        "class Proxy:\n def __getattribute__(self, name):\n"
        "  raise RuntimeError('working outside of context')\nproxy = Proxy()",
    )
    pytester.makepyfile("def test_it(): pass")
    assert errors(run()) == (
        "ERROR: engine 'old': product:proxy cannot be looked at: RuntimeError: working outside of "
        f"context ({product / '__init__.py'}:14)\n{MEND}"
    )


def test_entry_that_is_a_function_as_each_engine_is(
    pytester: pytest.Pytester, run: Run, product: Path
) -> None:
    for engine in ("old", "new"):
        (product / f"{engine}.py").write_text("def Controller(name): return name\n")
    pytester.makepyfile("import product\ndef test_it(): assert product.Controller(1) == 1")
    run().assert_outcomes(passed=2)


def test_entry_that_cannot_be_asked(pytester: pytest.Pytester, run: Run, product: Path) -> None:
    configure(pytester, "product:make")
    add(product, "def make(name): return Controller()")
    pytester.makepyfile("def test_it(): pass")
    assert errors(run()).startswith(
        "ERROR: engine 'old': product:make cannot be called without arguments: TypeError: make() "
        "missing 1 required positional argument: 'name'"
    )


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        pytest.param("raise ValueError('boom')", "ValueError: boom ({file}:1)", id="raises"),
        pytest.param("import sys\nsys.exit(3)", "it calls sys.exit(3) ({file}:2)", id="exits"),
        pytest.param(
            "import os\nos._exit(7)", "the import ended the process with status 7", id="dies"
        ),
    ],
)
def test_engine_that_cannot_be_imported(
    pytester: pytest.Pytester, run: Run, product: Path, source: str, problem: str
) -> None:
    (product / "new.py").write_text(source, encoding="utf-8")
    pytester.makepyfile("def test_it(): pass")
    result = run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    problem = problem.format(file=product / "new.py")
    assert errors(result) == (
        f"ERROR: engine 'new': product:Controller cannot be imported: {problem}\n{MEND}"
    )


def test_broken_engine_gives_one_message_for_all_files(
    pytester: pytest.Pytester, run: Run, product: Path
) -> None:
    (product / "old.py").write_text("raise ValueError('boom')", encoding="utf-8")
    pytester.makepyfile(test_a="import product", test_b="import product")
    result = run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert errors(result).count("ERROR") == 1
    result.stdout.no_fnmatch_line("*Traceback*")


def test_conftest_that_imports_a_broken_engine(
    pytester: pytest.Pytester, run: Run, product: Path
) -> None:
    (product / "old.py").write_text("import sys\nsys.exit(3)", encoding="utf-8")
    pytester.makeconftest("import product")
    pytester.makepyfile("def test_it(): pass")
    result = run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert errors(result) == (
        "ERROR: engine 'old': product:Controller cannot be imported: "
        f"it calls sys.exit(3) ({product / 'old.py'}:2)\n{MEND}"
    )


def test_conftest_that_exits(pytester: pytest.Pytester, run: Run) -> None:
    path = pytester.makeconftest("import sys\nsys.exit('enough')")
    result = run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert errors(result) == (
        f"ERROR: a conftest file cannot be imported: it calls sys.exit('enough') ({path}:2)"
    )


@pytest.mark.parametrize("option", ["--engines=", "--engine-report="])
def test_option_without_its_value(run: Run, option: str) -> None:
    result = run(option)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert errors(result).startswith(f"ERROR: {option.rstrip('=')} is empty: give ")


def test_test_file_that_exits(pytester: pytest.Pytester, run: Run) -> None:
    path = pytester.makepyfile(test_exit="import sys\nsys.exit('enough')")
    result = run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert errors(result) == (
        "ERROR: engine 'old': test_exit.py cannot be collected: "
        f"it calls sys.exit('enough') ({path}:2)"
    )


def test_no_configuration_and_no_engine(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(): pass")
    result = pytester.runpytest_inprocess("--engines=both", *NO_PLUGINS)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert errors(result) == (
        "ERROR: engine 'legacy': af_engine:RDMissionController cannot be imported: "
        f"ModuleNotFoundError: No module named 'af_engine'\n{MEND}"
    )


def test_nothing_of_the_check_stays(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile("import sys\ndef test_it(): assert 'product' not in sys.modules")
    run().assert_outcomes(passed=2)


def test_engine_left_wrong_by_a_test(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile(
        """
        import product

        def test_breaks(monkeypatch):
            import product.old, product.new
            monkeypatch.setattr(product, "Controller", product.new.Controller)  # undone: fine
            if product.NAME == "old":
                product.Controller = product.new.Controller
        """
    )
    result = run()
    result.assert_outcomes(passed=2)
    pytester.makepyfile(
        """
        import product

        def test_breaks():
            import product.old, product.new
            product.Controller = product.new.Controller
        """
    )
    result = run()
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(
        [
            (
                "engine 'old' was asked for, but when this test ended product:Controller was the "
                "controller of engine 'new'"
            )
        ]
    )


def test_a_forked_copy_is_not_felt_here() -> None:
    def move() -> str:
        os.chdir("/")
        return str(Path.cwd())

    folder = Path.cwd()
    assert in_forked_copy(move) == "/"
    assert Path.cwd() == folder


def test_a_forked_copy_that_hangs() -> None:
    assert (
        in_forked_copy(time.sleep, 60, patience=0.1) == "the import has not ended after 0.1 seconds"
    )


def test_a_forked_copy_that_is_killed() -> None:
    died = in_forked_copy(lambda: os.kill(os.getpid(), signal.SIGKILL))
    assert died == "the import ended the process with signal 9"
