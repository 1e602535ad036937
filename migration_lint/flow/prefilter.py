"""Which files can have anything to do with the migration by themselves, told by their bytes."""

from __future__ import annotations

import re

from migration_lint.flow.vocabulary import FIXTURE, Vocabulary, shortest

_FIXTURE = f"{FIXTURE}.controller(".encode()
# Python that says nothing of the engines by name can still assign missions by a salted hash, or
# put a legacy module's name together from its pieces.
_HASHES = (b"hash(", b"hash__(")
_SALTED = re.compile(
    rb"\bhash(?:__)?\s*\([^\n]*\)\s*[%&/]|(?:Random|seed)\([^\n#]*\bhash\("
    rb"|\bdivmod\([^\n]*\bhash\("
    rb"|[^=!]=\s*(?:abs\()?hash\([^\n]*\n(?:[^\n]*\n){0,9}?[^\n]*[%&]\s*\w"
)
_CALLED = re.compile(rb"\bhash(?:__)?\s*\(")  # the only `hash` that the pattern takes
_LINES = 12  # more than the pattern can reach from a hash on
_DYNAMIC = (b"import_module", b"__import__", b"run_module", b"find_spec", b"importorskip",
            b"sys.modules")  # fmt: skip


class Prefilter:
    """The words of a migration as they are looked for in bytes.

    Attributes:
        words: Without any of them, only a hash, our fixture or a name in pieces can matter.
        others: Without any of these either, nothing can.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._telling = tuple(word.encode() for word in vocabulary.telling_words)
        split = [name.rpartition("_") for name in vocabulary.legacy if "_" in name]
        self.pieces = tuple(last.encode() for _, _, last in split)
        self._ends = tuple(_end_of_name(f"{first}_", last) for first, _, last in split)
        self._packages = tuple(
            (name.encode(), re.compile(rb"\bimport\b[^\n]*\b" + re.escape(name.encode())))
            for name in vocabulary.packages
        )
        self.words = tuple(
            word.encode() for word in shortest([*vocabulary.packages, *vocabulary.telling_words])
        )

        self.others = (*self.pieces, *_HASHES, _FIXTURE)

    def passes(self, data: bytes) -> bool:
        """Whether something of the migration can turn up in a Python file by itself."""
        return self.has_word(data) or self.passes_without_word(data)

    def has_word(self, data: bytes) -> bool:
        """Whether it has a word that tells, or takes a package that is one as a whole."""
        if any(word in data for word in self._telling):
            return True
        return any(name in data and _takes_whole(way, data) for name, way in self._packages)

    def passes_without_word(self, data: bytes) -> bool:
        """The same for a file that has none of `words`."""
        pieces = zip(self.pieces, self._ends, strict=True)
        if any(last in data and imports_by_name(data) and end.search(data) for last, end in pieces):
            return True
        if any(way in data for way in _HASHES) and _is_salted(data):
            return True
        return _FIXTURE in data


def imports_by_name(data: bytes) -> bool:
    """Whether code can import a module by a name that it puts together."""
    return any(way in data for way in _DYNAMIC)


def _is_salted(data: bytes) -> bool:
    """Whether a salted hash is narrowed; only what is around a hash is searched."""
    at = -1
    while (at := data.find(b"hash", at + 1)) >= 0:
        if not _CALLED.match(data, at):
            continue
        start = data.rfind(b"\n", 0, max(data.rfind(b"\n", 0, at), 0))
        end = at
        for _ in range(_LINES):
            end = data.find(b"\n", end + 1)
            if end < 0:
                end = len(data)
                break
        if _SALTED.search(data, max(start, 0), end):
            return True
    return False


def _takes_whole(way: re.Pattern[bytes], data: bytes) -> bool:
    """Whether a file takes a package as such: what it takes from it by name has that name."""
    return imports_by_name(data) or way.search(data) is not None


def _end_of_name(first: str, last: str) -> re.Pattern[bytes]:
    """What the end of a text looks like whose beginning, put before it, makes a module's name."""
    before = "|".join(re.escape(first[start:]) for start in range(len(first) + 1))
    return re.compile(rf"""(?:["'}}s])(?:{before}){re.escape(last)}["'.:{{%]""".encode())
