"""Rate how relevant a value is to the migration: not at all, as a text, or more.

An object or container is as relevant as what is put into it, and so is whatever holds it. This is
passed on at once and only ever grows, so that asking is cheap however objects hold each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.values import (
    Alias,
    Bound,
    Const,
    Controller,
    ControllerClass,
    Member,
    Mock,
    Module,
    Reading,
    Super,
    Symbol,
    Unknown,
    Value,
    Values,
)
from migration_lint.flow.domain.vocabulary import Vocabulary

# A text has to do with the migration only where code imports or patches by it, while an
# engine may be used in any way: so a text is followed less far.
NOT_AT_ALL, AS_TEXT, AS_MORE = range(3)

Holder: TypeAlias = Container | Object

_ALWAYS = frozenset((Controller, ControllerClass, Member, Reading))
_WRAPPERS = frozenset((Bound, Alias, Mock, Super))


class Relevance:
    """Whether a rule may care for values, and what holds what.

    Args:
        vocabulary: The names that the migration is about.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._holders: dict[Holder, dict[Holder, None]] = {}

    def matters(self, values: Values) -> bool:
        """Whether a rule may care for any of `values`."""
        for value in values:
            kind = type(value)
            if kind is Const:  # most are, or unknown
                if self._vocabulary.constant_matters(value.value):  # type: ignore[attr-defined]  # a Const
                    return True
            elif kind is not Unknown and self.of_one(value):
                return True
        return False

    def only_texts(self, values: Values) -> bool:
        """Whether values are texts at most, by themselves or in what holds them."""
        return self.of(values) < AS_MORE

    def of(self, values: Values) -> int:
        """The relevance of the most relevant of some values."""
        return max(map(self.of_one, values), default=NOT_AT_ALL)

    def of_one(self, value: Value) -> int:
        """The relevance of one value."""
        kind = type(value)
        if kind is Object or kind is Container:
            return value.relevance  # type: ignore[attr-defined,no-any-return]  # both have one
        if kind is Const:
            return AS_TEXT if self._vocabulary.constant_matters(value.value) else NOT_AT_ALL  # type: ignore[attr-defined]  # a Const
        if kind is Symbol or kind is Module:
            return AS_MORE if self._vocabulary.is_ours(value.name) else NOT_AT_ALL  # type: ignore[attr-defined]  # both have one
        if kind in _ALWAYS:
            return AS_MORE
        is_wrapper = kind in _WRAPPERS
        return AS_MORE if is_wrapper and any(map(self.matters, _wrapped(value))) else NOT_AT_ALL

    def key(self, holder: Container, key: object) -> None:
        """A dict has something under a constant key."""
        if holder.kind == "dict" and self._vocabulary.constant_matters(key):
            self._raise(holder, AS_TEXT)

    def put(self, holder: Holder, values: Values) -> None:
        """Values are put into an object or container."""
        if holder.relevance == AS_MORE:
            return
        for inner in _inside(values):
            if inner.relevance != AS_MORE:
                self._holders.setdefault(inner, {})[holder] = None
        self._raise(holder, self.of(values))

    def _raise(self, holder: Holder, relevance: int) -> None:
        waiting = [holder]
        while waiting:
            current = waiting.pop()
            if current.relevance < relevance:
                current.relevance = relevance
                waiting += self._holders.get(current, ())


def _inside(values: Values) -> Iterator[Holder]:
    """The objects and containers that are held by holding values."""
    for value in values:
        if isinstance(value, (Container, Object)):
            yield value
        elif type(value) in _WRAPPERS:
            for inner in _wrapped(value):
                yield from _inside(inner)


def _wrapped(value: Value) -> Iterable[Values]:
    """What a value that never changes holds."""
    if isinstance(value, Bound):
        given = (held for _, held in value.keywords)
        return (*value.arguments, *given, frozenset({value.function}))
    if isinstance(value, Alias):
        return (value.instances,)
    if isinstance(value, Mock):
        return (value.spec,)
    return (value.owner,) if isinstance(value, Super) else ()
