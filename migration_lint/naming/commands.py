"""Find the words of a command line that run, load or name the legacy engine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from migration_lint.named_tuple import NamedTuple
from migration_lint.naming import programs
from migration_lint.naming.code import legacy_in_code
from migration_lint.naming.legacy_names import LegacyNames

_ADDS = frozenset({"install", "add"})


class LegacyWord(NamedTuple):
    """A word of a command that names the legacy engine.

    Attributes:
        position: Which word.
        symbol: The module or file that it names.
    """

    position: int
    symbol: str


def legacy_words(words: Sequence[str | None], names: LegacyNames) -> Iterator[LegacyWord]:
    """The words of a command that need the legacy engine to be there.

    Words that are only printed or searched for do not.

    Args:
        words: The command line; None for a word that is not known.
        names: The names to look for.
    """
    program = _program(words)
    if program in programs.PRINT:
        return
    runs = next((at for at, word in enumerate(words) if at and word in programs.RUN_COMMAND), None)
    if runs is not None:  # `find . -exec COMMAND`
        for inner in legacy_words(words[runs + 1 :], names):
            yield LegacyWord(inner.position + runs + 1, inner.symbol)
        words = words[:runs]
    for position, word in enumerate(words):
        before = words[position - 1] if position else None
        if word is None or before in programs.LABEL or not names.stand_in(word):
            continue
        symbol = _file(word, names) if position or "/" in word or "." in word else None
        if program in programs.SEARCH and (
            before is None or position == 1 or before.startswith("-")
        ):
            symbol = None
        if symbol is None and program not in programs.SEARCH:
            symbol = _module(word, words[:position], program, names)
        if symbol is not None:
            yield LegacyWord(position, symbol)


def code_words(words: Sequence[str | None]) -> Iterator[int]:
    """The words of a command that are code, as in `python -c CODE`."""
    for position in range(1, len(words)):
        if re.fullmatch(r"-\w*c", words[position - 1] or "") and _runs_code(words[:position]):
            yield position


def _program(words: Sequence[str | None]) -> str:
    first = next((word for word in words if word is None or "=" not in word), None)
    return re.split(r"[/\\]", first)[-1] if first else ""


def _file(word: str, names: LegacyNames) -> str | None:
    _, equals, value = word.partition("=")
    operand = value if equals and word.startswith("-") else word
    return names.file(operand.partition("::")[0].partition(":")[0].strip("'\""))


def _module(
    word: str, before: Sequence[str | None], program: str, names: LegacyNames
) -> str | None:
    option, equals, value = word.partition("=")
    if equals and programs.NAME_MODULE.fullmatch(option):
        return next(filter(None, map(names.pattern, value.split(","))), None)
    if not before:
        return None
    last = before[-1] or ""
    if programs.OPTION_M.fullmatch(last) or re.match(r"-m\w", word):
        return names.module(word.removeprefix("-m")) if _runs_modules(before) else None
    if re.fullmatch(r"-\w*c", last) and _runs_code(before):
        return legacy_in_code(word, names)
    if not programs.INSTALL.isdisjoint(before) and not _ADDS.isdisjoint(before):
        return names.required(word)
    named = next(filter(None, map(names.object, word.split(","))), None)
    is_named = programs.NAME_MODULE.fullmatch(last) or ":" in word or _takes_module(before, program)
    return named if is_named else None


def _takes_module(before: Sequence[str | None], program: str) -> bool:
    return program in programs.TAKE_MODULE or any(word in programs.TAKE_MODULE for word in before)


def _runs_modules(before: Sequence[str | None]) -> bool:
    """Whether `-m` here is Python's: pytest's takes an expression of marks."""
    earlier = [at for at, word in enumerate(before[:-1]) if programs.OPTION_M.fullmatch(word or "")]
    if earlier:
        module = before[earlier[-1] + 1]
        return module is None or module in programs.RUN_ANOTHER
    starts = (word is None or is_python(word) or word in programs.HAVE_OPTION_M for word in before)
    return (
        any(starts) or _is_variable(before) or (before[0] is not None and before[0].startswith("-"))
    )


def _runs_code(before: Sequence[str | None]) -> bool:
    starts = any(word is None or is_python(word) for word in before[:-1])
    return starts or _is_variable(before) or len(before) == 1


def _is_variable(before: Sequence[str | None]) -> bool:
    """Whether an interpreter in a variable, with no more than options, is before: `$(PY) -m`."""
    words = [word or "" for word in before]
    at = next((at for at, word in enumerate(words) if programs.VARIABLE.match(word)), len(words))
    return at < len(words) and all(word.startswith("-") for word in words[at + 1 :])


def only_says(words: Sequence[str | None]) -> bool:
    """Whether a command only prints its words or searches for them."""
    return _program(words) in programs.SAY


def is_python(word: str) -> bool:
    """Whether a word of a command starts Python."""
    return programs.PYTHON.match(word) is not None
