"""Tell by the bytes of Python files which can have to do with the migration by themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from migration_lint.flow.domain.vocabulary import FIXTURE, Vocabulary
from migration_lint.regex import regex

_FIXTURE = f"{FIXTURE}.controller(".encode()
# Python that says nothing of the engines by name can still assign missions by a salted hash, or
# put a legacy module's name together from its pieces.
_HASHES = (b"hash(", b".__hash__(")
_BUILTINS = b"builtins"
_HASH = b"hash"
_CALLED = regex(rb"hash(?:(?<!\whash)\s*\((?!\))|(?<=\.__hash)__\s*\()")
# What follows where it is narrowed at once; what narrows it, kept in a variable, a few lines below.
# Of what is called over some lines, the bracket closes on the last one.
_NARROWED = regex(rb"(?:[^\n]*|(?:[^\n)]*\n){1,3}\s*)\)(?:[\s)]|#[^\n]*\n)*[%&/]")
_NARROWING = regex(rb"[%&]=?\s*\w")
_NEXT_LINES = regex(rb"[^\n]*\n((?:[^\n]*\n){0,9}[^\n]*)")
_WORD = regex(rb"\w+")
_BOUND = regex(rb"\w+(?![\w.])")
# What stands before one that is narrowed by what it is passed to, or that is kept.
_PASSED = regex(rb"(?:(?:Random|seed)\([^\n#]*|\bdivmod\([^\n]*)\Z")
_KEPT = regex(rb"[^=!]=[\s(\\]*(?:abs\()?(?:[^\n=]*\.__)?\Z")
_IMPORTED = regex(rb"\bimport\b[^\n]*\W\Z")  # what stands before it on its line
_DYNAMIC = (b"import_module", b"__import__", b"run_module", b"find_spec", b"importorskip",
            b"sys.modules")  # fmt: skip
# What follows where the name is written out, and what stands before where none is imported yet.
_NAME = rb"\s*[\"'](?!\.)[\w.]*[\"']\s*"
_WRITTEN_OUT = regex(
    rb"\s*(?:\.(?:get|pop|setdefault))?[(\[]%b[,)\]]|\s*,%b[,)]|[\"']\s*,\s*\{(?:%b:[^,{}]*,?)*\s*\}"
    % (_NAME, _NAME, _NAME)
)
_NOT_RENAMED = regex(rb"(?!\s+as\b)")
_IN_IMPORT = regex(rb"\bimport\b[^\n;]*\W\Z")
_OPENING = b"\"'}s"  # what a text, or a piece of one behind a hole, begins with
_CLOSING = (b'"', b"'", b".", b":", b"{", b"%")  # what may follow a module's name
# A text that is compared as a whole is put to nothing.
_COMPARED_WITH = regex(rb"[=!]=\s*[\"']\Z")
_IS_COMPARED = regex(rb"[\"']\s*[=!]=")


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
        self._ends = tuple(
            _EndOfName(f"{first}_".encode(), last.encode()) for first, _, last in split
        )
        self._packages = tuple(name.encode() for name in vocabulary.leading)
        self.words = tuple(word.encode() for word in vocabulary.words)
        self.others = (*self.pieces, *_HASHES, _FIXTURE)

    def passes(self, data: bytes) -> bool:
        """Whether something of the migration can turn up in a Python file by itself."""
        there = {word for word in self.others if word in data}
        return self.has_word(data) or self.passes_without_word(data, there)

    def has_word(self, data: bytes) -> bool:
        """Whether it has a word that tells, or takes a package that is one as a whole."""
        if any(word in data for word in self._telling):
            return True
        named = [name for name in self._packages if name in data]
        return bool(named) and (
            self.imports_by_name(data) or any(_is_imported(name, data) for name in named)
        )

    def imports_by_name(self, data: bytes) -> bool:
        """Whether code can have something of the migration by a module's name.

        That is put together, or is a package's that it is taken from.
        """
        if not any(way in data for way in _DYNAMIC):
            return False
        ends = (name + quote for name in self._packages for quote in (b'"', b"'"))
        return any(end in data for end in ends) or _imports_by_pieces(data)

    def passes_without_word(self, data: bytes, there: Collection[bytes]) -> bool:
        """The same for a file that has none of `words`; `there` are those of `others` it has."""
        if _FIXTURE in there or (any(way in there for way in _HASHES) and _is_salted(data)):
            return True
        pieces = zip(self.pieces, self._ends, strict=True)
        return any(
            (
                last in there
                and end.stands_in(data)
                and (_imports_by_pieces(data) or end.is_added(data))
            )
            or end.is_kept(data)
            for last, end in pieces
        )


class _EndOfName:
    """The end of a text that, put behind another one, makes the name of a module.

    Args:
        first: What the name begins with, of which the text may have the end.
        last: The rest of the name, which the text has.
    """

    def __init__(self, first: bytes, last: bytes) -> None:
        self._first = first
        self._last = last
        whole = (first[:-1], first, b"_" + last)
        self._quoted = [quote + one + quote for one in whole for quote in (b"'", b'"')]
        self._kept = regex(
            rb"(?m)^[ \t]*\w+[^=\n]*=[ \t]*(?:%b)[ \t]*(?:#|$)"
            % b"|".join(map(re.escape, self._quoted))
        )

    def stands_in(self, data: bytes) -> bool:
        """Whether it stands somewhere in a file."""
        at = data.find(self._last)
        while at >= 0:
            end = at + len(self._last)
            if data[end : end + 1] in _CLOSING and self._begins_before(data, at):
                before = data[data.rfind(b"\n", 0, at) + 1 : at]
                if not (_COMPARED_WITH.search(before) or _IS_COMPARED.match(data, end)):
                    return True
            at = data.find(self._last, at + 1)
        return False

    def is_added(self, data: bytes) -> bool:
        """Whether a text ends with what a name begins with: the end may be put behind it there."""
        return self._first + b'"' in data or self._first + b"'" in data

    def is_kept(self, data: bytes) -> bool:
        """Whether it, or what it is put behind, is a constant, which another file may add to."""
        return any(one in data for one in self._quoted) and self._kept.search(data) is not None

    def _begins_before(self, data: bytes, at: int) -> bool:
        """Whether nothing but an end of `first` is between the beginning of a text and `at`."""
        first = self._first
        return any(
            data[at - length - 1] in _OPENING and data.endswith(first[len(first) - length :], 0, at)
            for length in range(min(len(first), at - 1) + 1)
        )


def _imports_by_pieces(data: bytes) -> bool:
    """Whether code can import a module by a name that is not written out."""
    for way in _DYNAMIC:
        at = data.find(way)
        while at >= 0:
            end = at + len(way)
            is_imported = _IN_IMPORT.search(data, data.rfind(b"\n", 0, at) + 1, at)
            if not (
                _NOT_RENAMED.match(data, end) if is_imported else _WRITTEN_OUT.match(data, end)
            ):
                return True
            at = data.find(way, end)
    return False


def _is_salted(data: bytes) -> bool:
    """Whether a salted hash is narrowed; a method that is called `hash` gives none."""
    for at, end in _calls_of_hash(data):
        if data[at - 1 : at] == b"." and _BUILTINS not in data:
            continue
        line = data.rfind(b"\n", 0, at)
        before = data[data.rfind(b"\n", 0, max(line, 0)) + 1 : at]  # an `=` may be a line above
        if _NARROWED.match(data, end) or _PASSED.search(before):
            return True
        kept, after = _KEPT.search(before), _NEXT_LINES.match(data, end)
        if kept and after:
            target = before[: kept.start() + 1].rpartition(b"\n")[2]
            if _is_narrowed_in(after[1].split(b"\n"), set(_BOUND.findall(target))):
                return True
    return False


def _calls_of_hash(data: bytes) -> Iterator[tuple[int, int]]:
    """Where they begin, and where their arguments do."""
    at = data.find(_HASH)
    while at >= 0:
        called = _CALLED.match(data, at)
        if called:
            yield called.span()
        at = data.find(_HASH, at + 1)


def _is_narrowed_in(lines: Iterable[bytes], names: set[bytes]) -> bool:
    """Whether one of some names may be narrowed, or another one that is made of them.

    Where an expression goes over two lines, the name may stand on the first.
    """
    was_named = False
    for line in lines:
        is_named = not names.isdisjoint(_WORD.findall(line))
        if (is_named or was_named) and _NARROWING.search(line):
            return True
        if is_named and b"=" in line:
            names.update(_BOUND.findall(line.partition(b"=")[0]))
        was_named = is_named
    return False


def _is_imported(package: bytes, data: bytes) -> bool:
    """Whether a file imports a package as such: what it takes from it by name has that name."""
    at = data.find(package)
    while at >= 0:
        if _IMPORTED.search(data, data.rfind(b"\n", 0, at) + 1, at):
            return True
        at = data.find(package, at + 1)
    return False
