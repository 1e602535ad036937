"""Files are put into one buffer as long as there is room, whatever their sizes."""

from __future__ import annotations

import pytest

from migration_lint import haystack
from migration_lint.haystack import Haystack
from migration_lint.source import SourceFile, in_memory

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
def test_every_file_is_held_once_and_whole(
    sizes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(haystack, "_ROOM", ROOM)
    files = [in_memory(str(number), b"x" * size) for number, size in enumerate(sizes)]
    stack = Haystack()
    held = [
        (file.path, len(stack.content(position)))
        for _ in stack.fillings(files, refused)
        for position, file in enumerate(stack.files)
    ]
    assert held == [(str(number), size) for number, size in enumerate(sizes)]
