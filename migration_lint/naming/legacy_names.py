"""The configured names of the legacy engine, and whether a text is one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import dropwhile, takewhile

from migration_lint.flow.code.implementation import is_test
from migration_lint.flow.syntax.operators import HOLE
from migration_lint.project import Settings
from migration_lint.regex import regex

_OBJECT = regex(r"(?P<module>[A-Za-z_][\w.]*)(?::(?P<object>[A-Za-z_][\w.]*(?:\(\))?)?)?")
# A requirement that is the path or the address of a folder, a repository, a wheel or an archive.
_PLACE = regex(r"[\w+.-]*[:/\\]")
_VERSION = regex(r"(?:-\d|\.git\b).*")
_EXTRAS = regex(r"\s*\[[\w, ]*\]$")
_AROUND = regex(r"^[\^(]*(?:\.\*(?:\\\.)?)?|[$)]*$")
# The end of a pattern for a module and what lies in it.
_TAIL = regex(r"(?:\((?:\?:)?\\?\.(?:\|\$|[^()|]*)\)[?*]?\$?|\\b|\\Z)$")
_WILDCARDS = regex(r"^(?:\*\*/|\*/|\*)+|(?:/\*\*?|\*|::[\w:.\[\]-]*)$")

_BRACES = regex(r"\{([^{}]*,[^{}]*)\}")  # `{a,b}.py`
_MOST_BRACES = 3
_SEPARATOR = regex(r"[/\\]")
_FOLDER = regex(r"(?!\.+$)[\w.-]+")  # no variable, no pattern, none above
_LOADERS = regex(r"^(?:egg|call|config|python|attr|ext)(?:://|:\s*)")
_DATA = frozenset({  # suffixes of files that a configuration names, and of units
    "log", "lock", "db", "sqlite", "out", "err", "pid", "sock", "tar", "gz", "zip", "xml", "css",
    "service", "timer", "socket", "target", "container", "env",
})  # fmt: skip

# Variables that say which module is to be loaded.
_OF_MODULE = regex(r"(?i)\w+_(?:module|app|settings|plugin|class|factory|handler)s?")

_SUFFIXES = frozenset({  # of files: `af_engine_legacy.md` is no attribute of the module
    "py", "pyi", "pyc", "md", "rst", "txt", "html", "json", "yml", "yaml", "toml", "cfg", "ini",
    "csv", "png", "svg", "pdf", "sh", "service", "whl", "ipynb", "bak",
    "j2", "jinja2", "tmpl", "tpl",
})  # fmt: skip


def holds_module(variable: str) -> bool:
    """Whether an environment variable holds a module's name, judged by its own."""
    return _OF_MODULE.fullmatch(variable) is not None


def _instead(settings: Settings) -> str:
    """A module where there is one: the name of an engine is nothing that code could import."""
    controller = settings.engines[settings.candidate].controller
    module = (settings.entry or controller or "").partition(":")[0]
    return module or next(iter(settings.isolate), settings.candidate)


class LegacyNames:
    """Names of the modules and files that are gone in phase 4.

    Args:
        settings: The configured names.
        paths: The files of the project: a module that lies in a package there has that in front
            of its name.

    Attributes:
        instead: What to use in their place: the entry's module, the candidate's, or what has both.
    """

    def __init__(self, settings: Settings, paths: Iterable[str] = ()) -> None:
        self.instead = _instead(settings)
        self._modules = settings.legacy_modules
        self._called = {name: name for name in self._modules}
        self._called |= _names_deeper(settings.legacy_modules, paths)
        self._distributions = {_normalized(name): name for name in self._modules if "." not in name}
        self._files = frozenset(path.rpartition("/")[2] for path in settings.legacy_files)
        self._paths = tuple(_below(path, settings) for path in settings.legacy_files)
        self._folders = frozenset(_folders(settings))

    def module(self, text: str) -> str | None:
        """The legacy module that a dotted name is, or lies in; None for any other text."""
        for called, name in self._called.items():
            if text == called or text.startswith(f"{called}."):
                return name
        return None

    def required(self, text: str) -> str | None:
        """The legacy module whose distribution a requirement names; `-`, `_` and `.` are one."""
        named = re.split(r"[#\[;]", text.strip())[0]
        if _PLACE.match(named):
            named = _VERSION.sub("", re.split(r"[/\\]", named.rstrip("/\\"))[-1])
        return self._distributions.get(_normalized(re.split(r"[^\w.-]", named)[0]))

    def stand_in(self, text: str) -> bool:
        """Whether a text contains any of the names, as it must to name one."""
        modules = (name.rpartition(".")[2] for name in self._modules)
        return any(name in text for name in (*modules, *self._files)) or (
            "-" in text and any(name in _normalized(text) for name in self._distributions)
        )

    def object(self, text: str) -> str | None:
        """The legacy module that `module`, `module.name` or `module:name` names."""
        found = _OBJECT.fullmatch(_EXTRAS.sub("", text.strip()).replace(HOLE, "_"))
        if not found or found["module"].rpartition(".")[2] in _SUFFIXES:
            return None
        return self.module(found["module"])

    def file(self, text: str, *, below: bool = False) -> str | None:
        """The legacy file that a path names, or the folder of a legacy package that it lies in.

        A file is told by the last part of the path and the folders before it. The name of a file
        alone says enough where it is the module's too: that of one inside a package, `core/old.py`,
        is that of many, but for `below` a folder that is not told.
        """
        several = _BRACES.search(text) if text.count("{") <= _MOST_BRACES else None
        if several:
            before, after = text[: several.start()], text[several.end() :]
            ways = (f"{before}{way}{after}" for way in several[1].split(","))
            return next(filter(None, map(self.file, ways)), None)
        *around, last = parts = _SEPARATOR.split(text.strip())
        last, around = _source_of(last, around)
        if last in self._files:
            told = [*takewhile(_FOLDER.fullmatch, reversed(around))]
            is_alone = not around and not below
            for *configured, name in self._paths:
                if name == last and self._may_lie_in(told, configured[::-1], name, is_alone):
                    return last
        if len(parts) == 1 or not parts[0]:
            return None
        parts = list(dropwhile(lambda part: not _FOLDER.fullmatch(part), parts))
        for inner in self._folders:
            if tuple(parts[: len(inner)]) == inner:
                return "/".join(inner)
        return None

    def _may_lie_in(
        self, told: list[str], configured: list[str], name: str, is_alone: bool
    ) -> bool:
        """Whether folders, the innermost first, are those of a file, as far as both are known."""
        if not told or not configured:
            stem = name.partition(".")[0]
            modules = (one if is_alone else one.rpartition(".")[2] for one in self._modules)
            return not configured or stem in modules
        return all(one == other for one, other in zip(told, configured, strict=False))

    def owns(self, path: str) -> bool:
        """Whether a file of the project is one of those that are gone in phase 4 themselves."""
        inner = path.rpartition(".")[0].removesuffix("/__init__").replace("/", ".")
        within = f".{inner}."
        return any(
            within.endswith(f".{name}.") or (f".{name}." in within and not is_test(path))
            for name in self._modules
        )

    def pattern(self, text: str) -> str | None:
        """The legacy module or file that a word of a configuration, a glob or a regex names."""
        bare = _AROUND.sub("", _TAIL.sub("", text.strip())).replace("\\.", ".")
        bare = _LOADERS.sub("", _WILDCARDS.sub("", bare) or bare)
        if bare.rpartition(".")[2] in _DATA:
            return None
        return self.object(bare.removesuffix(".")) or self.file(bare.partition(":")[0])


def _names_deeper(modules: Sequence[str], paths: Iterable[str]) -> Mapping[str, str]:
    """The longer names of modules that lie in packages, each with the name that is configured.

    Where one lies at a usual place, the root or `src`, others of its name are others.
    """
    present = frozenset(paths)
    found = {}
    for module in modules:
        ends = tuple(f"/{module.replace('.', '/')}{end}" for end in (".py", "/__init__.py"))
        if any(usual in present for end in ends for usual in (end[1:], f"src{end}")):
            continue
        for path in (path for path in present if path.endswith(ends)):
            around = path[: path.rindex(ends[0].removesuffix(".py"))].split("/")
            for start in range(len(around)):
                found[".".join([*around[start:], module])] = module
    return found


def _source_of(name: str, around: list[str]) -> tuple[str, list[str]]:
    """The file that bytecode was made of: `__pycache__/NAME.cpython-312.pyc`."""
    if not name.endswith(".pyc"):
        return name, around
    return f"{name.partition('.')[0]}.py", [part for part in around if part != "__pycache__"]


def _normalized(distribution: str) -> str:
    return re.sub("[-.]", "_", distribution).lower()


def _below(path: str, settings: Settings) -> tuple[str, ...]:
    """The parts of a path from where the module's name begins in it, or the last folder on."""
    parts = tuple(path.split("/"))
    named = (*parts[:-1], parts[-1].partition(".")[0])
    for module in settings.legacy_modules:
        inner = tuple(module.split("."))
        for begin in range(len(parts)):
            if named[begin : begin + len(inner)] == inner:
                return parts[begin:]
    return parts[-2:]


def _folders(settings: Settings) -> Iterator[tuple[str, ...]]:
    """The folders of legacy packages, from each folder on that their files lie in."""
    for module in settings.legacy_modules:
        inner = tuple(module.split("."))
        for path in settings.legacy_files:
            parts = tuple(path.split("/")[:-1])
            for end in range(len(inner), len(parts) + 1):
                begin = end - len(inner)
                if parts[begin:end] == inner:
                    yield from (parts[start:end] for start in range(begin + 1))


def names_of_entry(settings: Settings, *, modules: bool) -> Mapping[str, str]:
    """By each legacy name, the name of the entry to use instead.

    Args:
        settings: The configured names.
        modules: Whether the module's name counts, or only the controller's.
    """
    control = settings.engines[settings.control].controller
    if not settings.entry or not control:
        return {}
    names = {
        control: settings.entry,
        control.replace(":", "."): settings.entry.replace(":", "."),
    }
    if modules:
        names[control.partition(":")[0]] = settings.entry.partition(":")[0]
    return names
