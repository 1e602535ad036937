"""What a reader sees in a text, short enough to compare."""

from __future__ import annotations

from migration_lint.diagnostic import Span
from migration_lint.facts import UnparsableFact
from migration_lint.readers import reader_for
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import CommandFact, PythonFact, SettingFact


def facts(path: str, text: str) -> list[object]:
    reader = reader_for(path, text.partition("\n")[0])
    assert reader is not None
    return list(reader.read(Excerpt.of(text)))


def place(span: Span) -> str:
    return f"{span.line}:{span.column}"


def settings(path: str, text: str, name: str = "FLAG") -> list[tuple[str, object]]:
    """Place and value of every setting of a name."""
    return [
        (place(fact.span), fact.value)
        for fact in facts(path, text)
        if isinstance(fact, SettingFact) and fact.name == name
    ]


def commands(path: str, text: str) -> list[tuple[str, str]]:
    """Place and words of every command."""
    return [
        (place(fact.words[0].span()), " ".join(word.text for word in fact.words))
        for fact in facts(path, text)
        if isinstance(fact, CommandFact)
    ]


def python(path: str, text: str) -> list[tuple[str, str, str]]:
    """Place, origin and text of all embedded Python."""
    return [
        (place(fact.code.span(fact.context)), fact.origin, fact.code.text[fact.context :])
        for fact in facts(path, text)
        if isinstance(fact, PythonFact)
    ]


def problems(path: str, text: str) -> list[tuple[str, str]]:
    """Place and text of every problem."""
    return [
        (place(fact.span), fact.problem)
        for fact in facts(path, text)
        if isinstance(fact, UnparsableFact)
    ]
