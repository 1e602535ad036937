"""Read and write the records of the cache.

This module is on the way of every run, so it imports nothing that costs start-up time.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # as in typing, which takes longer to import than the rest of a warm run
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, ClassVar

FOLDER = ".migration-lint-cache"
_KEPT = 64  # records; the oldest go first


def record_path(root: str, kind: str, key: str) -> str:
    """The path of a key's record; two keys may share it, so a record holds its whole key."""
    from zlib import crc32  # noqa: PLC0415 - a built-in module, and only for runs with a cache

    return f"{root}/{FOLDER}/{kind}-{crc32(key.encode('utf-8', 'surrogatepass')):08x}.json"


def content_path(root: str, digest: str) -> str:
    """The path where a content is kept, by its digest."""
    return f"{root}/{FOLDER}/{digest}.content"


def keep_contents(root: str, contents: Mapping[str, bytes]) -> None:
    """Keep contents by their digests, and delete all others; errors as for records."""
    try:
        _make_folder(f"{root}/{FOLDER}")
        for digest, data in contents.items():
            path = content_path(root, digest)
            if not os.path.exists(path):
                aside = f"{path}.{os.getpid()}.tmp"
                with open(aside, "wb") as stream:
                    stream.write(data)
                os.replace(aside, path)
        for entry in os.scandir(f"{root}/{FOLDER}"):
            name, dot, kind = entry.name.partition(".")
            if dot and kind == "content" and name not in contents:
                os.unlink(entry.path)
    except OSError:
        return


def read_record(root: str, kind: str, key: str) -> dict[str, Any] | None:
    """The record of a key; None where there is none that can be used."""
    try:
        with open(record_path(root, kind, key), encoding="utf-8") as stream:
            record = _parsed(stream.read())
    except (OSError, ValueError, RecursionError, StopIteration, SystemError):
        return None  # the scanner of Python 3.10 cannot name a mistake while json is not imported
    return record if isinstance(record, dict) and record.get("key") == key else None


class _Plain:
    """The context that the standard JSON scanner needs, with the defaults."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float, parse_int, parse_constant = float, int, float
    memo: ClassVar[dict[str, str]] = {}


def _parsed(text: str) -> object:
    """Parse JSON without the module json, whose import takes longer than a warm run."""
    try:
        from _json import make_scanner  # noqa: PLC0415 - as it may be missing
    except ImportError:
        import json  # noqa: PLC0415 - where there is no scanner in C

        return json.loads(text)
    return make_scanner(_Plain)(text, 0)[0]  # type: ignore[arg-type]  # it takes anything with these attributes


def write_record(root: str, kind: str, key: str, record: dict[str, Any]) -> None:
    """Keep a record; that it cannot be written is no error."""
    import json  # noqa: PLC0415 - as above

    path = record_path(root, kind, key)
    aside = f"{path}.{os.getpid()}.tmp"
    try:
        _make_folder(f"{root}/{FOLDER}")
        with open(aside, "w", encoding="utf-8") as stream:
            stream.write(json.dumps({"key": key, **record}))  # dump has no encoder in C
        os.replace(aside, path)
        _forget_old(f"{root}/{FOLDER}")
    except (OSError, UnicodeError):
        return


def _make_folder(folder: str) -> None:
    if os.path.isdir(folder):
        return
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/.gitignore", "w", encoding="utf-8") as stream:
        stream.write("*\n")


def _forget_old(folder: str) -> None:
    records = [entry for entry in os.scandir(folder) if entry.name.endswith(".json")]
    if len(records) > _KEPT:
        records.sort(key=lambda entry: entry.stat().st_mtime_ns)
        for entry in records[:-_KEPT]:
            os.unlink(entry.path)
