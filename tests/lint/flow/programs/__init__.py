"""Programs that make, pass and use controllers; `# use` marks the lines where a finding is due.

Each is one form. A program of several files has a line `### path` before each.
`C` stands for `from af_engine import RDMissionController`.
"""

from __future__ import annotations

import re

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
