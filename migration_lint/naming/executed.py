"""Find where a call is given code, or a command, that needs the legacy engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migration_lint.diagnostic import Span
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.values import Values, constants, strings
from migration_lint.flow.recording.facts import CallFact, Operand
from migration_lint.flow.syntax.operators import HOLE
from migration_lint.naming.code import LegacyCode, find_legacy
from migration_lint.naming.commands import code_words, is_python, legacy_words
from migration_lint.naming.flag_code import OffInCode, off_in_code
from migration_lint.naming.functions import RUNS_CODE, STARTS_PROCESS, callees
from migration_lint.naming.legacy_names import LegacyNames
from migration_lint.project import Settings
from migration_lint.readers.command_facts import shell_facts
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import CommandFact

_SHELLS = frozenset({
    "sh", "bash", "dash", "zsh", "ksh", "ssh", "su", "eval", "tmux", "screen", "watch", "xterm",
    "flock", "parallel", "cmd", "cmd.exe", "powershell", "pwsh",
})  # fmt: skip


def legacy_in_text(argument: Operand, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """Where code that is given as text names it: its line, in a text over several."""
    for held in constants(argument.values):
        text = held.decode("utf-8", "replace") if isinstance(held, bytes) else held
        found = find_legacy(text, names) if isinstance(text, str) else None
        if found is not None and isinstance(text, str):
            yield _line_inside(argument.span, text, found), found.symbol
            return


def off_in_call(call: CallFact, settings: Settings) -> Iterator[tuple[Span, OffInCode]]:
    """Where Python that a call is given to run turns the flag off."""
    for span, text in _code_given(call):
        for found in off_in_code(text, settings):
            yield _line_inside(span, text, found), found


def _code_given(call: CallFact) -> Iterator[tuple[Span, str]]:
    """The Python that a call is given to run: as a text, after `-c`, on standard input."""
    called = callees(call)
    if any(map(RUNS_CODE.fullmatch, called)):
        for argument in call.arguments:
            yield from ((argument.span, text) for text in strings(argument.values))
    elif any(map(STARTS_PROCESS.fullmatch, called)):
        plain = [argument for argument in call.arguments if argument.keyword is None]
        lists = [_words(argument) for argument in call.arguments]
        lists.append([(argument.span, _only(argument.values)) for argument in plain])
        for words in lists:
            for position in code_words([text for _, text in words]):
                span, text = words[position]
                yield from [(span, text)] if text else ()
        for argument in call.arguments:
            if argument.keyword == "input" and any(map(_runs_python, lists[:-1])):
                yield from ((argument.span, text) for text in strings(argument.values))


def _line_inside(span: Span, text: str, found: LegacyCode | OffInCode) -> Span:
    """The place of what was found in a text, if it is a text over several lines."""
    if span.end_line - span.line != text.count("\n") or found.line == 1:
        return span
    line = span.line + found.line - 1
    return Span(line, found.column, line, found.end_column)


def legacy_in_command(
    arguments: Sequence[Operand], names: LegacyNames
) -> Iterator[tuple[Span, str]]:
    """The places in a command that need the engine: in a list, arguments, or shell text."""
    plain = [argument for argument in arguments if argument.keyword is None]
    lists = [_words(argument) for argument in arguments]
    lists.append([(argument.span, _only(argument.values)) for argument in plain])
    for words in lists:
        texts = [text for _, text in words]
        for word in legacy_words(texts, names):
            yield words[word.position][0], word.symbol
        if not _SHELLS.isdisjoint(map(_base_name, texts)):
            for span, text in words:
                yield from _in_shell(span, text, names)
    for argument in arguments:
        if argument.keyword == "input" and any(map(_runs_python, lists[:-1])):
            yield from legacy_in_text(argument, names)
            continue
        for text in strings(argument.values):
            yield from _in_shell(argument.span, text, names)


def off_in_command(command: CommandFact, settings: Settings) -> Iterator[tuple[Span, OffInCode]]:
    """Where a command line gives Python code that turns the flag off."""
    texts = [word.text for word in command.words]
    for position in code_words(texts):
        word = command.words[position]
        lines = list(word.split_lines())
        for found in off_in_code(word.text, settings):
            yield lines[found.line - 1].span(found.column - 1, found.end_column - 1), found


def _runs_python(words: list[tuple[Span, str | None]]) -> bool:
    """Whether a command is Python itself; a program that is not known is most often this one."""
    return bool(words) and (words[0][1] is None or is_python(words[0][1]))


def _words(argument: Operand) -> list[tuple[Span, str | None]]:
    """The words of an argv, each at its place; one kept in a variable is where it is used."""
    if argument.items:
        return [word for item in argument.items for word in _word(item)]
    for value in argument.values:
        if isinstance(value, Container) and value.kind in {"list", "tuple"}:
            known = [_only(held) for held in value.items.values()]
            return [(argument.span, text) for text in (*known, *strings(value.rest))]
    return []


def _word(item: Operand) -> list[tuple[Span, str | None]]:
    return _words(item) if item.star else [(item.span, _only(item.values))]


def _only(values: Values) -> str | None:
    texts = strings(values)
    return texts[0] if len(texts) == 1 and texts[0] != HOLE else None


def _base_name(word: str | None) -> str:
    return (word or "").rpartition("/")[2]


def _in_shell(span: Span, text: str | None, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    symbol = _in_shell_text(text, names) if text and " " in text else None
    if symbol:
        yield span, symbol


def _in_shell_text(text: str, names: LegacyNames) -> str | None:
    for fact in shell_facts(Excerpt.of(text)):
        if isinstance(fact, CommandFact):
            words = [None if word.text == HOLE else word.text for word in fact.words]
            for word in legacy_words(words, names):
                return word.symbol
    return None
