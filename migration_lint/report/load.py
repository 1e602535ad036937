"""Read an engine report from its file, or say in one sentence what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from migration_lint.errors import UserError
from migration_lint.report.model import Report
from migration_lint.report.structure import MismatchError, read

SCHEMA_VERSION = 1
_HOW = "pytest --engines=both --engine-report=FILE writes one"


class ReportError(UserError):
    """A report that cannot be used; the message names the file and what to do."""


def load_report(path: Path) -> Report:
    """Read and check the report in `path`.

    Raises:
        ReportError: The file is missing, cut in half, of another schema, or no engine report.
    """
    document = _parse(_text(path), path)
    if not isinstance(document, dict) or "schema" not in document or "engines" not in document:
        raise ReportError(f"{path}: not an engine report; {_HOW}")
    if document["schema"] != SCHEMA_VERSION:
        raise ReportError(
            f"{path}: schema {document['schema']!r} is not the schema {SCHEMA_VERSION} that this "
            "migration-lint reads; write and read the report with the same version"
        )
    try:
        report = read(Report, {**document, "source": str(path), "raw": document})
        report.run.started_at  # noqa: B018 - a time that is none must be found here
    except MismatchError as error:
        raise ReportError(f"{path}: {error.where}: {error.message}; {_HOW}") from None
    except ValueError:
        raise ReportError(
            f"{path}: run.started: {document['run']['started']!r} is not a time like "
            f"2026-01-31T08:00:00Z; {_HOW}"
        ) from None
    return report


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ReportError(f"{path}: no such file; {_HOW}") from None
    except IsADirectoryError:
        raise ReportError(f"{path}: is a directory; name the report file in it") from None
    except UnicodeDecodeError:
        raise ReportError(f"{path}: not an engine report, it is no UTF-8 text; {_HOW}") from None
    except OSError as error:
        raise ReportError(f"{path}: cannot be read: {error.strerror}") from None


def _parse(text: str, path: Path) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        if not text[error.pos :].strip() or (text.startswith("{") and text.rstrip()[-1] != "}"):
            raise ReportError(
                f"{path}: cut off at line {error.lineno}; the run that wrote it did not finish, "
                "run it again"
            ) from None
        raise ReportError(
            f"{path}: not JSON (line {error.lineno}, column {error.colno}: {error.msg}); {_HOW}"
        ) from None
    except RecursionError:
        raise ReportError(
            f"{path}: not an engine report, it is nested too deeply; {_HOW}"
        ) from None


def _refuse_constant(name: str) -> NoReturn:
    raise json.JSONDecodeError(f"{name} is no JSON value", name, 0)
