"""What pytest writes to a log file and shows while tests run, which a test may put an end to."""

from __future__ import annotations

import pytest

from tests.plugin.isolation.conftest import NO_PLUGINS, Run

LOGGING = """
import logging
import product

APART = logging.getLogger("apart")
APART.propagate = False

def tell(what):
    logging.getLogger("said").info("%s of %s", what, product.NAME)
    APART.info("%s of %s, apart", what, product.NAME)

def test_first():
    tell("first")

def test_ends_it():
    logging.basicConfig(force=True)

def test_after():
    tell("after")
"""

OPTIONS = ("--log-file=tests.log", "--log-file-level=INFO")


def test_each_engine_has_it(pytester: pytest.Pytester, run_apart: Run) -> None:
    """The file holds what two runs write, one after the other."""
    pytester.makepyfile(LOGGING)
    file = pytester.path / "tests.log"
    expected = []
    for engine in ("old", "new"):
        pytester.run(
            "env", f"PRODUCT_ENGINE={engine}", *pytester._getpytestargs(), *NO_PLUGINS, *OPTIONS
        )
        expected += _messages(file.read_text(encoding="utf-8"))
    assert any("first of old, apart" in line for line in expected)
    run_apart(*OPTIONS)
    assert _messages(file.read_text(encoding="utf-8")) == expected


def _messages(log: str) -> list[str]:
    return [line for line in log.splitlines() if " of " in line]
