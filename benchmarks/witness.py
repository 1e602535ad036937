"""A pytest plugin that lets each test say which engine is loaded while it runs.

The expression in `$WITNESS_PROBE` is evaluated over the modules named in `$WITNESS_MODULES`.
"""

from __future__ import annotations

import os
import sys

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """Note what the probe shows, as a property of the test."""
    tops = {name.partition(".")[0] for name in os.environ["WITNESS_MODULES"].split()}
    scope = {name: sys.modules[name] for name in tops if name in sys.modules}
    try:
        seen = str(eval(os.environ["WITNESS_PROBE"], scope))
    except (AttributeError, NameError, KeyError) as problem:
        seen = type(problem).__name__  # this test has not loaded the engine
    item.user_properties.append(("witness", seen))
