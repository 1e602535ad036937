"""Console blocks of a page: the commands after `$ ` and the output that stands below each.

In an output, `…` stands for anything within a line, and a line of nothing but `…` for any lines.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ANYTHING = "…"


@dataclass(frozen=True)
class Command:
    """One command of a page with the output that the page shows; None where it shows none."""

    line: str
    output: str | None


def commands_of(page: Path) -> Iterator[Command]:
    """The commands of a page, in order."""
    for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        for chunk in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, output = chunk.partition("\n")
            yield Command(line, output.strip("\n") or None)


def run(command: Command, folder: Path) -> str:
    """What a command prints, both streams, when run in `folder` with this environment's tools."""
    search = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        ["bash", "-c", command.line],
        cwd=folder,
        env={**kept, "PATH": search, "COLUMNS": "80"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


def matches(shown: str, printed: str) -> bool:
    """Whether a command printed what the page shows."""
    pattern = ""
    for line in shown.splitlines():
        if line.strip() == _ANYTHING:
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(map(re.escape, line.rstrip().split(_ANYTHING))) + r"[ ]*\n"
    return re.fullmatch(pattern, printed.strip("\n") + "\n") is not None
