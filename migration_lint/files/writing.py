"""Write files atomically: aside first, then renamed."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

from migration_lint.errors import UserError


def write_files(root: Path, contents: Mapping[str, bytes]) -> None:
    """Give files a new content; their modes stay, and links stay links.

    Raises:
        UserError: A file cannot be written; those before it are.
    """
    for path, data in contents.items():
        try:
            replace_content((root / path).resolve(), data)
        except OSError as problem:
            raise UserError(
                f"{path}: cannot be written: {problem.strerror}; mend its permissions"
            ) from None


def replace_content(target: Path, data: bytes) -> None:
    """Give one file a new content, or make it; links stay links.

    What is there and is no file of its own, a pipe or a device, is written to: nothing may be put
    in the place of `/dev/stdout`.

    Raises:
        OSError: It cannot be written; the old content is still there.
    """
    if target.exists() and not target.is_dir() and _is_no_plain_file(target):
        with target.open("ab") as stream:
            stream.write(data)
        return
    if target.is_symlink():
        target = target.resolve()
    aside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        aside.write_bytes(data)
        if target.exists():
            aside.chmod(stat.S_IMODE(target.stat().st_mode))
        aside.replace(target)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def _is_no_plain_file(target: Path) -> bool:
    return not target.is_file() or target.absolute().parts[:2] in (("/", "dev"), ("/", "proc"))


def deliver(text: str, output: str | None) -> None:
    """Write a report to a file, atomically, or to standard output, also named `-`.

    Raises:
        UserError: The file cannot be written.
    """
    if output is None or output == "-":
        sys.stdout.write(text)
        return
    try:
        replace_content(Path(output), text.encode("utf-8"))
    except OSError as problem:
        folder = Path(output).parent
        reason = problem.strerror if folder.exists() else f"there is no folder {folder}"
        raise UserError(f"{output}: cannot be written: {reason}; choose another file") from None
