"""Pieces of a file know where they stood."""

from __future__ import annotations

import pytest

from migration_lint.diagnostic import Span
from migration_lint.readers.excerpt import Excerpt, unescape


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        pytest.param("ab\ncd", 3, (2, 1), id="lf"),
        pytest.param("ab\r\ncd", 5, (2, 2), id="crlf"),
        pytest.param("ab\rcd", 3, (2, 1), id="cr"),
        pytest.param("\n\n", 2, (3, 1), id="the end"),
        pytest.param("é\x0cx", 2, (1, 3), id="a form feed ends no line"),
    ],
)
def test_position(text: str, offset: int, place: tuple[int, int]) -> None:
    assert Excerpt.of(text).lines.position(offset) == place


def test_piece_of_a_piece() -> None:
    piece = Excerpt.of("one\ntwo three\n")[4:][4:9]
    assert piece.text == "three"
    assert piece.span() == Span(2, 5, 2, 10)
    assert piece.span(1, 3) == Span(2, 6, 2, 8)


@pytest.mark.parametrize(
    ("written", "read", "column"),
    [
        pytest.param(r"a\"b=c", 'a"b=c', 5, id="quote"),
        pytest.param(r"a\\nb=c", r"a\nb=c", 6, id="backslash"),
        pytest.param(r"\u00e9b=c", "éb=c", 8, id="unicode"),
        pytest.param(r"\nb=c", "\nb=c", 4, id="line end"),
        pytest.param("b=c", "b=c", 2, id="nothing to do"),
        pytest.param(r"\U00110000b=c", "\ufffdb=c", 12, id="beyond unicode"),
    ],
)
def test_unescape_keeps_places(written: str, read: str, column: int) -> None:
    plain = unescape(Excerpt.of(written))
    assert plain.text == read
    at = plain.text.index("=")
    assert plain.span(at, at + 1).column == column


def test_lift_finds_the_line_and_column_in_the_file() -> None:
    file = Excerpt.of("a\n  >>> one\n  ... two\n")
    code = file.join([file[8:11], file[18:21]], "\n")
    assert code.text == "one\ntwo"
    assert code.lift(Span(2, 1, 2, 4)) == Span(3, 7, 3, 10)


def test_replace_keeps_the_length() -> None:
    holed = Excerpt.of("a: {{ x }}\n").replace(r"\{\{.*?\}\}", "x")
    assert holed.text == "a: xxxxxxx\n"


def test_lines_without_their_ends() -> None:
    assert [line.text for line in Excerpt.of("a\r\n\rb\nc").split_lines()] == ["a", "", "b", "c"]
