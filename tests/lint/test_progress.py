"""The bar: drawn on a terminal that somebody watches, nowhere else, and gone afterwards."""

from __future__ import annotations

import io
import os
import pty
import signal
from collections.abc import Mapping

import pytest

from migration_lint.progress import Progress, progress_on


def shown(environment: Mapping[str, str], *, also: bool = True) -> str:
    """What a terminal receives of a run that takes long enough for one picture."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as stream:
        others = [stream] if also else [io.StringIO()]
        with progress_on(stream, environment, others) as progress:
            for number in progress.over("files read", "abcd"):
                if number == "c" and signal.getsignal(signal.SIGALRM) is not signal.SIG_DFL:
                    signal.raise_signal(signal.SIGALRM)
        stream.write("|")
    received = b""
    while not received.endswith(b"|"):
        received += os.read(ours, 1000)  # a terminal hands on what it has so far
    os.close(ours)
    return received.decode()


def test_the_bar_is_drawn_and_wiped_away() -> None:
    clear = "\r\x1b[K"
    assert shown({}) == f"{clear}[{'#' * 12}{'-' * 12}] 2/4 files read{clear}|"
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


@pytest.mark.parametrize("environment", [{"CI": "true"}, {"TERM": "dumb"}], ids=["CI", "dumb"])
def test_no_bar_where_nobody_watches(environment: Mapping[str, str]) -> None:
    assert shown(environment) == "|"


def test_no_bar_where_the_output_goes_to_a_pipe() -> None:
    assert shown({}, also=False) == "|"


def test_a_bar_without_an_end_moves() -> None:
    progress = Progress()
    progress.now("following the engines")
    first, second = progress.picture(0), progress.picture(1)
    assert first == f"[#{' ' * 23}] following the engines"
    assert second == f"[ #{' ' * 22}] following the engines"
    assert progress.picture(24) == first
