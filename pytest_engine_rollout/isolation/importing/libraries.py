"""Find shared libraries that read an engine's environment variable: a process loads them once."""

from __future__ import annotations

import mmap
import os
import sys
from collections.abc import Collection, Iterator
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

_MAPS = Path("/proc/self/maps")  # elsewhere there is no plain way to know what is loaded
_PATH = 5  # the column of a file's path there; the file may have been removed

# Of extension modules each engine has a copy. One whose name says no more than the system's
# libraries' names do is known by the function that Python calls.
_EXTENSIONS = tuple(suffix for suffix in EXTENSION_SUFFIXES if suffix.count(".") > 1)
_OF_AN_EXTENSION = b"PyInit_"


class Libraries:
    """The shared libraries that installed packages contain and have loaded.

    Args:
        variables: The environment variables that choose an engine.
    """

    def __init__(self, variables: Collection[str]) -> None:
        self._variables = sorted(variables)
        self._seen: set[str] = set()
        self._modules = 0
        self._problem = ""

    def problem(self) -> str:
        """The message about a library that reads such a variable; empty if none does."""
        # Libraries are loaded by modules: as long as there are no others, there is nothing new.
        if self._modules != len(sys.modules) and not self._problem:
            self._modules = len(sys.modules)
            self._look()
        return self._problem

    def _look(self) -> None:
        for path in [it for it in _loaded() if it not in self._seen]:
            self._seen.add(path)
            variable = self._variable_in(path)
            if variable:
                self._problem = (
                    f"{os.path.relpath(path)} reads {variable}, and a process loads such a library "
                    "once, for all engines; give each engine a process: "
                    "--engine-isolation=process"
                )

    def _variable_in(self, path: str) -> str | None:
        """The first variable whose name stands in a library, as it must for `getenv`."""
        try:
            with (
                Path(path).open("rb") as file,
                mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
            ):
                found = (name for name in self._variables if content.find(_text(name)) >= 0)
                name = next(found, None)
                return None if name is None or content.find(_OF_AN_EXTENSION) >= 0 else name
        except (OSError, ValueError):  # gone meanwhile, or empty
            return None


def _text(name: str) -> bytes:
    """A string with its terminator, as C stores it: any large library has a short name alone."""
    return b"\0" + name.encode() + b"\0"


def _loaded() -> Iterator[str]:
    """The paths of libraries below the search path, each once."""
    try:
        lines = _MAPS.read_text(errors="surrogateescape").splitlines()
    except OSError:
        return
    folders = tuple(f"{os.path.realpath(folder)}{os.sep}" for folder in sys.path)
    columns = (line.split(maxsplit=_PATH) for line in lines)
    for path in dict.fromkeys(it[_PATH] for it in columns if len(it) > _PATH):
        name = path.rpartition(os.sep)[2]
        if ".so" in name and not name.endswith(_EXTENSIONS) and path.startswith(folders):
            yield path
