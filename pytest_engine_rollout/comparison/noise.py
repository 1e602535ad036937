"""Noise: what one engine does differently from one run to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pytest_engine_rollout.comparison.text import Word, noisy_words
from pytest_engine_rollout.comparison.tree import Node, form_of, kind_of, members, text_of


class NoisyPlace(NamedTuple):
    """One place that differed between runs of the same engine.

    Attributes:
        kinds: The types that were seen there; others are a difference.
        words: In a text, the words that vary; None where whole lines do.
        loose: Whether a container had other members.
    """

    kinds: frozenset[str] = frozenset()
    words: frozenset[Word] | None = frozenset()
    loose: bool = False

    def __or__(self, other: NoisyPlace) -> NoisyPlace:
        words = None
        if self.words is not None and other.words is not None:
            words = self.words | other.words
        return NoisyPlace(self.kinds | other.kinds, words, self.loose or other.loose)


class Noise(NamedTuple):
    """The noisy places by path; every question is about the path asked for and nothing else."""

    places: Mapping[str, NoisyPlace] = MappingProxyType({})

    def is_noisy(self, path: str) -> bool:
        """Whether the value at `path` varies."""
        return path in self.places

    def kinds(self, path: str) -> frozenset[str]:
        """The types that the value at `path` may have, besides the control's in this run."""
        return self.places[path].kinds if path in self.places else frozenset()

    def words(self, path: str) -> frozenset[Word] | None:
        """The words of the text at `path` that may vary; None when all of it may."""
        return self.places[path].words if path in self.places else frozenset()

    def has_loose_members(self, path: str) -> bool:
        """Whether the container at `path` may have other members."""
        return path in self.places and self.places[path].loose


NOISELESS = Noise()


def learn_noise(control: Node, again: Iterable[Node]) -> Noise:
    """What varies between snapshots that ought to be the same.

    Args:
        control: The control's run that is compared with the candidate.
        again: More runs of the control.
    """
    places: dict[str, NoisyPlace] = {}
    for other in again:
        _learn(control, other, "", places)
    return Noise(MappingProxyType(places))


def _learn(node: Node, other: Node, path: str, places: dict[str, NoisyPlace]) -> None:
    kinds = frozenset({kind_of(node), kind_of(other)})
    inside, other_inside = members(node), members(other)
    if len(kinds) > 1:
        _add(places, path, NoisyPlace(kinds))
    elif form_of(node) != form_of(other):
        _add(places, path, NoisyPlace(kinds, loose=True))
    elif inside is None or other_inside is None:
        _learn_leaf(node, other, path, places)
    else:
        if inside.keys() != other_inside.keys() or _length(node) != _length(other):
            _add(places, path, NoisyPlace(kinds, loose=True))
        for step in inside.keys() & other_inside.keys():
            _learn(inside[step], other_inside[step], path + step, places)


def _learn_leaf(node: Node, other: Node, path: str, places: dict[str, NoisyPlace]) -> None:
    if node == other:
        return
    kinds = frozenset({kind_of(node)})
    text, other_text = text_of(node), text_of(other)
    if text is not None and other_text is not None:
        _add(places, path, NoisyPlace(kinds, noisy_words(text, other_text)))
    else:
        _add(places, path, NoisyPlace(kinds))


def _length(node: Node) -> Node:
    return node.get("length") if isinstance(node, Mapping) and "$type" in node else None


def _add(places: dict[str, NoisyPlace], path: str, place: NoisyPlace) -> None:
    places[path] = places[path] | place if path in places else place
