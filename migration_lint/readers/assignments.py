"""Languages of configuration known here by their assignments and shell strings only.

Jenkinsfiles and Nextflow (Groovy), Snakefiles, Terraform and Nomad (HCL), Nix, Starlark, Meson, PM2
(JavaScript).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.command_facts import shell_facts
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import CommandFact, SettingFact
from migration_lint.readers.setting_texts import setting_in
from migration_lint.regex import regex

_COMMENT = regex(r"^\s*(?:#|//|\*|/\*|::|REM\b|rem\b)")
_ASSIGNMENT = regex(
    r"(?:^|[\s({,;:.\"'])(?P<name>[A-Za-z_]\w*)[\"']?\s*(?:=>|[=:])(?!=)\s*"
    r"(?:tostring\()?(?P<value>\"[^\"]*\"|'[^']*'|(?![{\[])[^\s,;)}\]\"']+)"
)
_SHELL_CALL = regex(
    r"\b(?:(?:sh|bat|powershell)\s*\(?\s*(?:script:\s*)?|(?:command|cmd|inline|script|shell)\s*[=:]\s*)"
    r"(?P<quote>'''|\"\"\"|'|\")(?P<text>.*?)(?P=quote)",
    re.DOTALL,
)
_HERE_DOCUMENT = regex(r"<<[-~]?\"?(?P<end>\w+)\"?\n(?P<text>.*?)\n\s*(?P=end)\b", re.DOTALL)
_PRINTING = regex(r"\s*(?:echo|println|Write-\w+|print|message|warning|error)\b", re.IGNORECASE)
# What stands before a text that sets nothing: it is printed, or the value of some other key.
_SAYS = regex(
    r"\b(?:echo|println|print)[\s(]*\Z|\b(?!env|\w+_env)\w+\s*(?:=>|[=:])\s*\Z", re.IGNORECASE
)
_NAMED_VALUE = regex(  # `name = "NAME"` above or before `value = "VALUE"`
    r"(?:^|[{,(])\s*(?:name|key)\s*[=:]\s*([\"'])(?P<name>\w+)\1\s*[,\n]"
    r"\s*(?:value|defaultValue)\s*[=:]\s*(?P<quote>[\"']?)(?P<value>[^\"',)\n]*)(?P=quote)",
    re.MULTILINE,
)
# `variable "name" { default = value }`.
_VARIABLE = regex(
    r"^\s*variable\s+\"(?P<name>\w+)\"\s*\{[^{}]*?(?:^|\s)default\s*=\s*\"?(?P<value>[\w.]*)",
    re.MULTILINE,
)
_PYTHON_FILE = regex(r"([\"'])(?P<path>[^\s\"'*?:]+\.pyi?)\1")
# `args = ["-m", "module"]`, the argv of a container or a task.
_ARGUMENTS = regex(
    r"(?:^|[{,(])\s*(?:args|arguments|command|cmd|entrypoint|entry_point)\s*[=:]\s*\[(?P<words>[^\]]*)\]",
    re.MULTILINE,
)
_WORD = regex(r"([\"'])((?:(?!\1).)*)\1")
_LIST_MEMBER = regex(r"(['\"])(?P<text>[A-Za-z_]\w*=[^'\"]*)\1")


_NIX_TEXT = regex(
    r"(?<!')''(?!')(?P<text>.*?)(?<!')''(?!['$\\])", re.DOTALL
)  # of scripts, most often


class AssignmentsReader(Reader):
    """No parser is worth its weight for these: what is read looks the same in all of them."""

    names = (
        "Jenkinsfile", "Jenkinsfile.*", "*.groovy", "*.gradle", "*.tf", "*.tfvars", "*.hcl",
        "*.nomad", "*.nix", "BUILD", "BUILD.bazel", "*.bzl", "meson.build",
        "Vagrantfile", "Tiltfile", "Snakefile", "*.smk", "*.nf",
        "ecosystem.config.*",
    )  # fmt: skip

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield assignments line by line, and the facts of strings handed to a shell."""
        for call in _SHELL_CALL.finditer(source.text):
            yield from shell_facts(source[call.start("text") : call.end("text")])
        for script in (*_NIX_TEXT.finditer(source.text), *_HERE_DOCUMENT.finditer(source.text)):
            yield from shell_facts(source[slice(*script.span("text"))])
        for pair in _NAMED_VALUE.finditer(source.text):
            value = source[pair.start("value") : pair.end("value")]
            span = source.span(*pair.span("name"))
            yield SettingFact(pair["name"], value.text, span, (), value)
        for variable in _VARIABLE.finditer(source.text):
            name, value = variable["name"], source[slice(*variable.span("value"))]
            span = source.span(*variable.span("name"))
            yield SettingFact(name, value.text, span, ("variable", name), value)
        for found in _ARGUMENTS.finditer(source.text):
            begin = found.start("words")
            words = [
                source[begin + word.start(2) : begin + word.end(2)]
                for word in _WORD.finditer(found["words"])
            ]
            yield from [CommandFact(tuple(words))] if words else ()
        for line in source.split_lines():
            if _COMMENT.match(line.text) or _PRINTING.match(line.text):
                continue
            yield from _assignments(line)
            for file in _PYTHON_FILE.finditer(line.text):
                if not _SAYS.search(line.text, 0, file.start()):
                    path = line[slice(*file.span("path"))]
                    yield SettingFact("", path.text, path.span(), ("files",), path)


def _assignments(line: Excerpt) -> Iterator[SettingFact]:
    for member in _LIST_MEMBER.finditer(line.text):
        if _SAYS.search(line.text, 0, member.start()):
            continue
        yield from setting_in(line[member.start("text") : member.end("text")])
    for found in _ASSIGNMENT.finditer(line.text):
        at = found.start("name") - 1
        if line.text[max(at, 0)] in "\"'":
            is_image = line.text.startswith(":", found.end("name"))  # or another text, `"a:b"`
            if is_image or _SAYS.search(line.text, 0, at):
                continue
        value = line[found.start("value") : found.end("value")]
        value = value[1:-1] if value.text[0] in "\"'" else value
        name, span = found["name"], line.span(*found.span("name"))
        yield SettingFact(name, value.text, span, (name,), value)
