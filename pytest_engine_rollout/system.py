"""Functions of the operating system as they were before a test could replace them.

While a test runs, and whenever it imports something, the plugin must not call what the test has put
into `os` or `os.path`: it would be counted, or refused as a call that blocks an event loop.
"""

from __future__ import annotations

import os.path
from importlib.util import find_spec, module_from_spec
from os import getcwd, lstat, umask
from stat import S_ISLNK
from types import ModuleType, SimpleNamespace

__all__ = ["getcwd", "is_link", "real_path", "umask"]


def _own_paths() -> ModuleType:
    """A second `os.path`, which knows the functions that `os` has now."""
    spec = find_spec(os.path.__name__)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    vars(module)["os"] = SimpleNamespace(**vars(os))
    return module


_PATHS = _own_paths()


def real_path(path: str) -> str:
    """The result of `os.path.realpath`."""
    real: str = _PATHS.realpath(path)
    return real


def is_link(path: str) -> bool:
    """Whether a path is a symbolic link."""
    try:
        return S_ISLNK(lstat(path).st_mode)
    except (OSError, ValueError):
        return False
