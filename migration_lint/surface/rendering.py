"""The table and the suggestions as text, JSON and Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from types import MappingProxyType
from typing import Any, TypeAlias

from migration_lint.surface.suggestions import Suggestion
from migration_lint.surface.table import Row, SurfaceTable
from migration_lint.surface.uses import Use

SCHEMA_VERSION = 1
_WIDEST = 44  # characters of a column of the text table

Render: TypeAlias = Callable[[SurfaceTable, Sequence[Suggestion] | None], str]


def as_json(table: SurfaceTable, suggestions: Sequence[Suggestion] | None) -> str:
    """One object; the same input gives the same bytes."""
    content: dict[str, Any] = {
        "schema": SCHEMA_VERSION,
        "control": {"engine": table.engines[0], "path": table.files[0]},
        "candidate": {"engine": table.engines[1], "path": table.files[1]},
        "members": [
            {**_declared_as_json(row), "protocol": row.in_protocol, "uses": _uses_as_json(row)}
            for row in table.rows
        ],
        "functions": [
            {**_declared_as_json(row), "uses": _uses_as_json(row)} for row in table.functions
        ],
    }
    if suggestions is not None:
        content["suggestions"] = [asdict(step) for step in suggestions]
    return json.dumps(content, indent=2) + "\n"


def _declared_as_json(row: Row) -> dict[str, Any]:
    return {
        "name": row.member,
        "control": row.control,
        "candidate": row.candidate,
        "differences": list(row.differences),
    }


def _uses_as_json(row: Row) -> list[dict[str, Any]]:
    return [asdict(use) for use in row.uses]


def as_markdown(table: SurfaceTable, suggestions: Sequence[Suggestion] | None) -> str:
    """Tables for a pull request or a page."""
    parts = ["# Surface\n", *_sources(table), "", *_markdown_rows(table, table.rows)]
    if table.functions:
        parts += ["", "## Functions of the modules\n"]
        parts += _markdown_rows(table, table.functions, "function")
    if suggestions is not None:
        parts += ["", "## Suggestions\n", "| member | what to do | why | settles | left |"]
        parts.append("|---|---|---|---:|---:|")
        parts += [
            f"| `{step.member}` | {_action(step)} | {step.why} | {step.settles} | {step.left} |"
            for step in suggestions
        ]
    return "\n".join(parts) + "\n"


def _markdown_rows(table: SurfaceTable, rows: Sequence[Row], what: str = "member") -> Iterator[str]:
    control, candidate = table.engines
    yield f"| {what} | {control} | {candidate} | difference | uses |"
    yield "|---|---|---|---|---:|"
    for row in rows:
        shown = (_name(row), row.control, row.candidate, "; ".join(row.differences))
        cells = " | ".join(cell.replace("|", "\\|") for cell in shown)
        yield f"| {cells} | {len(row.uses)} |"


def as_text(table: SurfaceTable, suggestions: Sequence[Suggestion] | None) -> str:
    """Columns for a terminal, with the places of each member's uses below it, a line a file."""
    control, candidate = table.engines
    lines = [*_sources(table), ""]
    head = ("member", control, candidate, "uses")
    rows = [(_name(row), row.control, row.candidate, str(len(row.uses))) for row in table.rows]
    widths = [min(max(map(len, column)), _WIDEST) for column in zip(head, *rows, strict=True)]
    lines.append(_columns(head, widths))
    for row, cells in zip(table.rows, rows, strict=True):
        lines.append(_columns(cells, widths))
        lines += [f"    {difference}" for difference in row.differences]
        if row.uses and not row.in_protocol:
            lines += _places(row.uses)
    if table.functions:
        lines += ["", "functions of the modules"]
        for row in table.functions:
            lines.append(_declared_as_text(row, table.engines))
            lines += _places(row.uses)
    if suggestions is not None:
        lines += ["", *_text_suggestions(suggestions)]
    return "\n".join(lines) + "\n"


def _places(uses: Sequence[Use]) -> Iterator[str]:
    """A line for each file, which begins as terminals and editors know a place to go to."""
    for path, inside in groupby(uses, key=lambda use: use.path):
        yield f"    {path}:" + ", ".join(f"{use.line}:{use.column}" for use in inside)


def _declared_as_text(row: Row, engines: tuple[str, str]) -> str:
    if row.differences:
        return f"{row.member}: {'; '.join(row.differences)}"
    return f"{row.member}: {engines[0]} and {engines[1]} take the same calls"


def _text_suggestions(suggestions: Sequence[Suggestion]) -> Iterator[str]:
    if not suggestions:
        yield "Nothing outside the protocol is used."
    for step in suggestions:
        yield (
            f"{step.member}: {_action(step)}, {step.why}; "
            f"settles {step.settles} of the findings, {step.left} left"
        )


def _action(step: Suggestion) -> str:
    return f"add `{step.entry}` to the protocol" if step.entry else "remove it from callers"


def _sources(table: SurfaceTable) -> Iterator[str]:
    roles = zip(("control", "candidate"), table.engines, table.files, strict=True)
    for role, engine, path in roles:
        yield f"{role} {engine}: {path or 'its source is not in the tree'}"


def _name(row: Row) -> str:
    return f"{row.member} (protocol)" if row.in_protocol else row.member


def _columns(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(map(_fitted, cells, widths)).rstrip()


def _fitted(cell: str, width: int) -> str:
    cut = cell if len(cell) <= width else cell[: width - 1] + "…"
    return f"{cut:<{width}}"


FORMATS: Mapping[str, Render] = MappingProxyType(
    {"text": as_text, "json": as_json, "markdown": as_markdown}
)
