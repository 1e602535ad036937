"""Repeat the output of `check` if no input has changed, without importing the linter.

The inputs are the command line, the versions, what is known of the terminal, the configuration
files that were or were not there, the baseline and the files of the project.
"""

from __future__ import annotations

import os
import sys

from migration_lint import __version__
from migration_lint.cache.known import answer
from migration_lint.cache.state import inputs_are_same, is_same
from migration_lint.cache.store import FOLDER, read_record, write_record
from migration_lint.files.discovery import discover

TYPE_CHECKING = False  # as in typing, which takes longer to import than the rest of a warm run
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

KIND = "run"
_ENVIRONMENT = ("NO_COLOR", "FORCE_COLOR", "CI", "TERM")
# Runs with these have other inputs or effects than a report on standard output.
_NEVER = ("--no-cache", "--diff", "--output", "--stdin-filename", "--fix")


def can_be_repeated(argv: Sequence[str]) -> bool:
    """Whether a command line is a check that only reads files and prints."""
    return not any(argument.startswith(_NEVER) for argument in argv)


def replay(argv: Sequence[str]) -> int | None:
    """Print the output of the same run and return its exit status; None where there is none."""
    here = os.getcwd()
    root = _root_with_cache(here)
    if root is None or not can_be_repeated(argv):
        return None
    status = answer(argv, root)
    if status is not None:
        return status
    record = read_record(root, KIND, key_of(argv, here))
    try:
        if record is None or not _is_fresh(root, record):
            return None
        output, status = str(record["output"]), int(record["status"])
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None  # a damaged record
    sys.stdout.write(output)
    return status


def remember(argv: Sequence[str], root: str, run: Mapping[str, object]) -> None:
    """Keep the output of a run, so that it can be repeated.

    Args:
        argv: Its command line.
        root: The project root.
        run: `exclude`, the globs that were left out; `inputs`, the files beside the project's that
            had a say, there or not; `files`, the state of the project's; `no_files`, what stood
            among them and was none; `made`, when the run began, in ns; `output`, what it printed;
            `status`, its exit status.
    """
    here = os.getcwd()
    if can_be_repeated(argv) and (here == root or here.startswith(root + os.sep)):
        write_record(root, KIND, key_of(argv, here), {**run, "root": root})


def key_of(argv: Sequence[str], here: str) -> str:
    """Everything that a run depends on and that is not in a file."""
    terminal = [str(os.environ.get(name)) for name in _ENVIRONMENT]
    parts = (__version__, sys.version, here, str(sys.stdout.isatty()), *terminal, *argv)
    return "\0".join(parts)


def _root_with_cache(folder: str) -> str | None:
    while not os.path.isdir(f"{folder}/{FOLDER}"):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder


def _is_fresh(root: str, record: dict[str, Any]) -> bool:
    if record["root"] != root:
        return False
    made = record["made"]
    if not inputs_are_same(record["inputs"], made):
        return False
    found = discover(root, record["exclude"])
    if found.no_files != record["no_files"]:
        return False
    return is_same(root, found.files, record["files"], made)
