"""The facts of a shell text: the settings it makes, the commands it runs, the Python inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePosixPath

from migration_lint.readers.command_settings import command_settings
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import CommandFact, PythonFact, SettingFact
from migration_lint.readers.files_inside import facts_read_as
from migration_lint.readers.setting_texts import defaults_read, dotenv_settings, setting_in
from migration_lint.readers.shell_variables import Variables
from migration_lint.readers.shell_words import SHELL, HereDocument, ShellCommand, shell_commands
from migration_lint.regex import regex

_KEPT = regex(r"(?!\w*(?i:msg|mess|help|usage|text|note|desc|info))[A-Za-z_]\w*=(?P<program>\S+)\s")
_OF_AZURE = regex(r"##vso\[task\.setvariable variable=(?P<name>\w+)[^\]]*\](?P<value>.*)")
_PRINTING = frozenset({
    "echo", "printf", "print", "logger", "say", "notify-send", "cat", "write-host",
    "write-output", "write-verbose", "write-information", "write-warning", "write-error",
    "write-debug",
    # what scripts like to call their own functions that print
    "log", "die", "info", "warn", "warning", "error", "err", "fail", "fatal", "usage", "msg",
})  # fmt: skip
_RUNS_TEXT = frozenset({
    "watch", "tmux", "screen", "parallel", "xterm", "at", "batch", "flock",
    "invoke-expression", "iex",
})  # fmt: skip
_SAY_TEXT = frozenset({"cat", "echo", "printf", "write-output"})
_WRITE_TEXT = frozenset({"tee", "tee-object", "out-file", "add-content", "set-content"})
# Where text is written for people to read.
_FOR_PEOPLE = regex(r"^(?:&|/dev/|\d$|-$)|GITHUB_STEP_SUMMARY|\.(?:md|rst|log|html)\W?$")
_WRAPPERS = frozenset({"sudo", "doas", "command", "builtin", "nohup", "time", "exec"})
_PYTHON = regex(r"(?:.*/)?(?:python|pypy|ipython)[\d.]*w?(?:\.exe)?|py|\$\{?PYTHON[^}]*\}?")


def shell_facts(source: Excerpt) -> Iterator[object]:
    """The facts of a shell text; text that is only printed says nothing."""
    before, variables = None, Variables()
    for command in shell_commands(source):
        if before is not None and before.piped:
            yield from _piped_facts(before, command)
        if _word_of(command, 0).lower() not in _PRINTING:
            for word in command.words:
                yield from defaults_read(word)
        ways = variables.expanded(command)
        variables.learn(command.words)
        if len(ways) == 1:
            command.words = ways[0]
        else:  # a setting made of them is a choice
            yield from (CommandFact(tuple(words)) for words in ways)
        yield from command_facts(command)
        before = command


def _piped_facts(before: ShellCommand, command: ShellCommand) -> Iterator[object]:
    """What a command makes of the text that the one before it prints."""
    words = before.words
    if not words or words[0].text.lower() not in _SAY_TEXT or not command.words:
        return
    texts = [document.text for document in before.here if document.text is not None]
    if words[0].text != "cat":
        texts += [word for word in words[1:] if not word.text.startswith("-")]
    program = PurePosixPath(_word_of(command, 1 if command.words[0].text == "sudo" else 0)).name
    for text in texts:
        if program.lower() in _WRITE_TEXT:
            yield from dotenv_settings(text.replace(r"\\n", "\n"))
        elif _PYTHON.fullmatch(program):
            yield PythonFact(text, "script")
        elif SHELL.fullmatch(program):
            yield from shell_facts(text)


def _word_of(command: ShellCommand, position: int) -> str:
    return command.words[position].text if position < len(command.words) else ""


def command_facts(command: ShellCommand) -> Iterator[object]:
    """The facts of one simple command."""
    first = _program_at(command.words)
    for word in command.words[:first]:
        yield from setting_in(word)
    words = command.words[first:]
    inner = words[_behind_wrappers(words) :]
    program = PurePosixPath(inner[0].text).name.lower() if inner else ""
    if program in _PRINTING:
        yield from _printed(command, inner)
        return
    yield from _kept_commands(command.words)
    if words:
        yield from argv_facts(words)
        yield from (CommandFact((words[0], source)) for source in command.sources)
    if program == "tee":
        yield from _lines_written(command.here, inner[-1].text)
    if program == "alias":
        yield from _aliased(inner)
    for document in command.here:
        if document.text is not None and inner:
            yield from _given_to(inner[0].text, document.text)


def _given_to(program: str, text: Excerpt) -> Iterator[object]:
    """What a program makes of a text on its standard input."""
    if _PYTHON.fullmatch(program):
        yield PythonFact(text, "script")
    elif SHELL.fullmatch(program):
        yield from shell_facts(text)
    elif text.text.lstrip().startswith("{"):
        yield from _json_facts(text)


def _kept_commands(words: Sequence[Excerpt]) -> Iterator[object]:
    """`RUN="python -m MODULE"`: a command that is kept to be run."""
    for word in words:
        kept = _KEPT.match(word.text)
        if kept and _PYTHON.fullmatch(kept["program"]):
            yield from shell_facts(word[kept.start("program") :])


def _behind_wrappers(words: Sequence[Excerpt]) -> int:
    """Where the program stands that `sudo -E` and the like run as it is."""
    at = 0
    while at < len(words) - 1 and (
        words[at].text in _WRAPPERS or (at and words[at].text.startswith("-"))
    ):
        at += 1
    return at


def _aliased(words: Sequence[Excerpt]) -> Iterator[object]:
    """`alias NAME='COMMAND'`."""
    for word in words[1:]:
        _, equals, command = word.text.partition("=")
        if equals:
            yield from shell_facts(word[len(word) - len(command) :])


def argv_facts(words: Sequence[Excerpt]) -> Iterator[object]:
    """The facts of a program with its arguments, no shell in between."""
    program = PurePosixPath(words[0].text).name.lower()
    if program in _PRINTING:
        return
    yield from command_settings(program, words)
    for word in words[1:]:
        if word.text.startswith("{"):
            yield from _json_facts(word)
    yield CommandFact(tuple(words))
    if program == "start-process":
        listed = [word[:-1] if word.text.endswith(",") else word for word in words[2:]]
        inner = [
            one for word in listed for command in shell_commands(word) for one in command.words
        ]
        yield CommandFact((words[1], *inner))
    yield from _handed_to_shell(words)


def _json_facts(text: Excerpt) -> Iterator[object]:
    """The settings of a JSON text that a command is given, as `curl --data` is."""
    import json  # noqa: PLC0415 - few commands hold any

    try:
        json.loads(text.text)
    except ValueError:
        return
    yield from facts_read_as(".json", text) or ()


def _handed_to_shell(words: Sequence[Excerpt]) -> Iterator[object]:
    """The text in `sh -c TEXT`, wherever it stands; after `eval` and `ssh HOST` too."""
    if PurePosixPath(words[0].text).name.lower() in _RUNS_TEXT:
        for word in words[1:]:
            yield from shell_facts(word) if " " in word.text else ()
    for position, word in enumerate(words[:-1]):
        if not SHELL.fullmatch(word.text):
            continue
        if word.text in {"eval", "ssh", "trap"}:
            yield from shell_facts(words[1] if word.text == "trap" else words[-1])
            return
        for option, text in pairwise(words[position + 1 :]):
            if re.fullmatch(r"-\w*c", option.text):
                yield from shell_facts(text)
                return


def _program_at(words: Sequence[Excerpt]) -> int:
    for position, word in enumerate(words):
        if not re.match(r"[A-Za-z_]\w*\+?=", word.text):
            return position
    return len(words)


def _printed(command: ShellCommand, words: Sequence[Excerpt]) -> Iterator[object]:
    """Text written to a file is a setting for programs that read it; text on a terminal is not.

    What Azure looks for there is one.
    """
    for word in words[1:]:
        found = _OF_AZURE.search(word.text)
        if found:
            value = word[found.start("value") :]
            yield SettingFact(found["name"], value.text, word.span(*found.span("name")), (), value)
    files = [one for one in command.targets if not _FOR_PEOPLE.search(one.text)]
    if not files:
        return
    for word in [_formatted(words)] if words[0].text == "printf" else words[1:]:
        yield from dotenv_settings(word.replace(r"\\n", "\n"))
    yield from _lines_written(command.here, files[0].text)


def _formatted(words: Sequence[Excerpt]) -> Excerpt:
    """What `printf '%s=%s' NAME value` prints."""
    text, *given = words[1:] or words
    pieces, at = [], 0
    for place, value in zip(re.finditer("%s", text.text), given, strict=False):
        pieces += [text[at : place.start()], value]
        at = place.end()
    return text.join([*pieces, text[at:]])


def _lines_written(documents: Sequence[HereDocument], path: str) -> Iterator[object]:
    """What a script writes into a file; one of no known format is read as settings."""
    for document in documents:
        if document.text is not None:
            facts = facts_read_as(path, document.text)
            yield from dotenv_settings(document.text) if facts is None else facts
