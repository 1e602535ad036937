"""The diff of two snapshots, path by path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from pytest_engine_rollout.comparison.noise import NOISELESS, Noise
from pytest_engine_rollout.comparison.text import around, digest_of, first_difference
from pytest_engine_rollout.comparison.tree import (
    Node,
    form_of,
    kind_of,
    members,
    short_text,
    text_of,
)

DifferenceKind = Literal["value", "type", "shape", "missing", "extra"]

LARGEST_LIST_OF_DIFFERENCES = 50


class Difference(NamedTuple):
    """One place where the candidate's value differs from the control's.

    Attributes:
        path: Where: `calls[0].result.stage`.
        kind: `value`; `type`; `shape`, of a value that may vary but not so much; `missing` and
            `extra`, of members that only the control and only the candidate has.
        control: What the control has there, shortened for reading; None where it has nothing.
        candidate: The same of the candidate.
        line: 1-based, the first line that differs in a text.
        texts: Of texts of several lines: the lines around it on the control and the candidate.
    """

    path: str
    kind: DifferenceKind
    control: str | None
    candidate: str | None
    line: int | None = None
    texts: tuple[str, str] | None = None

    def describe(self) -> str:
        """The difference in a sentence."""
        where = f"{self.path}, line {self.line}" if self.line else self.path
        if self.kind == "missing":
            return f"{where}: missing on the candidate, {self.control} on the control"
        if self.kind == "extra":
            return f"{where}: {self.candidate} on the candidate, missing on the control"
        what = {"value": "", "type": "another type: ", "shape": "another shape: "}[self.kind]
        control, candidate = self.control or "no more lines", self.candidate or "no more lines"
        return f"{where}: {what}{control} on the control, {candidate} on the candidate"


class Compared(NamedTuple):
    """The diff of two observations.

    Attributes:
        matched: Places that agree.
        ignored: Places that differ by noise; their type and shape agree.
        mismatched: Places that differ.
        cut: Places that one side left out, so that they could not be compared.
        differences: The first of the places that differ, in order.
    """

    matched: int = 0
    ignored: int = 0
    mismatched: int = 0
    cut: int = 0
    differences: tuple[Difference, ...] = ()


class _Place(NamedTuple):
    verdict: Literal["matched", "ignored", "mismatched", "cut"]
    difference: Difference | None = None


def compare(control: Node, candidate: Node, noise: Noise = NOISELESS) -> Compared:
    """Compare two snapshots.

    Args:
        control: What the control did.
        candidate: What the candidate did.
        noise: What the control does differently from one run to the next.
    """
    counts = dict.fromkeys(("matched", "ignored", "mismatched", "cut"), 0)
    differences: list[Difference] = []
    for place in _places(control, candidate, "", noise):
        counts[place.verdict] += 1
        if place.difference and len(differences) < LARGEST_LIST_OF_DIFFERENCES:
            differences.append(place.difference)
    return Compared(**counts, differences=tuple(differences))


def _places(control: Node, candidate: Node, path: str, noise: Noise) -> Iterator[_Place]:
    """The differences of one value and all that is inside."""
    kind, other_kind = kind_of(control), kind_of(candidate)
    if kind != other_kind:
        if other_kind in noise.kinds(path):
            yield _Place("ignored")
        else:
            yield _mismatch(path, "type", control, candidate)
        return
    inside, other_inside = members(control), members(candidate)
    if form_of(control) != form_of(candidate):
        yield _other_form(control, candidate, path, noise)
    elif inside is None or other_inside is None:
        yield _leaf(control, candidate, path, noise)
    else:
        yield from _container(control, candidate, path, noise)


def _other_form(control: Node, candidate: Node, path: str, noise: Noise) -> _Place:
    """Two arrays of different shape or element type."""
    if noise.has_loose_members(path):
        return _Place("ignored")
    shape, other_shape = ((form_of(one) or (None,))[0] for one in (control, candidate))
    return _mismatch(path, "type" if shape == other_shape else "shape", control, candidate)


def _container(control: Node, candidate: Node, path: str, noise: Noise) -> Iterator[_Place]:
    inside, other_inside = members(control) or {}, members(candidate) or {}
    loose = noise.has_loose_members(path)
    yield from _length(control, candidate, path, loose=loose)
    for name, member in inside.items():
        if name in other_inside:
            yield from _places(member, other_inside[name], path + name, noise)
        elif loose:
            yield _Place("ignored")
        else:
            yield _Place("mismatched", Difference(path + name, "missing", short_text(member), None))
    for name, member in other_inside.items():
        if name not in inside:
            extra = Difference(path + name, "extra", None, short_text(member))
            yield _Place("ignored") if loose else _Place("mismatched", extra)


def _length(control: Node, candidate: Node, path: str, *, loose: bool) -> Iterator[_Place]:
    """The lengths of two containers, whose members may not all have been looked at."""
    lengths = [_cut_of(value) for value in (control, candidate)]
    if lengths == [None, None]:
        if not members(control) and not members(candidate):
            yield _Place("matched")
        return
    if lengths[0] == lengths[1] or loose:
        yield _Place("cut")
    else:
        yield _mismatch(path, "shape", control, candidate)


def _cut_of(value: Node) -> Node:
    if not isinstance(value, Mapping) or "$type" not in value or "cut" not in value:
        return None
    return value["cut"], value.get("length")


def _leaf(control: Node, candidate: Node, path: str, noise: Noise) -> _Place:
    if control == candidate:
        unseen = isinstance(control, Mapping) and "cut" in control and "digest" not in control
        return _Place("cut") if unseen else _Place("matched")
    text, other_text = text_of(control), text_of(candidate)
    if text is not None and other_text is not None:
        if isinstance(control, str) and isinstance(candidate, str):
            return _text(text, other_text, path, noise)
        return _cut_text(control, candidate, path, noise)
    if noise.is_noisy(path):
        return _Place("ignored")
    return _mismatch(path, "value", control, candidate)


def _cut_text(control: Node, candidate: Node, path: str, noise: Noise) -> _Place:
    """Compare two texts, one of which is known by its head and digest only."""
    digests = [
        digest_of(one) if isinstance(one, str) else one["digest"] for one in (control, candidate)
    ]
    if digests[0] == digests[1]:
        return _Place("matched")
    texts = [text_of(one) or "" for one in (control, candidate)]
    common = min(map(len, texts))
    heads = [text[:common] for text in texts]
    if heads[0] != heads[1]:
        return _text(heads[0], heads[1], path, noise)
    return (
        _Place("ignored") if noise.is_noisy(path) else _mismatch(path, "value", control, candidate)
    )


def _text(control: str, candidate: str, path: str, noise: Noise) -> _Place:
    words = noise.words(path)
    if words is None:
        return _Place("ignored")  # its lines vary from run to run: the type is all that can be held
    found = first_difference(control, candidate, words)
    if found is None:
        return _Place("ignored")
    texts = [None if text is None else repr(text) for text in (found.control, found.candidate)]
    only_line = "\n" not in control and "\n" not in candidate
    line = None if only_line else found.line
    kind: DifferenceKind = "shape" if only_line and words else "value"
    if line is None:
        return _Place("mismatched", Difference(path, kind, texts[0], texts[1]))
    lines = (around(control, line), around(candidate, line))
    return _Place("mismatched", Difference(path, kind, texts[0], texts[1], line, lines))


def _mismatch(path: str, kind: DifferenceKind, control: Node, candidate: Node) -> _Place:
    difference = Difference(path, kind, short_text(control), short_text(candidate))
    return _Place("mismatched", difference)
