"""A context that a test has entered and not left."""

from __future__ import annotations

import pytest

from tests.plugin.isolation.conftest import Run, errors

STAYING = """
import contextvars
import ctypes
import gc
import product

CONTEXT = contextvars.copy_context()

def test_stays_in_a_context():
    ctypes.pythonapi.PyContext_Enter(ctypes.py_object(CONTEXT))
    gc.freeze()  # what is frozen is not among the objects that gc lists

def test_after_it():
    pass
"""


def test_one_that_cannot_be_left_ends_the_run(pytester: pytest.Pytester, run_apart: Run) -> None:
    """No test of the next engine runs in it."""
    pytester.makepyfile(STAYING)
    result = run_apart()
    result.assert_outcomes(passed=2)
    assert result.ret is pytest.ExitCode.USAGE_ERROR
    assert errors(result) == (
        "ERROR: a test has entered a context of its own (contextvars) that cannot be left, and the "
        "next engine would run in it; give each engine a process: --engine-isolation=process"
    )
