"""Tell which programs that processes are started with could run Python code."""

from __future__ import annotations

import os

SHELL = "/bin/sh"
"""The program that runs a command line given as a whole."""

_INTERPRETERS = (
    "python",
    "pypy",
    "pytest",
    "sh",
    "bash",
    "dash",
    "zsh",
    "env",
    "make",
    "uv",
    "tox",
)


def may_run_python(program: str) -> bool:
    """Whether a program could run Python code: an interpreter, a shell, a script; not a binary."""
    words = program.split(maxsplit=1)
    if not words:
        return False
    folder, _, name = words[0].rpartition("/")
    if name.startswith(_INTERPRETERS):
        return True
    folders = [folder] if folder else os.environ.get("PATH", "").split(os.pathsep)
    return any(_is_script(f"{place}/{name}") for place in folders)


def program_text(value: object) -> str:
    """The program of a process, given by a path, a command line, or its words."""
    if isinstance(value, (list, tuple)):
        return program_text(value[0]) if value else ""
    return os.fsdecode(value) if isinstance(value, (str, bytes, os.PathLike)) else ""


def _is_script(path: str) -> bool:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - tests replace parts of pathlib
            return file.read(2) == b"#!"
    except OSError:
        return False
