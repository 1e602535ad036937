"""Substitute the variables that a script sets itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product

from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.shell_words import ShellCommand
from migration_lint.regex import regex

_ASSIGNED = regex(r"(?P<name>[A-Za-z_]\w*)=(?P<value>[^$`]*)")
_DECLARES = frozenset({"export", "local", "readonly", "declare", "typeset"})
_USED = regex(r"\$(?:(?P<plain>[A-Za-z_]\w*)|\{(?P<name>\w+)(?::?-(?P<default>[^${}]*))?\})")
_MOST_WAYS = 8
_MOST_USED = 20  # in one word; one with more is made by a machine


class Variables:
    """The values that variables may have, as far as the script itself gives them plain ones."""

    def __init__(self) -> None:
        self._values: dict[str, list[str]] = {}

    def expanded(self, command: ShellCommand) -> list[list[Excerpt]]:
        """The words of a command with each value that its variables may have."""
        used = [word.text.count("$") for word in command.words]
        if not 0 < max(used, default=0) <= _MOST_USED:
            return [command.words]
        words = (islice(self._ways(word), _MOST_WAYS) for word in command.words)
        return [list(way) for way in islice(product(*words), _MOST_WAYS)]

    def learn(self, words: Sequence[Excerpt]) -> None:
        """Keep what a command gives to variables that hold from then on."""
        texts = [word.text for word in words]
        if texts[:1] == ["for"] and texts[2:3] == ["in"]:
            self._values[texts[1]] = texts[3:]
            return
        given = texts[1:] if texts and texts[0] in _DECLARES else texts
        assigned = [found for text in given if (found := _ASSIGNED.fullmatch(text))]
        if len(assigned) == len(given):
            for found in assigned:
                values = self._values.setdefault(found["name"], [])
                values += [] if found["value"] in values else [found["value"]]

    def _ways(self, word: Excerpt) -> Iterator[Excerpt]:
        """A word with what its variables hold; those of which nothing is known stay.

        A default counts where it is all of the word: in a setting it stays what it is there.
        """
        used = next(filter(self._held, _USED.finditer(word.text)), None)
        if used is None:
            whole = _USED.fullmatch(word.text)
            yield word.put(*whole.span(), whole["default"]) if whole and whole["default"] else word
            return
        for value in self._held(used):
            rest = word[used.end() :]
            for after in self._ways(rest):
                yield word.join([word[: used.start()], word.put(*used.span(), value), after])

    def _held(self, used: re.Match[str]) -> list[str]:
        return self._values.get(used["plain"] or used["name"], [])
