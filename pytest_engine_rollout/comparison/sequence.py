"""Find the first place where two sequences differ: missing, extra or out of order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from pytest_engine_rollout.comparison.text import Word, first_difference, noisy_words


class Divergence(NamedTuple):
    """Where the candidate's sequence leaves the control's.

    Attributes:
        position: From zero.
        kind: `missing`: the control's element is not among the candidate's; `extra`: the
            candidate's is not among the control's; `reordered`: it comes, but not here.
        control: The control's element there; None after its end.
        candidate: The candidate's element there; None after its end.
    """

    position: int
    kind: Literal["missing", "extra", "reordered"]
    control: str | None
    candidate: str | None


def first_divergence(control: Sequence[str], candidate: Sequence[str]) -> Divergence | None:
    """The first divergence of two sequences; None where they are the same."""
    for position in range(max(len(control), len(candidate))):
        here = control[position] if position < len(control) else None
        there = candidate[position] if position < len(candidate) else None
        if here != there:
            rest, other_rest = control[position:], candidate[position:]
            return Divergence(position, _kind(here, there, rest, other_rest), here, there)
    return None


def learn_noisy_words(
    control: Sequence[str], again: Sequence[Sequence[str]]
) -> Mapping[str, frozenset[Word]] | None:
    """By element, the words that differ from one run of the control to the next.

    None where the runs differ by more than words, in how many elements there are for one: then
    nothing can be said of the sequence.
    """
    noisy: dict[str, frozenset[Word]] = {}
    for other in again:
        if len(other) != len(control):
            return None
        for here, there in zip(control, other, strict=True):
            words = noisy_words(here, there) if here != there else frozenset()
            if words is None:
                return None
            noisy[here] = noisy.get(here, frozenset()) | words
    return {element: words for element, words in noisy.items() if words}


def without_noise(
    candidate: Sequence[str], noisy: Mapping[str, frozenset[Word]]
) -> tuple[str, ...]:
    """The candidate's sequence; what differs by noise alone is replaced by the control's."""
    return tuple(
        next(
            (known for known, words in noisy.items() if not first_difference(known, one, words)),
            one,
        )
        for one in candidate
    )


def _kind(
    here: str | None, there: str | None, rest: Sequence[str], other_rest: Sequence[str]
) -> Literal["missing", "extra", "reordered"]:
    if here is not None and rest.count(here) > other_rest.count(here):
        return "missing"
    if there is not None and other_rest.count(there) > rest.count(there):
        return "extra"
    return "reordered"
