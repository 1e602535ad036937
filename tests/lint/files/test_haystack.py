"""Files are put into one buffer as long as there is room, whatever their sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lint.files import haystack, source
from migration_lint.files.haystack import Haystack
from migration_lint.files.source import SourceFile, in_memory, on_disk

ROOM = 32


def refused(file: SourceFile, problem: OSError) -> None:
    raise AssertionError(file.path) from problem


@pytest.mark.parametrize(
    "sizes",
    [
        pytest.param([ROOM - 2, 0, 3], id="just full, then an empty file"),
        pytest.param([10, ROOM - 13, 0, 0], id="filled by two, then empty files"),
        pytest.param([ROOM - 3, 0, 1], id="room for an empty file only"),
        pytest.param([ROOM * 2, 0, 5], id="alone, then an empty file"),
        pytest.param([0, ROOM - 1, 4], id="one byte too many"),
    ],
)
def test_every_file_is_held_once_and_whole(sizes: list[int]) -> None:
    files = [in_memory(str(number), b"x" * size) for number, size in enumerate(sizes)]
    stack = Haystack(ROOM)
    held = [
        (file.path, len(stack.content(position)))
        for _ in stack.fillings(files, refused)
        for position, file in enumerate(stack.files)
    ]
    assert held == [(str(number), size) for number, size in enumerate(sizes)]


@pytest.mark.parametrize("room", [pytest.param(64, id="together"), pytest.param(8, id="alone")])
def test_null_bytes_hide_nothing(room: int) -> None:
    contents = [b"\0\0\0word\0\0\0\0", b"the words\n", b"wor\0d", b"\xffword\xff\0"]
    files = [in_memory(str(number), data) for number, data in enumerate(contents)]
    stack = Haystack(room)
    found = [
        (word, stack.files[position].path)
        for _ in stack.fillings(files, refused)
        for word in (b"word", b"r\0d")
        for position in stack.having(word)
    ]
    assert sorted(found) == [(b"r\0d", "2"), (b"word", "0"), (b"word", "1"), (b"word", "3")]
    assert [stack.content(at) for at in range(len(stack.files))][-1] == contents[-1]


@pytest.mark.parametrize(
    "often", [pytest.param(1, id="each word looked for"), pytest.param(99, id="the piece")]
)
def test_words_with_a_piece_in_common_are_found_as_each_is(
    often: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(haystack, "_OFTEN", often)
    words = [b"old_engine", b"engine.of", b"engine_engine"]
    contents = [
        b"engine", b"engine.of old_engine", b"", b"_engine", b"engine_engine_engine.of",
        b"eng", b"ine.of", b"old_engin", b"the engine, old_engine, of an engine",
    ]  # fmt: skip
    stack = Haystack(1 << 10)
    for _ in stack.fillings([in_memory(str(at), one) for at, one in enumerate(contents)], refused):
        found = set(stack.having_any(b"engine", words))
        assert found == {(at, word) for word in words for at in stack.having(word)}
        assert found == {
            (at, word) for word in words for at, one in enumerate(contents) if word in one
        }
        assert set(stack.having_any(b"eng", [b"eng"])) == {
            (at, b"eng") for at in stack.having(b"eng")
        }


@pytest.mark.parametrize(
    ("data", "held"),
    [
        pytest.param(b"x" * 20, b"x" * 20, id="text"),
        pytest.param(b"x\0" + b"x" * 18, b"x\0xx", id="a database"),
        pytest.param(b"x" * 19 + b"\0", b"x" * 19 + b"\0", id="with a null byte far behind"),
        pytest.param(b"x" * 15 + b"\0", b"x" * 15 + b"\0", id="not so large"),
    ],
)
@pytest.mark.parametrize("room", [pytest.param(64, id="room"), pytest.param(8, id="no room")])
def test_of_a_large_file_that_is_no_text_the_head_is_held(
    data: bytes, held: bytes, room: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "_LARGE", 18)
    monkeypatch.setattr(source, "_HEAD", 4)
    (tmp_path / "a").write_bytes(data)
    stack = Haystack(room)
    file = on_disk(str(tmp_path), "a")
    contents = [
        stack.content(position)
        for _ in stack.fillings([file], refused)
        for position in range(len(stack.files))
    ]
    assert contents == [held]
    assert file.size == len(held)
    assert file.data == held
