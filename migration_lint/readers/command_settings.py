"""The settings that the words of one command make, in the syntax of many programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import SettingFact
from migration_lint.readers.setting_texts import defaults_in, setting_in
from migration_lint.readers.shell_words import SHELL
from migration_lint.regex import regex

_SEARCHING = frozenset({"grep", "egrep", "fgrep", "rg", "ag", "ack", "[", "[[", "test"})
_SETS_NEXT_WORD = frozenset({"set", "setenv", "setx"})
_POWERSHELL = regex(r"\$env:(?P<name>[A-Za-z_]\w*)(?P<equals>=)?", re.IGNORECASE)
_EDITS_DATA = frozenset({"jq", "yq"})
_EDIT = regex(r"\.(?P<name>[A-Za-z_]\w*)[\"\]]*\s*=\s*\"?(?P<value>[^\s|\"]+)")
_REPLACES = regex(r"s(?P<mark>[/|#,@!])(?:(?!(?P=mark)).)*(?P=mark)(?P<new>(?:(?!(?P=mark)).)*)")
_VALUE_OPTIONS = frozenset({"--value", "--body", "-b", "-v"})
_OPTION = regex(r"-\w+|--[\w-]+|/[A-Za-z]")  # the last of Windows
_DOES_NOTHING = frozenset({":", "true"})  # but for what its words do when they are expanded
_FOR_TEXT = frozenset(
    {"-m", "--message", "-s", "--subject", "--title", "--body", "--description", "--notes"}
)


def command_settings(program: str, words: Sequence[Excerpt]) -> Iterator[SettingFact]:
    """The settings that a command makes.

    Args:
        program: Its name, in lower case and without a folder.
        words: Its words, the program first.
    """
    if program in _DOES_NOTHING:
        for word in words:
            yield from defaults_in(word)
    elif program not in _SEARCHING and not SHELL.fullmatch(program):
        for before, word in pairwise((words[0], *words)):
            if before.text not in _FOR_TEXT:
                yield from setting_in(word)
    for position, word in enumerate(words[:2]):  # `launchctl setenv` is one too
        if word.text.lower() in _SETS_NEXT_WORD:
            yield from _set_next_word(words[position:])
            break
    yield from _powershell_setting(words)
    if program in _EDITS_DATA:
        yield from _edited(words)
    if program in {"sed", "gsed", "perl"}:
        yield from _replaced(words)
    yield from _set_in_section(words) if program == "crudini" else _named_values(words)


def _set_in_section(words: Sequence[Excerpt]) -> Iterator[SettingFact]:
    """`crudini --set FILE SECTION NAME VALUE`."""
    given = [word for word in words[1:] if not word.text.startswith("-")]
    if len(given) == 4:
        name, value = given[2:]
        yield SettingFact(name.text, value.text, name.span(), (), value)


def _powershell_setting(words: Sequence[Excerpt]) -> Iterator[SettingFact]:
    """`$env:NAME = "value"`, in one word or in three."""
    found = _POWERSHELL.match(words[0].text)
    if found is None:
        return
    name = found["name"]
    after = words[0][found.end() :]
    value = after if after.text else next((word for word in words[1:] if word.text != "="), None)
    if found["equals"] or (len(words) > 2 and words[1].text == "="):
        text = value.text.removeprefix("$") if value is not None else ""  # `$false` is one too
        yield SettingFact(name, text, words[0].span(*found.span("name")), (), value)


def _replaced(words: Sequence[Excerpt]) -> Iterator[SettingFact]:
    """`sed s/NAME=old/NAME=new/`: the setting that is written into a file."""
    for word in words[1:]:
        for found in _REPLACES.finditer(word.text):
            yield from setting_in(word[found.start("new") : found.end("new")])


def _named_values(words: Sequence[Excerpt]) -> Iterator[SettingFact]:
    """`--name NAME --value VALUE`."""
    for name, option, value in zip(words, words[1:], words[2:], strict=False):
        if option.text in _VALUE_OPTIONS and name.text.isidentifier():
            yield SettingFact(name.text, value.text, name.span(), (), value)


def _edited(words: Sequence[Excerpt]) -> Iterator[SettingFact]:
    """`jq '.NAME = value'`, `yq -i '.env.NAME = value'`."""
    for word in words[1:]:
        for found in _EDIT.finditer(word.text):
            value = word[found.start("value") : found.end("value")]
            yield SettingFact(found["name"], value.text, word.span(*found.span("name")), (), value)


def _set_next_word(words: Sequence[Excerpt]) -> Iterator[SettingFact]:
    """`setenv NAME value` of csh, `set -gx NAME value` of fish, `setx NAME value` of Windows."""
    operands = [word for word in words[1:] if not _OPTION.fullmatch(word.text)]
    if len(operands) >= 2 and operands[0].text.isidentifier():
        name, value = operands[:2]
        yield SettingFact(name.text, value.text, name.span(), (), value)
