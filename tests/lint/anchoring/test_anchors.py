"""libcst, reading statement by statement, sees what it sees when it reads whole files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import migration_lint
from migration_lint.anchoring.anchor import anchored, whole_file
from migration_lint.anchoring.statements import around
from migration_lint.diagnostic import Diagnostic, Severity, Span
from migration_lint.source_lines import decode, split_lines
from tests.lint.test_forms import FORMS

REPOSITORY = Path(migration_lint.__file__).parent.parent
STANDARD_LIBRARY = Path(ast.__file__).parent
FILES = [
    *sorted((REPOSITORY / "examples/atlasforge").rglob("*.py")),
    *sorted((REPOSITORY / "migration_lint/rules").glob("*.py")),
    *(STANDARD_LIBRARY / name for name in ("bisect.py", "contextlib.py", "fnmatch.py", "this.py")),
]
SHAPES = """\
@a.b(c)
async def f(x: d = e, *y, **z) -> g:
    async with h as i, j: k
    if l:
        m
    elif n.o: p = q
    else:
        r
    try: s
    except (t, u) as v:
        w
    finally:
        x
    match y:
        case A.B(c, d=[e, *f]) if g:
            h
    for i in j: pass
    else:
        k; l; m
    return [n for o in p if q], (r := s), lambda t: (
        u.v
    )
class A(B, metaclass=C): x = \"\"\"é
  af\"\"\"; é = f"{a.b!r:>{c}}" 'd'
"""


def places(tree: ast.Module, data: bytes) -> Iterator[Diagnostic]:
    """A diagnostic at every name, attribute, call, string and alias."""
    lines = split_lines(decode(data))

    def column(line: int, offset: int) -> int:
        return len(lines[line - 1].encode()[:offset].decode()) + 1

    kinds = (ast.Name, ast.Attribute, ast.Call, ast.Constant, ast.alias, ast.arg, ast.keyword)
    for node in ast.walk(tree):
        if isinstance(node, kinds) and node.end_lineno and node.end_col_offset is not None:
            span = Span(
                node.lineno,
                column(node.lineno, node.col_offset),
                node.end_lineno,
                column(node.end_lineno, node.end_col_offset),
            )
            yield Diagnostic("ML101", "x", Severity.ERROR, "a.py", span, "m", "s", "", "")


def agree(data: bytes, step: int = 1) -> int:
    """Compare both ways to read a file; how many places were compared."""
    tree = ast.parse(data)
    some = list(places(tree, data))[::step]
    fast = anchored(some, data, tree, around)
    assert fast == anchored(some, data, tree, whole_file)
    return len(fast)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_files(path: Path) -> None:
    agree(path.read_bytes(), step=7)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_forms(form: object) -> None:
    for path, text in form.files.items():  # type: ignore[attr-defined]  # a Form of that module
        if path.endswith(".py"):
            try:
                ast.parse(text)
            except SyntaxError:
                continue
            agree(text.encode())


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_shape_of_statement(newline: str) -> None:
    assert agree(SHAPES.replace("\n", newline).encode()) > 50


def test_what_libcst_is_asked_for_is_small() -> None:
    tree = ast.parse(SHAPES)
    lines = split_lines(SHAPES)
    snippets = {line: around(tree, lines, line) for line in range(1, len(lines) + 1)}
    longest = max(snippet.code.count("\n") for snippet in snippets.values() if snippet)
    assert longest <= 6


def test_a_place_in_a_string_stays_where_it_is() -> None:
    data = b"patch('af_engine_legacy.RDMissionController')\n"
    span = Span(1, 8, 1, 24)
    found = Diagnostic("ML103", "x", Severity.ERROR, "a.py", span, "m", "s", "", "")
    assert anchored([found], data, ast.parse(data)) == [found]


def test_a_place_that_is_no_node_becomes_the_node_around_it() -> None:
    data = b"x = a.b(c)\n"
    span = Span(1, 6, 1, 9)
    found = Diagnostic("ML103", "x", Severity.ERROR, "a.py", span, "m", "s", "", "")
    assert anchored([found], data, ast.parse(data))[0].span == Span(1, 5, 1, 11)
