"""Read and write the records of the cache.

This module is on the way of every run, so it imports nothing that costs start-up time.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # as in typing, which takes longer to import than the rest of a warm run
if TYPE_CHECKING:
    from typing import Any

FOLDER = ".migration-lint-cache"
_KEPT = 64  # records; the oldest go first


def record_path(root: str, kind: str, key: str) -> str:
    """Where the record of a key is; two keys may share it, so a record holds its whole key."""
    from zlib import crc32  # noqa: PLC0415 - a built-in module, and only for runs with a cache

    return f"{root}/{FOLDER}/{kind}-{crc32(key.encode('utf-8', 'surrogatepass')):08x}.json"


def read_record(root: str, kind: str, key: str) -> dict[str, Any] | None:
    """The record of a key; None where there is none that can be used."""
    import json  # noqa: PLC0415 - a run without a cache never pays for it

    try:
        with open(record_path(root, kind, key), "rb") as stream:
            record = json.loads(stream.read())
    except (OSError, ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) and record.get("key") == key else None


def write_record(root: str, kind: str, key: str, record: dict[str, Any]) -> None:
    """Keep a record; a cache that cannot be written is no cache, and no error."""
    import json  # noqa: PLC0415 - as above

    path = record_path(root, kind, key)
    aside = f"{path}.{os.getpid()}.tmp"
    try:
        _make_folder(f"{root}/{FOLDER}")
        with open(aside, "w", encoding="utf-8") as stream:
            json.dump({"key": key, **record}, stream)
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
