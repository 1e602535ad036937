"""The readers of formats other than Python, one file each; `read_files` asks the one that fits."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from migration_lint.diagnostic import Span
from migration_lint.facts import Facts, UnparsableFact
from migration_lint.files.source import SourceFile
from migration_lint.readers.base import REGISTRY, Reader
from migration_lint.readers.command_facts import shell_facts
from migration_lint.readers.excerpt import Excerpt
from migration_lint.submodules import import_all


@cache
def all_readers() -> tuple[type[Reader], ...]:
    """Every reader, in the order in which they are asked."""
    import_all(__name__, __path__)
    return tuple(sorted(REGISTRY, key=lambda reader: (reader.rank, reader.__name__)))


def reader_for(path: str, first_line: str = "") -> Reader | None:
    """The reader of a file; None where no format is known by its name or first line.

    Args:
        path: Relative to the project root, with `/`.
        first_line: The file's first line, for scripts without a suffix.
    """
    for reader in all_readers():
        if reader.takes(path, first_line):
            return reader()
    return None


def read_files(files: Sequence[SourceFile]) -> Mapping[str, Facts]:
    """The facts of files that name something of the migration, as far as some reader takes them."""
    found: dict[str, Facts] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of invalid escapes in the code that is read
        for file in files:
            facts = list(_read(file.path, file.data))
            if facts:
                found[file.path] = Facts(file.path, facts)
    return found


def _read(path: str, data: bytes) -> Iterator[object]:
    first_line = data[:200].replace(b"\r", b"\n").partition(b"\n")[0].decode("latin-1").strip()
    if first_line.startswith("#!") and "-S" in first_line:  # `env -S NAME=value python -m MODULE`
        yield from shell_facts(Excerpt.of(_decoded(data))[2 : len(first_line)])
    if path.endswith((".py", ".pyi")) and b">>>" not in data and b"# /// " not in data:
        return  # of Python files only the doctests are read here, and what a script needs
    reader = reader_for(path, first_line)
    if reader is None:
        return
    try:
        yield from reader.read(Excerpt.of(_decoded(data)))
    except RecursionError:  # the formats themselves set no limit
        yield UnparsableFact(Span(1, 1, 1, 1), "it is nested too deep")


def _decoded(data: bytes) -> str:
    """UTF-8 as nearly every format wants it; anything else is read byte by byte.

    Lines end as most readers expect it, whichever system wrote a file: no place is another one.
    """
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
