"""Files that globs name, and their text."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable
from pathlib import Path

from migration_lint.gate.evidence.base import NoEvidenceError


def matching(root: Path, globs: Iterable[str]) -> tuple[Path, ...]:
    """The files that the globs match, relative to `root` unless absolute, each once, sorted."""
    found: set[Path] = set()
    for pattern in globs:
        path = Path(pattern)
        base, relative = (
            (Path(path.anchor), path.relative_to(path.anchor))
            if path.is_absolute()
            else (root, path)
        )
        found.update(one for one in base.glob(str(relative)) if one.is_file())
    return tuple(sorted(found))


def text_of(path: Path, shown: str) -> str:
    """The text of a file, with what is no UTF-8 replaced; a file that ends in `.gz` is unpacked.

    Raises:
        NoEvidenceError: It cannot be read, or is no text.
    """
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise NoEvidenceError(f"{shown}: damaged: it cannot be unpacked") from None
    except OSError as problem:
        raise NoEvidenceError(f"{shown}: cannot be read: {problem.strerror}") from None
    if b"\0" in data:
        raise NoEvidenceError(f"{shown}: damaged: it holds NUL bytes")
    return data.decode("utf-8-sig", "replace")
