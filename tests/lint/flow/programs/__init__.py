"""Programs that make, pass and use controllers; `# use` marks the lines where a finding is due.

Each is one form. A program of several files has a line `### path` before each.
`C` stands for `from af_engine import RDMissionController`.
The programs of a file are called `FOUND`, or `NOTHING_DUE` where no line of theirs has a mark, or
`FOUND_SINCE_3_12` where they need the syntax of that Python. They run by being there.
"""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

_HEAD = re.compile(r"^C$", re.MULTILINE)
_FILE = re.compile(r"^### (\S+)\n", re.MULTILINE)


def files_of(program: str) -> dict[str, str]:
    """The files of a program by path."""
    text = _HEAD.sub("from af_engine import RDMissionController", program.lstrip("\n"))
    parts = _FILE.split(text)
    return dict(zip(parts[1::2], parts[2::2], strict=True)) or {"example.py": text}


def due(files: dict[str, str]) -> list[tuple[str, int]]:
    """The places marked, as path and line."""
    return [
        (path, number)
        for path, text in sorted(files.items())
        for number, line in enumerate(text.splitlines(), 1)
        if line.rstrip().endswith("# use")
    ]


def gathered(kind: str) -> dict[str, str]:
    """The programs of all files of this folder that are of a kind, by file and name."""
    return {
        f"{found.name}: {name}": program
        for found in pkgutil.iter_modules(__path__)
        for name, program in getattr(import_module(f"{__name__}.{found.name}"), kind, {}).items()
    }
