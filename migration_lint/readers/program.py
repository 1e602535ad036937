"""Programs in other languages than Python: what they put into environments, and what they start."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.command_facts import argv_facts, shell_facts
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import SettingFact
from migration_lint.readers.setting_texts import setting_in
from migration_lint.regex import regex

_COMMENTS = r"/\*.*?\*/|(?:^|(?<=\n))[ \t]*(?://|#|--|\*)[^\n]*|(?<=[;,{}()\s])//[^\n]*"
_VALUE = r"\s*(?P<quote>[\"']?)(?P<value>[^\s\"',;)}]*)"
_FORMS = (
    # `process.env.NAME = value`, `ENV["NAME"] ||= value`
    regex(
        r"(?:\bENV|\benviron|\.env|\$_ENV)(?:\.|\[\s*[\"'])(?P<name>[A-Za-z_]\w*)(?:[\"']\s*\])?\s*"
        r"(?:\|\||\?\?)?=(?!=)" + _VALUE
    ),
    # `os.Setenv("NAME", value)`, `.env("NAME", value)`, `environment().put("NAME", value)`
    regex(
        r"(?i:set_?env\w*|put_?env|set_var|export_?variable|\.env|\benv\w*(?:\(\))?\.(?:put|set|insert))"
        r"\(\s*[\"'](?P<name>[A-Za-z_]\w*)[\"']\s*," + _VALUE
    ),
    # `{NAME: value}`, `{"NAME" => value}`
    regex(r"(?:[{,]|\benviron\w*)\s*[\"']?(?P<name>[A-Za-z_]\w*)[\"']?\s*(?::|=>)(?!:)" + _VALUE),
)
_STARTS = regex(
    r"\b(?:exec\w*|spawn\w*|system|sh|popen|passthru|shell_exec|run|command)\b!?\s*\(?\s*"
    r"(?P<quote>[\"'`])(?P<text>(?:(?!(?P=quote)).)*)(?P=quote)",
    re.IGNORECASE,
)
_TEXT = r"(?:\"[^\"\n]*\"|'[^'\n]*')"
_LIST = regex(rf"{_TEXT}(?:\s*,\s*(?:\w*\{{|\[)?\s*{_TEXT})+")
_WORD = regex(r"([\"'])(?P<text>[^\"'\n]*)\1")
_SAYS = regex(
    r"\b(?:log\w*|print\w*|puts|echo|warn\w*|error\w*|info|debug|panic|fatal\w*|throw.*)[\s(!]*\Z",
    re.IGNORECASE,
)
_PYTHON = regex(r"(?:.*/)?python[\d.]*w?(?:\.exe)?|-m|-c|env")


class ProgramReader(Reader):
    """No parser for any of these: what sets a variable looks much the same in all of them."""

    names = (
        "*.js", "*.mjs", "*.cjs", "*.ts", "*.mts", "*.cts", "*.jsx", "*.tsx", "*.go", "*.rb",
        "Rakefile", "*.rake", "*.pl", "*.php", "*.java", "*.kt", "*.kts", "*.rs", "*.lua", "*.cs",
        "*.pp",
    )  # fmt: skip
    rank = 2  # configuration that is written in one of them is read as such

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield settings and commands, but for those in comments and in what is only said."""
        code = source.replace(_COMMENTS, " ")
        for form in _FORMS:
            for found in form.finditer(code.text):
                value = code[slice(*found.span("value"))]
                span = code.span(*found.span("name"))
                yield SettingFact(found["name"], value.text, span, (), value)
        for found in _STARTS.finditer(code.text):
            if " " in found["text"]:
                yield from shell_facts(code[slice(*found.span("text"))])
        for found in _LIST.finditer(code.text):
            words = list(_words(code[slice(*found.span())]))
            if any(_PYTHON.fullmatch(word.text) for word in words):
                yield from argv_facts(words)
        for found in _WORD.finditer(code.text):
            if "=" in found["text"] and not _is_said(code.text, found.start()):
                yield from setting_in(code[slice(*found.span("text"))])


def _is_said(text: str, at: int) -> bool:
    line = text.rfind("\n", 0, at) + 1
    return _SAYS.search(text, line, at) is not None


def _words(pieces: Excerpt) -> Iterator[Excerpt]:
    for found in _WORD.finditer(pieces.text):
        yield pieces[slice(*found.span("text"))]
