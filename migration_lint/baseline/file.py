"""Read and write the baseline file.

One entry stands on each line and every such line ends with a comma (the list's last member is
`null`), so that two branches that add entries merge as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from migration_lint.errors import UserError
from migration_lint.files.writing import replace_content
from migration_lint.fingerprint import Key

SCHEMA = 1
_HEAD = f'{{"schema": {SCHEMA}, "entries": ['
_TAIL = "null]}"
_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_FIELDS: Mapping[str, type] = {
    "path": str, "code": str, "symbol": str, "scope": str, "occurrence": int,
}  # fmt: skip


class BaselineError(UserError):
    """The baseline file cannot be used; the message says where, why and what to do."""


def read_baseline(path: str) -> dict[Key, int]:
    """The entries of a baseline file, each with its 1-based line.

    Raises:
        BaselineError: The file cannot be read, holds a merge conflict, or is damaged.
    """
    try:
        with open(path, encoding="utf-8") as stream:  # noqa: PTH123 - a plain name
            text = stream.read()
    except OSError as problem:
        raise BaselineError(
            f"{path}: cannot be read: {problem.strerror}; "
            "`migration-lint baseline` writes one, --no-baseline does without"
        ) from None
    except UnicodeDecodeError as problem:
        raise BaselineError(_damaged(path, 1, f"it is not UTF-8 ({problem.reason})")) from None
    lines = text.splitlines()
    _refuse_conflict(path, lines)
    return _entries(path, _parse(path, text), lines)


def _refuse_conflict(path: str, lines: list[str]) -> None:
    for number, line in enumerate(lines, 1):
        if line.startswith(_MARKERS):
            raise BaselineError(
                f"{path}:{number}: a merge conflict was left here; keep the entries of both sides, "
                "delete the marker lines, then run `migration-lint baseline --prune`"
            )


def _parse(path: str, text: str) -> list[Any]:
    import json  # noqa: PLC0415 - most runs have no baseline to read

    try:
        document = json.loads(text)
    except json.JSONDecodeError as problem:
        raise BaselineError(_damaged(path, problem.lineno, problem.msg)) from None
    except RecursionError:
        raise BaselineError(_damaged(path, 1, "it is nested too deep")) from None
    if not isinstance(document, dict) or not isinstance(document.get("entries"), list):
        raise BaselineError(_damaged(path, 1, 'it has no list "entries"'))
    if document.get("schema") != SCHEMA:
        raise BaselineError(
            f"{path}:1: has schema {document.get('schema')!r}, this version reads {SCHEMA}; "
            "use the version that wrote it, or write it anew with `migration-lint baseline`"
        )
    return [entry for entry in document["entries"] if entry is not None]


def _entries(path: str, entries: list[Any], lines: list[str]) -> dict[Key, int]:
    written = [number for number, line in enumerate(lines, 1) if '"path"' in line]
    found: dict[Key, int] = {}
    for position, entry in enumerate(entries):
        line = written[position] if len(written) == len(entries) else 1
        fits = isinstance(entry, dict) and all(
            isinstance(entry.get(field), kind) for field, kind in _FIELDS.items()
        )
        if not fits:
            expected = ", ".join(f'"{field}"' for field in _FIELDS)
            problem = f"entry {position + 1} is not an object with {expected}"
            raise BaselineError(_damaged(path, line, problem))
        found.setdefault(Key(**{field: entry[field] for field in _FIELDS}), line)
    return found


def _damaged(path: str, line: int, problem: str) -> str:
    return (
        f"{path}:{line}: is no baseline: {problem}; "
        "restore the file from git, or write it anew with `migration-lint baseline`"
    )


def write_baseline(path: str, keys: Iterable[Key]) -> None:
    """Write a baseline file atomically.

    Raises:
        BaselineError: The file cannot be written.
    """
    import json  # noqa: PLC0415 - as above

    lines = [_HEAD]
    lines += [f"{json.dumps(_as_json(key))}," for key in sorted(set(keys))]
    lines.append(_TAIL)
    text = "".join(f"{line}\n" for line in lines)
    try:
        replace_content(Path(path), text.encode("utf-8"))
    except OSError as problem:
        raise BaselineError(
            f"{path}: cannot be written: {problem.strerror}; name another file with --baseline"
        ) from None


def _as_json(key: Key) -> dict[str, object]:
    return {field: getattr(key, field) for field in _FIELDS}
