"""A product whose dispatcher falls back silently, as AtlasForge's does, and runs of tests on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

SETTINGS = """
flag = "PRODUCT_ENGINE"
control = "old"
candidate = "new"
isolate = ["product"]
entry = "product:Controller"

[engines.old]
controller = "product.old:Controller"
env = { PRODUCT_ENGINE = "old" }

[engines.new]
controller = "product.new:Controller"
env = { PRODUCT_ENGINE = "new" }
"""

DISPATCHER = """
import os

NAME = os.environ.get("PRODUCT_ENGINE", "old")
try:
    if NAME != "new":
        raise ImportError
    from product.new import Controller
except ImportError:
    from product.old import Controller
"""

NO_PLUGINS = ("-pno:cacheprovider", "-pno:asyncio", "-pno:anyio", "-pno:hypothesispytest")

Run = Callable[..., pytest.RunResult]


@pytest.fixture
def product(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the product."""
    monkeypatch.delenv("PRODUCT_ENGINE", raising=False)
    folder = pytester.mkpydir("product")
    (folder / "__init__.py").write_text(DISPATCHER, encoding="utf-8")
    for name in ("old", "new"):
        source = f"class Controller:\n    name = {name!r}\n"
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
    (pytester.path / "engine_rollout.toml").write_text(SETTINGS, encoding="utf-8")
    pytester.makeini("[pytest]\n")
    return folder


@pytest.fixture
def run(pytester: pytest.Pytester, product: Path) -> Run:
    """Run the tests of the product on both engines, in this process."""
    assert product.is_dir()

    def both(*args: str) -> pytest.RunResult:
        return pytester.runpytest_inprocess("--engines=both", *NO_PLUGINS, *args)

    return both


@pytest.fixture
def run_apart(pytester: pytest.Pytester, product: Path) -> Run:
    """Run the tests of the product on both engines, in a process of its own."""
    assert product.is_dir()

    def both(*args: str) -> pytest.RunResult:
        return pytester.runpytest_subprocess("--engines=both", *NO_PLUGINS, *args)

    return both


def errors(result: pytest.RunResult) -> str:
    """What was said on standard error, in one string."""
    return "\n".join(line for line in result.errlines if line.strip())


def write(folder: Path, **modules: str) -> None:
    """Write modules, by name, into a folder."""
    for name, source in modules.items():
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
