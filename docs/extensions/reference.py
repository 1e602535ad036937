"""Writes the reference pages from the code, at every build, so that they cannot be stale."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from migration_lint import formats
from migration_lint.gate import outputs
from migration_lint.gate.criteria import all_criteria
from migration_lint.gate.explain import facts_of
from migration_lint.project.model import EngineSettings, FlagValues, Settings
from migration_lint.project.settings import Setting, SettingsTable, keys_of
from migration_lint.project.tables.events import EventTap
from migration_lint.project.tables.gate import Waiver
from migration_lint.rules import all_rules
from migration_lint.rules.base import Rule
from pytest_engine_rollout import reports
from pytest_engine_rollout.options import OPTIONS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).parent.parent.parent
PAGES = ROOT / "docs" / "reference"


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx: make the pages before it looks for them."""
    app.connect("config-inited", lambda *_: write_pages())
    return {"parallel_read_safe": True}


def write_pages() -> None:
    """Write every page that comes from the code; what has not changed is left alone."""
    for name, lines in (
        ("options", options_page()),
        ("configuration", configuration_page()),
        ("rules", rules_page()),
        ("criteria", criteria_page()),
        ("formats", formats_page()),
    ):
        path, text = PAGES / f"{name}.md", "\n".join(lines) + "\n"
        path.parent.mkdir(exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def formats_page() -> Iterator[str]:
    """The output formats of both packages, and the schemas of the files that are contracts."""
    yield "# Formats\n"
    for title, names, find in (
        ("migration-lint check --format", formats.format_names(), formats.format_named),
        ("migration-lint gate --format", outputs.output_names(), outputs.output_named),
    ):
        yield f"## `{title}`\n\n| format | what |\n|---|---|"
        for name in names:
            yield f"| `{name}` | {first_line(type(find(name)))} |"
        yield ""
    yield "## Reports of the dual run\n\n| option | what |\n|---|---|"
    for module in iter_modules(reports.__path__):
        if module.name.endswith("_file"):
            word = module.name.removesuffix("_file")
            what = first_line(import_module(f"{reports.__name__}.{module.name}"))
            yield f"| `--engine-{word}` | {what.partition(': ')[2]} |"
    yield "\n## Schemas\n"
    yield "JSON Schemas of the files that other tools may read, shipped in the packages:\n"
    for schema in sorted(ROOT.glob("[mp]*/**/*.schema.json")):
        title = json.loads(schema.read_text(encoding="utf-8")).get("title", schema.stem)
        yield f"- `{schema.relative_to(ROOT).as_posix()}`: {title}"


def first_line(documented: object) -> str:
    """The first line of a docstring, as it fits in a table."""
    return (documented.__doc__ or "").strip().splitlines()[0].replace("|", "\\|")


def options_page() -> Iterator[str]:
    """The plugin's options with their ini twins."""
    yield "# Options of the plugin\n"
    yield "Each has a twin of the same meaning in pytest's own configuration file.\n"
    yield "| option | ini | meaning |\n|---|---|---|"
    for option in OPTIONS:
        meaning = " ".join(option.meaning.split()).replace("|", "\\|")
        value = f"={option.metavar}" if option.metavar else ""
        value = value.replace("|", "\\|")
        yield f"| `{option.flag}{value}` | `{option.ini}` | {meaning} |"


def configuration_page() -> Iterator[str]:
    """Every key of `[tool.engine_rollout]` and of its tables."""
    yield "# Configuration\n"
    yield (
        "One table for both packages: `[tool.engine_rollout]` in `pyproject.toml`, or the same\n"
        "keys at the top level of `engine_rollout.toml` beside it, which goes first. The nearest\n"
        "one at or above the root directory wins. The defaults are AtlasForge's.\n"
    )
    yield from table_of(Settings, "tool.engine_rollout")
    yield from table_of(FlagValues, "tool.engine_rollout.flag_values")
    yield from table_of(EngineSettings, "tool.engine_rollout.engines.NAME")
    yield from table_of(EventTap, "tool.engine_rollout.events.NAME")
    for name, declared in Settings.declared.items():
        table = declared.factory
        if isinstance(table, type) and table is not FlagValues:
            yield from table_of(table, f"tool.engine_rollout.{name}")
    yield from table_of(Waiver, "tool.engine_rollout.gate.waivers.CRITERION")


def table_of(table: type[SettingsTable], name: str) -> Iterator[str]:
    """One settings table: key, default, meaning."""
    yield f"## `[{name}]`\n"
    documentation = (table.__doc__ or "").strip()
    if documentation and not documentation.startswith(table.__name__):
        yield cleandoc(documentation) + "\n"
    yield "| key | default | meaning |\n|---|---|---|"
    for key, attribute in keys_of(table).items():
        declared = table.declared[attribute]
        meaning = " ".join(declared.meaning.split()).replace("|", "\\|")
        yield f"| `{key}` | {default_of(declared)} | {meaning} |"
    yield ""


def default_of(declared: Setting) -> str:
    """A key's default as it would be written in TOML, where that is short."""
    if declared.factory is not None:
        return "see below"
    value = declared.default
    if value is None or declared.is_required:
        return "none"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        members = ", ".join(f'"{member}"' for member in value)
        return f"`[{members}]`".replace("|", "\\|")
    return f"`{value}`" if not isinstance(value, str) else f'`"{value}"`'.replace("|", "\\|")


def criteria_page() -> Iterator[str]:
    """Every criterion of the gate, by the first phase that ends on it."""
    yield "# Criteria of the gate\n"
    yield "`migration-lint gate --explain CRITERION` shows the same in a terminal.\n"
    yield from plan_table()
    for criterion in all_criteria().values():
        yield f"## {criterion.id}\n"
        yield f"Holds when {criterion.title}.\n"
        yield cleandoc(criterion.__doc__ or "") + "\n"
        yield "| | |\n|---|---|"
        for name, value in facts_of(criterion):
            escaped = value.replace("|", "\\|")
            yield f"| {name} | {f'`{escaped}`' if name == 'command' else escaped} |"
        yield ""


def plan_table() -> Iterator[str]:
    """The rollout plan, sentence by sentence, with the criteria that judge it."""
    by_sentence: dict[str, list[str]] = {}
    for criterion in all_criteria().values():
        for sentence in criterion.plan(Settings()):
            phases = ", ".join(map(str, criterion.phases))
            link = f"[{criterion.id}](#{criterion.id}) ({phases})"
            by_sentence.setdefault(sentence, []).append(link)
    yield "## The plan, sentence by sentence\n"
    yield "| the plan says | criteria (and the phases that end on them) |\n|---|---|"
    for sentence, links in by_sentence.items():
        escaped = sentence.replace("|", "\\|")
        yield f"| {escaped} | {', '.join(links)} |"
    yield ""


def rules_page() -> Iterator[str]:
    """Every rule's own page, one after the other."""
    yield "# Rules\n"
    yield "`migration-lint rule CODE` prints the same. A code is never used twice.\n"
    for code, rule in all_rules().items():
        yield from rule_section(code, rule)


def rule_section(code: str, rule: type[Rule]) -> Iterator[str]:
    """One rule: its docstring, headings one level down."""
    yield f"## {code} {rule.name}\n"
    for line in cleandoc(rule.__doc__ or "").splitlines():
        yield f"###{line.lstrip('#')}" if line.startswith("#") else line
    yield ""
