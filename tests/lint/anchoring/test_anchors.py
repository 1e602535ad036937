"""libcst, reading statement by statement, sees what it sees when it reads whole files."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import migration_lint
from migration_lint.anchoring.anchor import anchored, sparing
from migration_lint.anchoring.evident import is_evident
from migration_lint.anchoring.statements import Snippet, around
from migration_lint.diagnostic import Diagnostic, Severity, Span
from migration_lint.files.source_lines import decode, split_lines
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
    slow = anchored(some, data, tree, whole_file)
    assert anchored(some, data, tree, statement) == slow
    assert anchored(some, data, tree, sparing) == slow
    return len(slow)


def whole_file(_: ast.Module, lines: Sequence[str], __: Span) -> Snippet:
    """All of the file, as a yardstick for what is cut out."""
    return Snippet("\n".join([*lines, ""]), 0)


def statement(tree: ast.Module, lines: Sequence[str], span: Span) -> Snippet | None:
    """What stands around a place, even where that is evident."""
    return around(tree, lines, span.line)


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


ODD = """\
x = a.b.c.d, e . f.g, (h.
  i.j), k. l.m, \\
  n.o
"p q", b"r", f"s {t.u!r}", "v" 'w' "x-y", 'v' "z"
from .a.b import c as d  # e.f "g" h
import lambdas.x as y; del y.z[0x1f:1_0]
not z; z if z else None; print(True)
"""


def test_evident_places_are_those_that_libcst_gives() -> None:
    """Whatever part of a line is taken for evident, libcst anchors it right there."""
    lines = ODD.splitlines()
    spans = {
        Span(number, start + 1, number, end + 1)
        for number, line in enumerate(lines, 1)
        for start in range(len(line))
        for end in range(start + 1, len(line) + 1)
    }
    odd = [Diagnostic("ML101", "x", Severity.ERROR, "a.py", one, "m", "s", "", "") for one in spans]
    data = ODD.encode()
    evident = [one for one in odd if is_evident(lines, one.span)]
    assert len(evident) > 50
    assert anchored(evident, data, ast.parse(data), whole_file) == evident


def test_libcst_is_not_asked_what_is_plain_to_see() -> None:
    lines = ["from a.b import c", "x = d.e('f.g', h[i])"]
    plain = [(1, 6, 9), (1, 17, 18), (2, 5, 8), (2, 7, 8), (2, 9, 14), (2, 10, 13)]
    for line, start, end in plain:
        assert is_evident(lines, Span(line, start, line, end)), lines[line - 1][start - 1 : end - 1]
    assert not is_evident(lines, Span(2, 5, 2, 21))


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
