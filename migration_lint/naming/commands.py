"""The words of a command line that run, load or name the legacy engine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from migration_lint.naming.code import legacy_in_code
from migration_lint.naming.legacy_names import LegacyNames
from migration_lint.records import NamedTuple
from migration_lint.regex import regex

_PYTHON = regex(
    r"(?:.*[/\\])?(?:i?python|pypy|py)[\d.]*w?(?:\.exe)?$|.*\bPYTHON\w*\W*$|\{env_?python\}$|\$\{PYTHON[^}]*\}$"
    r"|[%$]\{?_*[Pp]ython\w*\}?$"
)
_VARIABLE = regex(r"(?:\$\(|\$\{?|%|\{\{\s*)(?!\w*(?i:test|cov|lint))\w+(?:\)|\}|%|\s*\}\})?$")
_RUNNERS = frozenset({
    "cProfile", "profile", "pdb", "trace", "coverage", "run", "debugpy", "timeit", "kernprof",
    "mprof", "memory_profiler", "scalene", "viztracer", "ipdb", "pudb", "line_profiler",
    "pyinstrument",
})  # fmt: skip
_TAKES_MODULE = frozenset({
    "unittest", "pylint", "mypy", "celery", "flask", "gunicorn", "uvicorn", "hypercorn",
    "daphne", "granian",
    "waitress-serve", "pydoc", "stubgen", "pyreverse", "nuitka", "pyinstaller", "cython",
    "vulture", "stubtest", "uwsgi", "fastapi", "arq", "dramatiq", "rq", "huey_consumer",
    "sphinx-apidoc", "%load_ext", "load_ext", "%run", "%aimport", "aimport", "%autoreload",
})  # fmt: skip
_TAKES_IT = _RUNNERS | {"mypy", "dmypy", "stubgen", "stubtest", "pyright"}  # after `-m`
_NAMES_MODULE = regex(
    r"--?(?:A|app|module|package|p|cov|source|hidden-import|pyargs|include|import|wsgi|factory|w"
    r"|exclude-module|collect-all|modules?|ignore|omit|exclude|script)"
)
_RUNS_MODULE = regex(r"-[bBdEhiIOqsSuvVx]*m")  # other options of Python may go before it
_TELLS = frozenset({"echo", "printf", "print", "logger", "say", ":", "cowsay", "git"})
_PRINTS = _TELLS | {"true", "gh"}
_GREPS = frozenset({"grep", "egrep", "fgrep", "rg", "ag", "ack"})
_SAYS = _TELLS | _GREPS
_RUNS = frozenset({"-exec", "-execdir", "-ok"})
_LABELS = frozenset({"-t", "--tag", "--name", "--label", "--title", "--message", "--description"})
_SEARCHES = frozenset({"sed", "awk", "gawk", "perl", "find"}) | _GREPS


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
    if program in _PRINTS:
        return
    runs = next((at for at, word in enumerate(words) if at and word in _RUNS), None)
    if runs is not None:  # `find . -exec COMMAND`
        for inner in legacy_words(words[runs + 1 :], names):
            yield LegacyWord(inner.position + runs + 1, inner.symbol)
        words = words[:runs]
    for position, word in enumerate(words):
        before = words[position - 1] if position else None
        if word is None or before in _LABELS or not names.stand_in(word):
            continue
        symbol = _file(word, names) if position or "/" in word or "." in word else None
        if program in _SEARCHES and (before is None or position == 1 or before.startswith("-")):
            symbol = None
        if symbol is None and program not in _SEARCHES:
            symbol = _module(word, words[:position], program, names)
        if symbol is not None:
            yield LegacyWord(position, symbol)


def code_words(words: Sequence[str | None]) -> Iterator[int]:
    """Which words of a command are the code in `python -c CODE`."""
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
    if equals and _NAMES_MODULE.fullmatch(option):
        return names.pattern(value)
    if not before:
        return None
    last = before[-1] or ""
    if _RUNS_MODULE.fullmatch(last) or re.match(r"-m\w", word):
        return names.module(word.removeprefix("-m")) if _runs_modules(before) else None
    if re.fullmatch(r"-\w*c", last) and _runs_code(before):
        return legacy_in_code(word, names)
    named = names.object(word)
    is_named = _NAMES_MODULE.fullmatch(last) or ":" in word or _takes_module(before, program)
    return named if is_named else None


def _takes_module(before: Sequence[str | None], program: str) -> bool:
    return program in _TAKES_MODULE or any(word in _TAKES_MODULE for word in before)


def _runs_modules(before: Sequence[str | None]) -> bool:
    """Whether `-m` here is Python's: pytest's takes an expression of marks."""
    earlier = [at for at, word in enumerate(before[:-1]) if _RUNS_MODULE.fullmatch(word or "")]
    if earlier:
        module = before[earlier[-1] + 1]
        return module is None or module in _RUNNERS
    starts = (word is None or is_python(word) or word in _TAKES_IT for word in before)
    return (
        any(starts) or _is_variable(before) or (before[0] is not None and before[0].startswith("-"))
    )


def _runs_code(before: Sequence[str | None]) -> bool:
    starts = any(word is None or is_python(word) for word in before[:-1])
    return starts or _is_variable(before) or len(before) == 1


def _is_variable(before: Sequence[str | None]) -> bool:
    """Whether an interpreter in a variable, with no more than options, is before: `$(PY) -m`."""
    words = [word or "" for word in before]
    at = next((at for at, word in enumerate(words) if _VARIABLE.match(word)), len(words))
    return at < len(words) and all(word.startswith("-") for word in words[at + 1 :])


def only_says(words: Sequence[str | None]) -> bool:
    """Whether a command prints its words or looks for them, and does nothing by them."""
    return _program(words) in _SAYS


def is_python(word: str) -> bool:
    """Whether a word of a command starts Python."""
    return _PYTHON.match(word) is not None
