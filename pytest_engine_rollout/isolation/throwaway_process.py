"""Try something in a throwaway process, so that its side effects do no harm."""

from __future__ import annotations

import faulthandler
import json
import os
import select
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

PATIENCE = 60.0
"""Seconds after which an import counts as hanging."""

_IMPORT_EACH = """
import importlib, sys
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except Exception:
        continue
    print("imported", name)
"""


def in_forked_copy(work: Callable[..., Any], *arguments: object, patience: float = PATIENCE) -> Any:
    """Run a function in a forked child process, and return its result.

    What an import leaves behind, modules, handlers, threads, is gone with the child. Where the
    system cannot fork, the work is done in this process.

    Args:
        work: What to do; it gives JSON values.
        arguments: What to call it with.
        patience: Seconds to wait for the child.

    Returns:
        What `work` gave, or a string that says why the child did not.
    """
    if not hasattr(os, "fork"):
        return work(*arguments)
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # The child does nothing but this work, so other threads' locks are no concern of it.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _perform(writing, work, *arguments)
    os.close(writing)
    try:
        return _await(child, reading, patience)
    finally:
        os.close(reading)


def importable_alone(names: Collection[str]) -> set[str]:
    """Which modules a new process with the present environment and search path can import."""
    with suppress(subprocess.TimeoutExpired):
        done = subprocess.run(
            [sys.executable, "-c", _IMPORT_EACH, *names],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        lines = done.stdout.decode(errors="replace").splitlines()
        return {name for name in names if f"imported {name}" in lines}
    return set()


def _perform(writing: int, work: Callable[..., Any], *arguments: object) -> None:
    """Run the function in the child, and end the child in any case."""
    try:
        faulthandler.disable()  # pytest has it write to where pytest's own errors go
        silence = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(silence, stream)
        sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - the process ends
        answer = json.dumps(work(*arguments)).encode()
        while answer:
            answer = answer[os.write(writing, answer) :]
    finally:
        os._exit(0)  # nothing of the parent's may be cleaned up or flushed twice


def _await(child: int, reading: int, patience: float) -> Any:
    deadline, answer = time.monotonic() + patience, b""
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return f"the import has not ended after {patience:g} seconds"
        chunk = os.read(reading, 65536)
        if not chunk:
            break
        answer += chunk
    _, status = os.waitpid(child, 0)
    if answer:
        return json.loads(answer)
    if os.WIFSIGNALED(status):
        return f"the import ended the process with signal {os.WTERMSIG(status)}"
    return f"the import ended the process with status {os.WEXITSTATUS(status)}"
