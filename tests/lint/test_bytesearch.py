"""Words are found in bytes with the C library and without it."""

from __future__ import annotations

import sys

import pytest

from migration_lint import bytesearch
from migration_lint.bytesearch import Searched, has_word

BUFFER = bytearray(b"\nab\0ab ab_\nab")


@pytest.fixture(params=["memmem", "python"])
def searched(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Searched:
    if request.param == "python":
        monkeypatch.setattr(bytesearch, "_memmem", lambda: None)
    elif bytesearch._memmem() is None:
        pytest.skip("this C library has no memmem")
    return Searched(BUFFER)


@pytest.mark.parametrize(
    ("word", "start", "end", "due"),
    [
        pytest.param(b"ab", 0, 13, 1, id="the first"),
        pytest.param(b"ab", 2, 13, 4, id="from a place on"),
        pytest.param(b"ab", 11, 12, -1, id="not wholly before the end"),
        pytest.param(b"ab", 10, 13, 11, id="at the end"),
        pytest.param(b"\0", 0, 13, 3, id="a null byte"),
        pytest.param(b"\0ab", 0, 13, 3, id="behind a null byte"),
        pytest.param(b"abc", 0, 13, -1, id="nowhere"),
        pytest.param(b"ab", 13, 13, -1, id="in nothing"),
        pytest.param(b"ab", 5, 3, -1, id="in less than nothing"),
    ],
)
def test_find(searched: Searched, word: bytes, start: int, end: int, due: int) -> None:
    assert searched.find(word, start, end) == due


@pytest.mark.skipif(sys.platform != "linux", reason="its C library has it")
def test_the_c_library_is_used() -> None:
    assert bytesearch._memmem() is not None


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
