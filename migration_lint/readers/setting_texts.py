"""Settings written as a text: `NAME=value` in a word, or in the lines of a `.env` file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import DefaultFact, SettingFact
from migration_lint.regex import regex

_SETTING = regex(
    r"(?:--?[\w-]+=(?:\S*,)?|-[A-Za-z]|[^=\s]*[.,;])?(?P<name>[A-Za-z_]\w*)\+?=(?P<value>.*)",
    re.DOTALL,
)
_SEVERAL = regex(r",(?=[A-Za-z_][\w.]*=)")
_EACH = r"(?:[^,]|,(?![A-Za-z_][\w.]*=))+"
_BRACED = regex(r"\w+=\{(?P<inner>[^{}]*)\}")  # `Variables={NAME=value,...}`
_DEFAULT = regex(r"\$\{(?P<name>\w+):?=(?P<value>[^}]*)\}")
_READ = regex(r"\$\{(?P<name>\w+):?-(?P<value>[^${}]+)\}")
_DOTENV_LINE = regex(
    r"^[ \t]*(?:export[ \t]+)?(?P<name>[A-Za-z_]\w*)[ \t]*[=:][ \t]*"
    r"(?P<value>\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^\n]*)",
    re.MULTILINE | re.DOTALL,
)


def setting_in(word: Excerpt) -> Iterator[SettingFact]:
    """`NAME=value`, also behind an option: `--env=NAME=value`, `--set app.NAME=value`."""
    braced = _BRACED.fullmatch(word.text)
    if not braced and _SEVERAL.search(word.text):  # `A=b,NAME=value`
        for one in re.finditer(_EACH, word.text):
            yield from setting_in(word[slice(*one.span())])
        return
    found = _SETTING.fullmatch(word.text)
    if braced:
        inner = word[slice(*braced.span("inner"))]
        for one in re.finditer(r"[^,\s]+", inner.text):
            yield from setting_in(inner[slice(*one.span())])
    elif found:
        value = word[found.start("value") :]
        yield SettingFact(found["name"], value.text, word.span(*found.span("name")), (), value)
    yield from defaults_in(word)


def defaults_in(word: Excerpt) -> Iterator[SettingFact]:
    """`${NAME:=value}`, which sets the variable if it has no value."""
    for default in _DEFAULT.finditer(word.text):
        value = word[default.start("value") : default.end("value")]
        span = word.span(*default.span("name"))
        yield SettingFact(default["name"], value.text, span, (), value)


def defaults_read(word: Excerpt) -> Iterator[DefaultFact]:
    """`${NAME:-value}` in anything but what gives the variable itself a value."""
    for found in _READ.finditer(word.text):
        name = found["name"]
        if f"{name}=" not in word.text[: found.start()]:
            value = unquote(word[slice(*found.span("value"))])
            yield DefaultFact(name, value.text, word.span(*found.span("name")))


def dotenv_settings(source: Excerpt) -> Iterator[SettingFact]:
    """The settings of `NAME=value` lines; a value in quotes may go on over several."""
    for found in _DOTENV_LINE.finditer(source.text):
        value = unquote(source[slice(*found.span("value"))])
        yield SettingFact(found["name"], value.text, source.span(*found.span("name")), (), value)


def unquote(value: Excerpt) -> Excerpt:
    """A value without the quotes around it, or without the comment behind it."""
    value = value.strip()
    quoted = re.match(r"(['\"])(.*?)\1", value.text, re.DOTALL)
    if quoted:
        return value[quoted.start(2) : quoted.end(2)]
    comment = re.search(r"\s+#", value.text)
    return value[: comment.start()] if comment else value
