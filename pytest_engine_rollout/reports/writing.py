"""Write files atomically, so that no reader sees half of one."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def short_name(path: Path, folder: Path) -> str:
    """A file's path for messages: relative to the user's folder, where that is shorter."""
    names = [os.path.normpath(path)]
    with suppress(ValueError):  # on another drive
        names.append(os.path.relpath(path, folder))
    return min(names, key=len)


def write_aside(path: Path, text: str) -> None:
    """Write beside `path`, then rename; folders on the way are made.

    What is not a regular file (a pipe, `/dev/stdout`) is written to as it is.

    Raises:
        OSError: It cannot be written; nothing is left behind.
    """
    path = path.resolve()  # a link stays a link
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
