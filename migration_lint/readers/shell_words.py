"""Split shell text into simple commands, as a POSIX shell would, each word with its place.

The standard `shlex` keeps neither places nor redirections nor here-documents. This is no shell: it
expands nothing, and what a command does is for others to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lint.readers.excerpt import Excerpt
from migration_lint.regex import regex

_RESERVED = frozenset({
    "if", "then", "elif", "else", "fi", "do", "done", "while", "until",
    "!", "{", "}", "time", "exec", "coproc",
})  # fmt: skip
_CLOSED_BY = {
    "{": "}", "if": "fi", "for": "done", "select": "done", "while": "done", "until": "done",
}  # fmt: skip
_BLANK = " \t"
_WORD_END = frozenset(" \t\r\n;&|()<>")
_REDIRECT = regex(r"(?P<here><<-?)(?!<)|<<<|[<>]\||&>>?|[<>]&|<>|>>|[<>]")
SHELL = regex(r"(?:.*/)?(?:ba|da|z|k|a|c|tc|fi)?sh|su|eval|ssh|trap|bash\.exe")
"""The programs that run their argument or input as a shell text."""


class HereDocument:
    """The text between `<<END` and `END`."""

    def __init__(self, end: str, *, strip_tabs: bool, text: Excerpt | None = None) -> None:
        self.end = end
        self.strip_tabs = strip_tabs
        self.text = text


class ShellCommand:
    """One simple command.

    Attributes:
        words: The words with quotes removed, assignments in front of the program included.
        targets: What output is redirected to.
        sources: What input is redirected from.
        here: Its here-documents and here-strings.
        piped: Whether its output goes to the next command.
    """

    def __init__(self) -> None:
        self.words: list[Excerpt] = []
        self.targets: list[Excerpt] = []
        self.sources: list[Excerpt] = []
        self.here: list[HereDocument] = []
        self.piped = False


def shell_commands(source: Excerpt) -> Iterator[ShellCommand]:
    """The simple commands of a script, those inside `$(...)` and backquotes too."""
    yield from _Lexer(source).commands()


class _Lexer:
    def __init__(self, source: Excerpt) -> None:
        self._source = source
        self._text = source.text
        self._at = 0
        self._waiting: list[HereDocument] = []
        self._inner: list[Excerpt] = []
        self._found: list[ShellCommand] = []
        self._open: list[tuple[str, int]] = []  # what closes a group, and its first command
        self._group: int | None = None  # the first command of the group that was just closed

    def commands(self) -> list[ShellCommand]:
        command = ShellCommand()
        while self._at < len(self._text):
            if self._skip_blank():
                continue
            char = self._text[self._at]
            redirect = _REDIRECT.match(self._text, self._at)
            if redirect and not self._text.startswith(("<(", ">("), self._at):
                self._redirect(command, redirect)
            elif char in "\r\n;&|()<>":
                command.piped = char == "|" and not self._text.startswith("||", self._at)
                self._at += 1
                if char == "\n":
                    self._read_here_documents()
                if char == "(" and not command.words:
                    self._open.append((")", len(self._found)))
                self._finish(command)
                self._close(char)
                command = ShellCommand()
            else:
                self._word(command)
        self._finish(command)
        return self._found

    def _skip_blank(self) -> bool:
        """Step over blanks, continued lines and comments."""
        text, at = self._text, self._at
        if text[at] in _BLANK:
            self._at += 1
        elif text.startswith(("\\\n", "\\\r\n"), at):
            self._at = text.index("\n", at) + 1
        elif text[at] == "#":
            end = text.find("\n", at)
            self._at = len(text) if end < 0 else end
        else:
            return False
        return True

    def _word(self, command: ShellCommand) -> None:
        word = self._read_word()
        if not command.words:
            closer = _CLOSED_BY.get(word.text)
            self._open += [(closer, len(self._found))] if closer else []
            self._close(word.text)
        if not (word.text in _RESERVED and not command.words):
            command.words.append(word)

    def _close(self, text: str) -> None:
        if self._open and self._open[-1][0] == text:
            self._group = self._open.pop()[1]

    def _redirect(self, command: ShellCommand, redirect: re.Match[str]) -> None:
        if command.words and command.words[-1].text.isdigit():
            command.words.pop()  # the descriptor of `2>file`
        self._at = redirect.end()
        while self._at < len(self._text) and self._text[self._at] in _BLANK:
            self._at += 1
        word = self._read_word()
        if redirect["here"]:
            document = HereDocument(word.text, strip_tabs=redirect["here"] == "<<-")
            command.here.append(document)
            self._waiting.append(document)
        elif redirect[0] == "<<<":
            command.here.append(HereDocument("", strip_tabs=False, text=word))
        elif ">" in redirect[0]:
            command.targets.append(word)
        elif redirect[0] == "<":
            command.sources.append(word)

    def _read_here_documents(self) -> None:
        for document in self._waiting:
            start = end = self._at
            while end < len(self._text):
                line_end = self._text.find("\n", end)
                line_end = len(self._text) if line_end < 0 else line_end
                line = self._text[end:line_end].rstrip("\r")
                if (line.lstrip("\t") if document.strip_tabs else line) == document.end:
                    self._at = min(line_end + 1, len(self._text))
                    break
                end = line_end + 1
            else:
                self._at = len(self._text)
            text = self._source[start : min(end, len(self._text))]
            document.text = text.replace(r"(?m)^\t+", "") if document.strip_tabs else text
        self._waiting = []

    def _finish(self, command: ShellCommand) -> None:
        first, self._group = self._group, None
        if first is not None and not command.words:  # `{ ...; } >> FILE`
            for inner in self._found[first:]:
                inner.targets = inner.targets or command.targets
        if command.words or command.here or command.targets:
            self._found.append(command)
        pieces, self._inner = self._inner, []
        for piece in pieces:
            self._found += shell_commands(piece)

    def _read_word(self) -> Excerpt:
        """The word that starts here; always moves on."""
        pieces: list[Excerpt] = []
        begin = self._at
        while self._at < len(self._text) and self._text[self._at] not in _WORD_END:
            pieces.append(self._read_piece())
        if self._at == begin and self._at < len(self._text):
            self._at += 1
        return self._source.join(pieces)

    def _read_piece(self) -> Excerpt:
        text, start = self._text, self._at
        if text.startswith("$(", start):
            return self._substitution(start + 2, _closing(text, start + 2, "()"))
        if text.startswith("${", start):
            self._at = _closing(text, start + 2, "{}") + 1
            return self._source[start : self._at]
        return self._read_char(text[start], start)

    def _read_char(self, char: str, start: int) -> Excerpt:
        """One character, or what it opens when it is a quote."""
        if char == "'":
            return self._take(start + 1, self._text.find("'", start + 1))
        if char == '"':
            return self._double_quoted(start + 1)
        if char == "`":
            return self._substitution(start + 1, self._text.find("`", start + 1))
        if char == "\\" and start + 1 < len(self._text):
            self._at += 2
            is_continued = self._text[start + 1] == "\n"
            return self._source[start + 1 : start + 1 if is_continued else start + 2]
        self._at += 1
        return self._source[start : start + 1]

    def _take(self, start: int, end: int) -> Excerpt:
        end = len(self._text) if end < 0 else end
        self._at = end + 1
        return self._source[start:end]

    def _substitution(self, start: int, end: int) -> Excerpt:
        """Keep what is inside for later; it is itself commands."""
        end = len(self._text) if end < 0 else end
        self._inner.append(self._source[start:end])
        before = self._at
        self._at = end + 1
        return self._source[before : min(self._at, len(self._text))]

    def _double_quoted(self, start: int) -> Excerpt:
        text, pieces, begin, at = self._text, [], start, start
        while at < len(text) and text[at] != '"':
            if text[at] == "\\" and at + 1 < len(text):
                if text[at + 1] in '"\\$`\n':
                    pieces.append(self._source[begin:at])
                    begin = at + 2 if text[at + 1] == "\n" else at + 1
                at += 2
            elif text.startswith("$(", at) or text[at] == "`":
                opened = at + (1 if text[at] == "`" else 2)
                end = text.find("`", opened) if text[at] == "`" else _closing(text, opened, "()")
                end = len(text) if end < 0 else end
                self._inner.append(self._source[opened:end])
                at = end + 1
            else:
                at += 1
        pieces.append(self._source[begin : min(at, len(text))])
        self._at = at + 1
        return self._source.join(pieces)


def _closing(text: str, start: int, pair: str) -> int:
    """Where the bracket opened before `start` closes; the end of the text if nowhere."""
    depth, at, quote = 1, start, ""
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 1
        elif quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in pair:
            depth += 1 if char == pair[0] else -1
            if not depth:
                return at
        at += 1
    return len(text)
