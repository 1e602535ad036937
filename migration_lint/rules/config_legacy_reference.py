"""ML403."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from migration_lint.diagnostic import Finding, Severity, Span
from migration_lint.facts import Facts
from migration_lint.flow.recording.facts import ImportFact
from migration_lint.naming.code import find_legacy
from migration_lint.naming.commands import legacy_words
from migration_lint.naming.flag import filled_in
from migration_lint.naming.legacy_names import LegacyNames, holds_module
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import CommandFact, SettingFact
from migration_lint.regex import regex
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid

# Keys whose value is for people, or names an image or a service.
_LABELS = frozenset({
    "about", "alias", "author", "authors", "body", "changelog", "comment", "comments", "content",
    "container_name", "description", "display_name", "doc", "docs", "heading", "help", "id",
    "image", "keyword", "keywords", "label", "labels", "message", "name", "note", "notes",
    "reason", "repository", "service", "qualname", "logger", "keys", "subject", "summary", "tag",
    "tags", "text", "title", "todo", "problem_statement",
    "ignore-words-list", "syslogidentifier", "hostname", "job_name", "envlist", "env_list",
})  # fmt: skip
# Keys that end like those whose value is for people, and keys around names of other things.
_LABEL = regex(
    r"(?!module|package|script).*(?:name|title|label|message|format|template|text|group|queue|team|kind"
    r"|pattern|regex|value|default|key)s?"
)
_SELECTS = frozenset({"labels", "matchlabels", "annotations", "selector", "nodeselector"})
# Formats in which a value is a name of something else more often than of a module.
_LABELLED = (".yml", ".yaml", ".tf", ".tfvars", ".hcl", ".nomad")
_FUNCTION = regex(r"\w+_(?:function|callable)")
# Keys of JSON, much of which is data, under which a module or a file is used.
_JSON_USES = frozenset({
    "app", "args", "backend", "callable", "class", "command", "controller", "engine", "entry",
    "entry_point", "entrypoint", "exclude", "extrapaths", "factory", "files", "handler", "ignore",
    "import", "imports", "include", "main", "module", "modules", "path", "paths", "plugin",
    "plugins", "program", "script", "source", "src", "target", "wsgi",
})  # fmt: skip
_PROGRAMS = frozenset({"command", "entry", "entrypoint", "program", "script"})  # no modules
_DEPENDENCIES = regex(r"dependenc(?:ies|y-groups)|^requires$|_requires?$|^deps$")
# Of Poetry, Pipenv, Pixi and uv.
_REQUIRES_BY_KEY = regex(r"^(?:(?:dev-|pypi-)?(?:dependencies|packages)|sources)$")
# Keys whose value is a list in one text.
_LISTS = frozenset({
    "addopts", "args", "exclude", "exclusions", "extend-exclude", "extend_skip", "files",
    "force-exclude",
    "ignore", "ignore-patterns", "include", "known_first_party", "modules", "norecursedirs", "omit",
    "packages", "per-file-ignores", "python_files", "py-modules", "py_modules", "root_packages",
    "ignore_imports", "scripts", "skip", "source", "source_modules", "source_pkgs", "sources",
    "testpaths", "pytest_addopts",
})  # fmt: skip


class ConfigLegacyReference(Rule):
    """A script, packaging or configuration file that needs the legacy module.

    What it does:
        Reports the legacy module, or a file of it, as a value in packaging and configuration
        (entry points, `py_modules`, settings of other tools) and as what a command runs, loads or
        copies: `python -m`, `python -c`, `gunicorn module:app`, `COPY af_engine_legacy.py`. Text
        that is printed or searched for, names and descriptions are left alone.

        A warning until phase 3, an error in phase 4.

    Why it matters here:
        No Python tool looks into these files, and they break last: when an image is built, a unit
        restarts or a package is installed without the module.

    Example:
        ```toml
        [project.scripts]
        atlasforge = "af_engine_legacy:main"
        ```

    Use instead:
        Name the entry that the flag switches (`af_engine`), or remove the line.

    Fix safety:
        There is no automatic fix: whether the entry takes the module's place in the setting of
        another tool, or the setting goes, depends on what the tool is told by it.
    """

    code = "ML403"
    name = "config-legacy-reference"
    severities: ClassVar[Mapping[int, Severity]] = MappingProxyType(
        {1: Severity.WARNING, 2: Severity.WARNING, 3: Severity.WARNING, 4: Severity.ERROR}
    )
    valid = (
        Valid("a message", {"run.sh": 'echo "af_engine_legacy.py is old"\n'}),
        Valid("a search", {"run.sh": "grep -rn af_engine_legacy .\n"}),
        Valid("a marker expression", {"run.sh": "pytest -m af_engine_legacy\n"}),
        Valid("a description", {"pyproject.toml": '[project]\ndescription = "af_engine_legacy"\n'}),
        Valid("a key of a report", {"report.json": '{"af_engine_legacy": 3098}\n'}),
        Valid("a value of a report", {"report.json": '{"biggest": "af_engine_legacy.py"}\n'}),
        Valid("a longer name", {"setup.cfg": "[options]\npy_modules = af_engine_legacy_utils\n"}),
        Valid("the name of an image", {"a.yml": "image: af_engine_legacy:latest\n"}),
    )
    invalid = (
        Invalid(
            "an entry point",
            {"pyproject.toml": '[project.scripts]\natlasforge = "af_engine_legacy:main"\n'},
            at=("pyproject.toml:2:15",),
            message="`af_engine_legacy` is needed here and is gone in phase 4; "
            "use `af_engine` or remove it",
        ),
        Invalid(
            "a list of modules over several lines",
            {"setup.cfg": "[options]\npy_modules =\n    conductor\n    af_engine_legacy\n"},
            at=("setup.cfg:4:5",),
            message="`af_engine_legacy` is needed here and is gone in phase 4; "
            "use `af_engine` or remove it",
        ),
        Invalid(
            "what an image runs and copies",
            {
                "Dockerfile": "FROM python\nCOPY af_engine_legacy.py /app/\n"
                'CMD ["python", "-m", "af_engine_legacy"]\n'
            },
            at=("Dockerfile:2:6", "Dockerfile:3:23"),
            message="`af_engine_legacy.py` is needed here and is gone in phase 4; "
            "use `af_engine` or remove it",
        ),
        Invalid(
            "Python in a command",
            {"run.sh": "python -c 'import af_engine_legacy'\n"},
            at=("run.sh:1:12",),
            message="`af_engine_legacy` is needed here and is gone in phase 4; "
            "use `af_engine` or remove it",
        ),
        Invalid(
            "sections and file names of other tools",
            {
                "mypy.ini": "[mypy-af_engine_legacy.*]\nignore_errors = true\n",
                "pyproject.toml": "[tool.ruff.lint.per-file-ignores]\n"
                '"af_engine_legacy.py" = ["E501"]\n',
            },
            at=("mypy.ini:1:2", "pyproject.toml:2:2"),
            message="`af_engine_legacy` is needed here and is gone in phase 4; "
            "use `af_engine` or remove it",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield each place once that names a legacy module or file to use it."""
        names = context.names
        what = f"is needed here and is gone in phase 4; use `{names.instead}` or remove it"
        seen = set()
        for span, symbol in _references(facts, context, names):
            if span not in seen:
                seen.add(span)
                yield Finding(span, f"`{symbol}` {what}", symbol)


def _references(
    facts: Facts, context: RuleContext, names: LegacyNames
) -> Iterator[tuple[Span, str]]:
    if context.origin == "script":
        for imported in facts.of(ImportFact):
            symbol = names.module(imported.target) or names.module(imported.module)
            if symbol:
                yield imported.span, symbol
    in_commands = [*_in_commands(facts, names)]
    yield from in_commands
    is_json = facts.path.endswith(("json", "jsonl", "jsonc"))
    for setting in facts.of(SettingFact):
        if not _is_label(setting, names, is_labelled=facts.path.endswith(_LABELLED)):
            for span, symbol in _in_setting(setting, names, is_json=is_json):
                if not any(_is_within(place, span) for place, _ in in_commands):
                    yield span, symbol


def _in_commands(facts: Facts, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    for command in facts.of(CommandFact):
        for word in legacy_words([word.text for word in command.words], names):
            yield _place(command.words[word.position], names), word.symbol


def _in_setting(
    setting: SettingFact, names: LegacyNames, *, is_json: bool
) -> Iterator[tuple[Span, str]]:
    yield from _in_value(setting, names, is_json=is_json)
    if not is_json:
        yield from _in_key(setting, names)


def _is_within(inner: Span, outer: Span) -> bool:
    """Whether a place is a part of another one: a word of a command that is a value as a whole."""
    begins_later = (outer.line, outer.column) <= (inner.line, inner.column)
    return begins_later and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)


def _place(word: Excerpt, names: LegacyNames) -> Span:
    """Where a word of a command names it; in code over several lines the line inside."""
    found = find_legacy(word.text, names) if "\n" in word.text else None
    if found is None:
        return word.span()
    line = list(word.split_lines())[found.line - 1]
    return line.span(found.column - 1, found.end_column - 1)


def _is_label(setting: SettingFact, names: LegacyNames, *, is_labelled: bool) -> bool:
    """Whether the module's mere name stands under a key that takes names of other things too."""
    text = setting.text.text.strip() if setting.text is not None else ""
    if names.module(text) != text or not text:
        return False
    *around, key = [key.lower() for key in setting.keys if key] or [setting.name.lower()]
    if _names_module(setting):
        return False
    if _SELECTS.intersection(around[-1:]) or _LABEL.fullmatch(key):
        return True
    if around[-1:] == ["variable"] and not holds_module(key):  # of Terraform
        return True
    is_use = (key in _JSON_USES and key not in _PROGRAMS) or key in _LISTS or holds_module(key)
    return is_labelled and not is_use and not any(map(_DEPENDENCIES.search, (*around, key)))


def _names_module(setting: SettingFact) -> bool:
    """`[tool.flit.module]` has the module under `name`."""
    return setting.keys[-3:] == ("flit", "module", "name")


def _in_value(
    setting: SettingFact, names: LegacyNames, *, is_json: bool
) -> Iterator[tuple[Span, str]]:
    key = next((key.lower() for key in reversed(setting.keys) if key), setting.name.lower())
    last = key.rpartition(".")[2]  # as in the settings of an editor
    is_use = last in _JSON_USES or _FUNCTION.fullmatch(key) or holds_module(last)
    is_data = is_json and not is_use
    if setting.text is None or (key in _LABELS and not _names_module(setting)) or is_data:
        return
    text = setting.text
    symbol = _named(text.text, setting, key, names)
    if symbol:
        yield text.strip().span(), symbol
        return
    is_list = last in _LISTS
    parts = r"[^\s,|()]+" if is_list else r"[^\n]+"
    for part in re.finditer(parts, text.text) if is_list or "\n" in text.text else ():
        word = text[slice(*part.span())].strip()
        bare = re.sub(r"^-{0,2}[\w.-]+=|:[\w*]*$", "", word.text)
        symbol = names.pattern(bare) if is_list else names.file(word.text)
        if symbol:
            yield word.span(), symbol


def _named(text: str, setting: SettingFact, key: str, names: LegacyNames) -> str | None:
    """The module or file that is a value, or what its key says of the value."""
    symbol = names.pattern(filled_in(text))
    if not symbol and key.endswith("handler"):  # `src/MODULE.function`
        parts = text.split("/")
        below = (names.object(".".join(parts[at:])) for at in range(len(parts)))
        symbol = next(filter(None, below), None)
    if not symbol and any(_DEPENDENCIES.search(one.lower()) for one in setting.keys):
        symbol = names.required(text)
    if not symbol and any("entry" in one for one in setting.keys):  # `name = MODULE:object`
        symbol = names.pattern(text.rpartition("=")[2])
    if not symbol and key == "filterwarnings" and ":" in text:
        symbol = names.pattern(text.rpartition(":")[2])
    return symbol


def _in_key(setting: SettingFact, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """`[mypy-MODULE]`, `"FILE" = [...]`, and modules as keys of package data."""
    section = setting.name.removeprefix("mypy-")
    around = setting.keys[:-1]
    symbol = names.file(section.rpartition(":")[2])
    if not symbol and (section != setting.name or any("package" in key for key in around)):
        symbol = next(filter(None, map(names.pattern, section.split(","))), None)
    if not symbol and any(_REQUIRES_BY_KEY.search(key) for key in around):
        symbol = names.required(section)
    if symbol:
        yield setting.span, symbol
