"""The command line: `migration-lint [COMMAND] ...`.

Importing this package costs next to nothing; each command is one module, imported when it is asked
for. See `migration_lint.cli.base` for what a command is.
"""

from __future__ import annotations

import gc
import os
import sys

from migration_lint import __version__

TYPE_CHECKING = False  # as in typing, which takes longer to import than the rest of a warm run
if TYPE_CHECKING:
    from collections.abc import Sequence


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
    """Write characters that the output cannot encode as escapes, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # it is a file


def run_as_program() -> int:
    """`main` for a process that ends with it: what it holds is left to the operating system.

    Its output is written; what was registered with `atexit` is not called.
    """
    gc.disable()
    _write_what_can_be()
    status = main()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError:
        return status  # Python says what is wrong when it ends
    os._exit(status)
