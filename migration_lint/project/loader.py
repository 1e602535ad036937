"""Find, read and check the configuration."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from migration_lint.project.locate import line_of_key
from migration_lint.project.model import Project, Settings
from migration_lint.project.settings import Mistake, read_table
from migration_lint.regex import regex

PYPROJECT = "pyproject.toml"
OWN_FILE = "engine_rollout.toml"
_TABLE = b"engine_rollout"
_OTHER_TABLE = regex(
    r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*[\"']?(?P<name>(?:pytest[-_])?engine-?rollout"
    r"|pytest[-_]engine_rollout|migration[-_]?lint)\b",
    re.MULTILINE,
)


class ConfigurationError(Exception):
    """Everything that is wrong with a configuration, each mistake on its own line."""


def load_project(root: Path, config: Path | None = None) -> Project:
    """The project at `root`, with the settings that apply to it.

    Args:
        root: The root directory; the nearest configuration at or above it wins.
        config: A file to read instead of looking for one.

    Raises:
        ConfigurationError: The file cannot be read, is not TOML, or holds mistakes; the message
            names all of them.
    """
    root = root.resolve()
    source = config if config is not None else find_configuration(root)
    if source is None:
        return Project(root, None, Settings())
    data = _read_bytes(source)
    raw = _table_of(source, data)
    settings, mistakes = read_table(Settings, raw, "")
    folder = root if config is not None else source.parent
    mistakes = mistakes or _contradictions(settings) or _misspelt(settings, raw, folder)
    if mistakes:
        raise configuration_error(source, mistakes)
    if "engines" in raw and "entry" not in raw:
        settings = settings._replace(entry=None)  # AtlasForge's entry says nothing of other engines
    return Project(root, source, settings)


def find_configuration(root: Path) -> Path | None:
    """The nearest file at or above `root` that configures us; `engine_rollout.toml` goes first."""
    for folder in (root, *root.parents):
        own, pyproject = folder / OWN_FILE, folder / PYPROJECT
        if _is_there(own):
            return own
        if _is_there(pyproject) and _configures(pyproject, _read_bytes(pyproject)):
            return pyproject
    return None


def _is_there(path: Path) -> bool:
    """Whether there is a file to read; a link that leads nowhere is one that cannot be."""
    return path.is_file() or (path.is_symlink() and not path.exists())


def root_by_bridge(start: Path) -> Path:
    """The root of a project that has no configuration: the nearest folder that has its bridges.

    Where none has, it is `start` itself.
    """
    folders = (start, *start.parents)
    return next((folder for folder in folders if _has_bridge(folder)), start)


def _has_bridge(folder: Path) -> bool:
    return any(bridge.is_file() for bridge in bridges_in(folder))


def bridges_in(folder: Path) -> list[Path]:
    """Where a project without configuration has its bridges, if a folder is its root."""
    return [folder / bridge for bridge in Settings().bridges]


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise ConfigurationError(
            f"{path}: cannot be read: {problem.strerror}; name an existing file"
        ) from None


def _configures(path: Path, data: bytes) -> bool:
    """Whether a `pyproject.toml` has our table; one of another of our names is a mistake."""
    text = data.decode("utf-8", "replace")
    may_be_mistaken = "rollout" in text or "migration" in text  # few of them have either word
    if may_be_mistaken and (mistaken := _OTHER_TABLE.search(text)):
        line = text.count("\n", 0, mistaken.start()) + 1
        raise ConfigurationError(
            f"{path}:{line}: tool.{mistaken['name']} is read by nothing; "
            "the table of both commands is [tool.engine_rollout]"
        )
    if _TABLE not in data:
        return False
    tool = _parse(path, data).get("tool", {})
    return isinstance(tool, Mapping) and "engine_rollout" in tool


def _table_of(path: Path, data: bytes) -> Mapping[str, Any]:
    parsed = _parse(path, data)
    if path.name == PYPROJECT:
        tool = parsed.get("tool", {})
        parsed = tool.get("engine_rollout", {}) if isinstance(tool, Mapping) else {}
    if not isinstance(parsed, Mapping):
        raise ConfigurationError(f"{path}: tool.engine_rollout must be a table")
    return parsed


def _parse(path: Path, data: bytes) -> Mapping[str, Any]:
    import sys  # noqa: PLC0415 - beside the import it decides

    if sys.version_info >= (3, 11):
        import tomllib  # noqa: PLC0415 - a project without configuration never pays for it
    else:
        import tomli as tomllib  # noqa: PLC0415 - as above

    try:
        # Editors on Windows begin a file with a byte order mark.
        parsed: Mapping[str, Any] = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ConfigurationError(f"{path}: is not valid TOML: {problem}") from None
    return parsed


def _contradictions(settings: Settings) -> list[Mistake]:
    """Mistakes that only show when keys are seen together."""
    known = ", ".join(f'"{name}"' for name in settings.engines)
    mistakes = [
        Mistake(role, f"the name of a configured engine: {known}")
        for role in ("control", "candidate")
        if getattr(settings, role) not in settings.engines
    ]
    if settings.control == settings.candidate:
        mistakes.append(Mistake("candidate", "another engine than control"))
    names = [method.name for method in settings.protocol]
    twice = ", ".join(f"`{name}`" for name in dict.fromkeys(names) if names.count(name) > 1)
    if twice:
        mistakes.append(Mistake("protocol", f"a list that names each member once, not {twice}"))
    both = sorted({*settings.flag_values.true} & {*settings.flag_values.false})
    if both:
        values = ", ".join(f'"{value}"' for value in both)
        mistakes.append(
            Mistake("flag_values", f"one truth table, but {values} is both true and false")
        )
    return mistakes


def _misspelt(settings: Settings, raw: Mapping[str, Any], folder: Path) -> list[Mistake]:
    if "engines" not in raw:
        return []
    from migration_lint.project.misspelt import misspelt_controllers  # noqa: PLC0415 - as above

    return list(misspelt_controllers(settings, raw["engines"], folder))


def configuration_error(source: Path, mistakes: Sequence[Mistake]) -> ConfigurationError:
    """The error that names every mistake with its key and, where it can be had, its line."""
    content = _read_bytes(source).decode("utf-8", "replace")
    prefix = "tool.engine_rollout." if source.name == PYPROJECT else ""
    count = f"{len(mistakes)} mistake{'s' if len(mistakes) > 1 else ''}"
    lines = [f"{source}: {count} in the configuration"]
    for mistake in mistakes:
        line = line_of_key(content, (prefix + mistake.key).split("."))
        place = f"{source.name}:{line}" if line else source.name
        lines.append(f"  {place}: {prefix}{mistake.key} must be {mistake.must}")
    return ConfigurationError("\n".join(lines))
