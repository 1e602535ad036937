"""Differences between two snapshots, and the noise that does not count."""

from __future__ import annotations

import enum
import math
from array import array
from typing import Any

import pytest

from pytest_engine_rollout.comparison import (
    Compared,
    Divergence,
    Limits,
    Scrubbers,
    compare,
    first_divergence,
    learn_noise,
    learn_noisy_words,
    snapshot,
    without_noise,
)

LONG = "same\n" * 40


class Stage(enum.Enum):
    A = 1
    B = 2


def compare_values(control: object, candidate: object, again: tuple[object, ...] = ()) -> Compared:
    pictures = [snapshot(value).value for value in (control, candidate, *again)]
    return compare(pictures[0], pictures[1], learn_noise(pictures[0], pictures[2:]))


@pytest.mark.parametrize(
    ("control", "candidate", "sentence"),
    [
        pytest.param({"a": 1}, {"a": 2}, ".a: 1 on the control, 2 on the candidate", id="value"),
        pytest.param(
            {"a": 1},
            {"a": "1"},
            ".a: another type: 1 on the control, '1' on the candidate",
            id="type",
        ),
        pytest.param(
            {"a": 1},
            {"a": True},
            ".a: another type: 1 on the control, True on the candidate",
            id="bool-is-no-int",
        ),
        pytest.param([1, 2], [1], "[1]: missing on the candidate, 2 on the control", id="shorter"),
        pytest.param([1], [1, 2], "[1]: 2 on the candidate, missing on the control", id="longer"),
        pytest.param(
            {"a": {"b": None}},
            {"a": {}},
            ".a.b: missing on the candidate, None on the control",
            id="missing-key",
        ),
        pytest.param(
            ValueError("no such stage"),
            KeyError("no such stage"),
            ": another type: ValueError('no such stage') on the control, "
            "KeyError(\"'no such stage'\") on the candidate",
            id="exception-type",
        ),
        pytest.param(
            ValueError("no stage X"),
            ValueError("no stage Y"),
            ".message: 'no stage X' on the control, 'no stage Y' on the candidate",
            id="exception-message",
        ),
        pytest.param(
            LONG + "line of legacy\nend",
            LONG + "line of modular\nend",
            ", line 41: 'line of legacy' on the control, 'line of modular' on the candidate",
            id="first-divergent-line",
        ),
        pytest.param(
            "a\nb",
            "a",
            ", line 2: 'b' on the control, no more lines on the candidate",
            id="text-ends",
        ),
        pytest.param(
            "x" * 500 + "1" + "y" * 500,
            "x" * 500 + "2" + "y" * 500,
            f": {'…' + 'x' * 80 + '1' + 'y' * 79 + '…'!r} on the control, "
            f"{'…' + 'x' * 80 + '2' + 'y' * 79 + '…'!r} on the candidate",
            id="excerpt-of-a-long-line",
        ),
        pytest.param(
            "a" * 300_000 + "b",
            "a" * 300_000 + "c",
            ": str of length 300001, digest ",
            id="beyond-the-limit-the-digest-tells",
        ),
        pytest.param(
            array("i", [1, 2]),
            array("d", [1, 2]),
            ": another type: array.array of i, 2: [1, 2] on the control, "
            "array.array of d, 2: [1.0, 2.0] on the candidate",
            id="element-type",
        ),
        pytest.param(
            {1, 2, 4},
            {2, 4},
            "{1}: missing on the candidate, 1 on the control",
            id="set",
        ),
        pytest.param(b"ab", b"ac", ": b'ab' on the control, b'ac' on the candidate", id="bytes"),
        pytest.param(
            Stage.A,
            Stage.B,
            f": {__name__}.Stage.A on the control, {__name__}.Stage.B on the candidate",
            id="enum",
        ),
        pytest.param(
            list(range(300)),
            list(range(301)),
            ": another shape: list([0, 1, 2",
            id="beyond-the-limit-the-length-tells",
        ),
    ],
)
def test_first_difference(control: object, candidate: object, sentence: str) -> None:
    comparison = compare_values(control, candidate)

    assert comparison.mismatched == 1
    told = comparison.differences[0].describe()
    assert told == sentence or (len(told) > 300 and told.startswith(sentence))


@pytest.mark.parametrize(
    "value",
    [
        pytest.param([math.nan, math.inf], id="nan-is-the-same-as-nan"),
        pytest.param({"a": [], "b": {}}, id="empty-containers"),
        pytest.param({1: (2, 3)}, id="tuples"),
    ],
)
def test_equal_values_match(value: object) -> None:
    comparison = compare_values(value, value)

    assert (comparison.mismatched, comparison.ignored) == (0, 0)
    assert comparison.matched >= 1


@pytest.mark.parametrize("value", [object(), iter([1]), (n for n in [1])], ids=["blank", "c", "g"])
def test_what_shows_nothing_is_matched_only_if_it_holds_nothing(value: object) -> None:
    comparison = compare_values(value, value)

    assert (comparison.matched, comparison.cut) == ((1, 0) if type(value) is object else (0, 1))


@pytest.mark.parametrize(
    ("control", "candidate", "counts", "line"),
    [
        pytest.param("a\n" * 500, "a\n" * 500, (1, 0, 0), None, id="same"),
        pytest.param("a\n" * 500, "a\nb\n" * 250, (0, 0, 1), 2, id="head"),
        pytest.param("a\n" * 500, "a\n" * 500 + "b", (0, 0, 1), None, id="rest"),
    ],
)
@pytest.mark.parametrize("room", [(300, 300), (300, 5000)], ids=["both-cut", "one-cut"])
def test_texts_that_were_cut(
    control: str,
    candidate: str,
    counts: tuple[int, int, int],
    line: int | None,
    room: tuple[int, int],
) -> None:
    pictures = [
        snapshot(text, Limits(characters=characters)).value
        for text, characters in zip((control, candidate), room, strict=True)
    ]

    found = compare(*pictures)

    assert (found.matched, found.ignored, found.mismatched) == counts
    assert [one.line for one in found.differences] == [line] * found.mismatched


def test_what_neither_side_looked_at_is_no_match() -> None:
    limits = Limits(depth=1)
    picture = snapshot([[1], 2], limits).value

    assert compare(picture, picture) == Compared(matched=1, cut=1)


def test_differences_are_counted_beyond_those_shown() -> None:
    comparison = compare_values([0] * 100, [1] * 100)

    assert comparison.mismatched == 100
    assert len(comparison.differences) == 50


@pytest.mark.parametrize(
    ("control", "again", "candidate", "counts"),
    [
        pytest.param({"id": 1}, {"id": 2}, {"id": 3}, (0, 1, 0), id="ignored-not-matched"),
        pytest.param({"id": 1}, {"id": 2}, {"id": 1}, (1, 0, 0), id="equal-by-chance"),
        pytest.param({"id": 1}, {"id": 2}, {"id": "3"}, (0, 0, 1), id="type-still-checked"),
        pytest.param({"id": 1}, {"id": None}, {"id": None}, (0, 1, 0), id="both-types-were-seen"),
        pytest.param({"id": 1}, {"id": None}, {"id": "x"}, (0, 0, 1), id="third-type"),
        pytest.param(
            "at 10:00:01 start", "at 10:00:02 start", "at 10:00:59 start", (0, 1, 0), id="word"
        ),
        pytest.param(
            "at 10:00:01 start", "at 10:00:02 start", "at noon start", (0, 0, 1), id="word-shape"
        ),
        pytest.param(
            "at 10:00:01 start", "at 10:00:02 start", "at 10:00:01 stop", (0, 0, 1), id="other-word"
        ),
        pytest.param("a\nb", "a", "x\ny\nz", (0, 1, 0), id="lines-vary"),
        pytest.param([1], [1, 2], [1, 2, 3], (1, 2, 0), id="length-varies"),
        pytest.param([1], [1, 2], [9, 2], (0, 1, 1), id="members-still-checked"),
        pytest.param(
            {"a1": 0, "k": 1}, {"a2": 0, "k": 1}, {"a3": 0, "k": 1}, (1, 2, 0), id="keys-vary"
        ),
        pytest.param(
            {"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 3, "b": 2}, (0, 1, 1), id="other-path"
        ),
    ],
)
def test_noise(
    control: object, again: object, candidate: object, counts: tuple[int, int, int]
) -> None:
    comparison = compare_values(control, candidate, (again,))

    assert (comparison.matched, comparison.ignored, comparison.mismatched) == counts


@pytest.mark.parametrize(
    ("control", "again", "candidate", "counts"),
    [
        pytest.param(
            {"a": 1, "b": 1},
            ({"a": 2, "b": 1}, {"a": 1, "b": 2}),
            {"a": 9, "b": 9},
            (0, 2, 0),
            id="places",
        ),
        pytest.param("1 to 1", ("2 to 1", "1 to 2"), "3 to 3", (0, 1, 0), id="words"),
        pytest.param([1], ([1, 2], None), [1, 2, 3], (1, 2, 0), id="members"),
    ],
)
def test_noise_of_several_runs_adds_up(
    control: object, again: tuple[object, ...], candidate: object, counts: tuple[int, int, int]
) -> None:
    comparison = compare_values(control, candidate, again)

    assert (comparison.matched, comparison.ignored, comparison.mismatched) == counts


def test_noise_in_the_length_of_what_was_cut() -> None:
    limits = Limits(items=5)
    control, again, candidate = (snapshot([0] * length, limits).value for length in (20, 30, 40))

    assert compare(control, candidate).mismatched == 1
    assert compare(control, candidate, learn_noise(control, [again])).mismatched == 0


def test_scrubbers_replace_and_count() -> None:
    scrubbers = Scrubbers(
        {
            "id": r"mission_\w+",
            "time": r"\d\d:\d\d",
            "never": "#",
        }
    )

    scrubbed = scrubbers.scrub({"mission_a1": ["at 10:00 and 11:00", 3], "$type": "dict"})

    assert scrubbed == {"<id>": ["at <time> and <time>", 3], "$type": "dict"}
    assert scrubbers.touched == {"id": 1, "time": 2, "never": 0}


@pytest.mark.parametrize(
    ("control", "candidate", "divergence"),
    [
        pytest.param("abc", "abc", None, id="same"),
        pytest.param("abc", "ac", Divergence(1, "missing", "b", "c"), id="missing"),
        pytest.param("abc", "ab", Divergence(2, "missing", "c", None), id="missing-at-the-end"),
        pytest.param("ac", "abc", Divergence(1, "extra", "c", "b"), id="extra"),
        pytest.param("ab", "abb", Divergence(2, "extra", None, "b"), id="extra-at-the-end"),
        pytest.param("abc", "acb", Divergence(1, "reordered", "b", "c"), id="reordered"),
        pytest.param("", "", None, id="nothing"),
    ],
)
def test_first_divergence(control: str, candidate: str, divergence: Any) -> None:
    assert first_divergence(control, candidate) == divergence


@pytest.mark.parametrize(
    ("again", "candidate", "kind"),
    [
        pytest.param(["at 2 go", "end"], ["at 3 go", "end"], None, id="noise"),
        pytest.param(["at 2 go", "end"], ["at 3 go"], "missing", id="missing-in-spite-of-noise"),
        pytest.param(["at 2 go", "end"], ["end", "at 3 go"], "reordered", id="reordered"),
        pytest.param(["at 2 go", "end"], ["at 3 stop", "end"], "missing", id="other-word"),
        pytest.param(["at 2 go", "end"], ["at 2-3 go", "end"], "missing", id="other-shape"),
    ],
)
def test_noise_in_a_sequence(again: list[str], candidate: list[str], kind: str | None) -> None:
    control = ["at 1 go", "end"]
    noisy = learn_noisy_words(control, [again])
    assert noisy is not None

    found = first_divergence(control, without_noise(candidate, noisy))

    assert (found and found.kind) == kind


@pytest.mark.parametrize("again", [["a"], ["a b", "c"], []], ids=["shorter", "more-words", "none"])
def test_sequence_of_which_nothing_can_be_said(again: list[str]) -> None:
    assert learn_noisy_words(["a", "c"], [again]) is None
