"""The command line: `migration-lint [COMMAND] ...`.

Importing this package costs next to nothing; each command is one module, imported when it is asked
for. See `migration_lint.cli.base` for what a command is.
"""

from __future__ import annotations

import errno
import gc
import os
import sys

from migration_lint import __version__

TYPE_CHECKING = False  # as in typing, which takes longer to import than the rest of a warm run
if TYPE_CHECKING:
    from collections.abc import Sequence

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)  # of what is open already


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit status.

    Args:
        argv: The arguments after the program's name; those of this process by default.

    Returns:
        0 for clean or ready, 1 for diagnostics or not ready, 2 for wrong use or configuration or
        a file that could not be read.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments in (["--version"], ["-V"]):
        sys.stdout.write(f"migration-lint {__version__}\n")
        return 0
    from migration_lint.cache.replay import replay  # noqa: PLC0415 - what follows is not for --version

    status = replay(arguments)
    if status is not None:
        return status
    from migration_lint.cli.base import run_command  # noqa: PLC0415 - imports argparse

    return run_command(arguments)


def _write_what_can_be() -> None:
    """Write characters that the output cannot encode as escapes, instead of failing.

    Where a stream was closed, what is written to it goes nowhere.
    """
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - pathlib is slow, it stays open
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115 - as above
    for stream in (sys.stdout, sys.stderr):
        if stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # it is a file


def run_as_program() -> int:
    """`main` for a process that ends with it: what it holds is left to the operating system.

    Its output is written; what was registered with `atexit` is not called.
    """
    gc.disable()
    _write_what_can_be()
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:  # as in `run_command`
        status = 1
    except OSError as problem:
        if problem.errno not in _FULL or problem.filename is not None:
            raise
        status = 2
        why = f"{problem.strerror}; make room, or write it elsewhere"
        sys.stderr.write(f"migration-lint: the output cannot be written: {why}\n")
    sys.stderr.flush()
    os._exit(status)
