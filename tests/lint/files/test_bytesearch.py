"""Words are found in bytes with the C library and without it."""

from __future__ import annotations

import sys

import pytest

from migration_lint.files import bytesearch
from migration_lint.files.bytesearch import Searched, by_piece, has_word

HELD = b"\nab\0ab ab_\nab"


@pytest.fixture(params=["strstr", "python"])
def searched(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Searched:
    if request.param == "python":
        monkeypatch.setattr(bytesearch, "_strstr", lambda: None)
    elif bytesearch._strstr() is None:
        pytest.skip("this C library has no strstr")
    return Searched(bytearray(HELD + b"_ab of before"), len(HELD))


@pytest.mark.parametrize(
    ("word", "start", "due"),
    [
        pytest.param(b"ab", 0, 1, id="the first"),
        pytest.param(b"ab", 2, 4, id="from a place on, behind a null byte"),
        pytest.param(b"ab", 10, 11, id="at the end"),
        pytest.param(b"ab_", 8, -1, id="not wholly before the end"),
        pytest.param(b"\0", 0, 3, id="a null byte"),
        pytest.param(b"\0ab", 0, 3, id="a null byte and more"),
        pytest.param(b"abc", 0, -1, id="nowhere"),
        pytest.param(b"ab", 13, -1, id="in nothing"),
    ],
)
def test_find(searched: Searched, word: bytes, start: int, due: int) -> None:
    assert searched.find(word, start) == due


@pytest.mark.skipif(sys.platform != "linux", reason="its C library has it")
def test_the_c_library_is_used() -> None:
    assert bytesearch._strstr() is not None


@pytest.mark.parametrize(
    ("data", "due"),
    [
        (b"ab", True),
        (b"x.ab(", True),
        (b"abc ab", True),
        (b"abc", False),
        (b"_ab", False),
        (b"ab9", False),
        ("éab".encode(), True),
    ],
)
def test_a_word_has_no_part_of_a_word_beside_it(data: bytes, due: bool) -> None:
    assert has_word(data, b"ab") is due


@pytest.mark.parametrize(
    ("words", "due"),
    [
        pytest.param([], {}, id="none"),
        pytest.param([b"ab", b"abcdef"], {b"ab": [b"ab"], b"abcdef": [b"abcdef"]}, id="apart"),
        pytest.param(
            [b"old_engine", b"flag", b"engine.of", b"flag", b"my_engines"],
            {b"engine": [b"old_engine", b"engine.of", b"my_engines"], b"flag": [b"flag"]},
            id="together",
        ),
        pytest.param(
            [b"legacy_one", b"legacy_two", b"one_engine", b"two_engine"],
            {b"legacy": [b"legacy_one", b"legacy_two"], b"_engin": [b"one_engine", b"two_engine"]},
            id="by two",
        ),
    ],
)
def test_words_go_by_the_pieces_that_they_share(
    words: list[bytes], due: dict[bytes, list[bytes]]
) -> None:
    found = dict(by_piece(words))
    assert found == due
    assert all(piece in word for piece, having_it in found.items() for word in having_it)
