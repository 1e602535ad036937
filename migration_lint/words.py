"""The words in the bytes of a file that make it worth reading, whatever its format is."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from migration_lint.project import Settings

MARKER = b"migration-lint:"  # of a comment that speaks to the linter

_LEAST = 6  # bytes of what several words share: less stands in too many files


def names_of(settings: Settings) -> tuple[bytes, ...]:
    """What a file must contain, one of them at least, for anything in it to matter."""
    modules = [module.rpartition(".")[2] for module in settings.legacy_modules]
    files = [path.rpartition("/")[2] for path in settings.legacy_files]
    names = {*modules, *files, settings.flag, settings.flag.lower(), settings.force_key}
    return tuple(sorted(name.encode() for name in names))


def shared_parts(words: Iterable[bytes]) -> tuple[bytes, ...]:
    """The words, but one long part in place of those that share it: less to look for.

    Where none of these stands, there is none of the words.
    """
    found = list(words)
    while True:
        pairs = combinations([(word, _pieces(word)) for word in found], 2)
        alike = [(one, other) for (one, ones), (other, others) in pairs if ones & others]
        if not alike:
            return tuple(found)
        best = max((_shared(*pair) for pair in alike), key=len)
        found = [*(word for word in found if best not in word), best]


def _pieces(word: bytes) -> set[bytes]:
    return {word[at : at + _LEAST] for at in range(len(word) - _LEAST + 1)}


def _shared(one: bytes, other: bytes) -> bytes:
    """The longest part of both, the first of them."""
    ends = combinations(range(len(one) + 1), 2)
    return max((one[start:end] for start, end in ends if one[start:end] in other), key=len)
