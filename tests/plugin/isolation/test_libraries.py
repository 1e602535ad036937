"""Libraries that extension modules or ctypes load: the system does so once for each process."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plugin.isolation.conftest import Run, errors

READING = """
#include <stdlib.h>

static const char *engine;

__attribute__((constructor)) static void read_engine(void) { engine = getenv("%s"); }

const char *get_engine(void) { return engine; }
"""

LOADING = """
import ctypes, os
import product

def load():
    library = ctypes.CDLL(os.path.join(os.path.dirname(product.__file__), "libreading.so"))
    library.get_engine.restype = ctypes.c_char_p
    return library

{at_top}

def test_engine():
    engine = load().get_engine()
    assert engine is None or engine.decode() == os.environ["PRODUCT_ENGINE"]
"""

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("cc") is None,
    reason="what is loaded is known on Linux only, and a C compiler is needed",
)


@pytest.fixture
def load(pytester: pytest.Pytester, product: Path) -> Path:
    """The library, which reads the variable of the engines when it is loaded."""
    return build(pytester, product, "PRODUCT_ENGINE")


def build(pytester: pytest.Pytester, product: Path, variable: str) -> Path:
    source, library = pytester.path / "reading.c", product / "libreading.so"
    source.write_text(READING % variable, encoding="utf-8")
    subprocess.run(["cc", "-shared", "-fPIC", source, "-o", library], check=True)
    return library


@pytest.mark.usefixtures("load")
def test_library_that_reads_the_variable_is_refused(
    pytester: pytest.Pytester, run_apart: Run
) -> None:
    pytester.makepyfile(LOADING.format(at_top="LIBRARY = load()"))
    result = run_apart()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert errors(result) == (
        "ERROR: product/libreading.so reads PRODUCT_ENGINE, and a process loads such a library "
        "once, for all engines; give each engine a process: --engine-isolation=process"
    )


@pytest.mark.usefixtures("load")
def test_with_a_process_for_each_engine_it_is_right(
    pytester: pytest.Pytester, run_apart: Run
) -> None:
    pytest.importorskip("xdist")
    pytester.makepyfile(LOADING.format(at_top="LIBRARY = load()"))
    run_apart("--engine-isolation=process").assert_outcomes(passed=2)


@pytest.mark.usefixtures("load")
def test_library_that_a_test_loads(pytester: pytest.Pytester, run_apart: Run) -> None:
    pytester.makepyfile(
        """
        def test_loads():
            import product.loading

        def test_something_else():
            pass
        """
    )
    (pytester.path / "product" / "loading.py").write_text(
        "import ctypes, os\nctypes.CDLL(os.path.join(os.path.dirname(__file__), 'libreading.so'))",
        encoding="utf-8",
    )
    result = run_apart()
    result.assert_outcomes(passed=4, errors=4)
    result.stdout.fnmatch_lines(
        ["engine 'old': product/libreading.so reads PRODUCT_ENGINE, and a process loads *"]
    )


@pytest.mark.parametrize("variable", ["SOMETHING_ELSE", "PRODUCT_ENGINES", "A_PRODUCT_ENGINE"])
def test_library_that_does_not_read_it_is_no_obstacle(
    pytester: pytest.Pytester, product: Path, run_apart: Run, variable: str
) -> None:
    build(pytester, product, variable)
    pytester.makepyfile(LOADING.format(at_top="LIBRARY = load()"))
    result = run_apart()
    result.assert_outcomes(passed=2)
    result.stdout.no_fnmatch_line("*libreading*")
