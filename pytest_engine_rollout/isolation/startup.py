"""Check variables that are read at process start: engines in one process cannot differ in them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable

import pytest

from migration_lint.project import Engine
from pytest_engine_rollout.isolation.layers.environment import environment_for

_BY_PYTHON = frozenset(
    "PYTHON" + name
    for name in (
        "COERCECLOCALE", "DEVMODE", "DONTWRITEBYTECODE", "EXECUTABLE", "FAULTHANDLER", "HASHSEED",
        "HOME", "INTMAXSTRDIGITS", "IOENCODING", "LEGACYWINDOWSFSENCODING", "LEGACYWINDOWSSTDIO",
        "MALLOC", "NODEBUGRANGES", "NOUSERSITE", "OPTIMIZE", "PATH", "PERFSUPPORT", "PLATLIBDIR",
        "PYCACHEPREFIX", "SAFEPATH", "TRACEMALLOC", "UNBUFFERED", "USERBASE", "UTF8", "VERBOSE",
        "WARNDEFAULTENCODING", "WARNINGS", "_CPU_COUNT", "_FROZEN_MODULES", "_GIL", "_JIT",
    )
)  # fmt: skip
_BY_THE_LOADER = frozenset(
    {"DYLD_INSERT_LIBRARIES", "DYLD_LIBRARY_PATH", "LD_LIBRARY_PATH", "LD_PRELOAD"}
)
READ_AT_START = _BY_PYTHON | _BY_THE_LOADER
"""What a process reads when it starts, and never again."""

_BY_PYTEST = frozenset({"PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_DISABLE_PLUGIN_AUTOLOAD"})


def check_environment(engines: Iterable[Engine], known: Collection[Engine], *, alone: bool) -> None:
    """Check that the process can give each engine the environment that it is configured with.

    Args:
        engines: The engines of the run.
        known: All engines of the project.
        alone: Whether this process runs their tests itself.

    Raises:
        pytest.UsageError: A variable has another value, and would be read no more.
    """
    present = dict(os.environ)
    configured = sorted({name for engine in known for name in engine.env})
    for engine in engines:
        wanted = environment_for(engine, known, present)
        for name in [it for it in configured if wanted.get(it) != present.get(it)]:
            if name in _BY_PYTEST:
                raise pytest.UsageError(
                    f"engine {engine.name!r}: {name} is read when pytest starts, for all engines; "
                    "let a conftest file read a variable of your own instead"
                )
            if alone and name in READ_AT_START:
                raise pytest.UsageError(
                    f"engine {engine.name!r}: {name} is read when Python starts; give each engine "
                    "a process: --engine-isolation=process"
                )
