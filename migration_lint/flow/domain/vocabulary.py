"""The names that the migration is about, as the analysis looks for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, AnyStr

from migration_lint.project import Engine, Project

if TYPE_CHECKING:
    from migration_lint.flow.domain.values import Const, Value

_LONGEST_KEY = 40
_LARGEST_KEY = 99
_LEAST_TAIL = 10  # letters that are found as fast as a whole name, and as seldom
FIXTURE = "engine"  # the fixture of our plugin that makes controllers


class Vocabulary:
    """The configured names, and whether a value has to do with them.

    Attributes:
        controllers: The engines by the dotted name of a controller's class.
        entry: The dotted name of what the flag switches.
        flag_keys: The names of the flag as a key of settings.
        own: The dotted names of controllers in their engines' own modules.
        elsewhere: Those that such a module takes from another one, with their names there.
        packages: The modules and packages of the engines.
        leading: Those by which a controller or a legacy module can be had. Of one that is isolated
            for another reason, nothing that is found in it matters.
        targets: Names that matter whatever is bound to them.
        keywords: Names of keyword arguments that matter whatever their values are.
        protocol: The names of the members that both engines have.
        is_ours: Whether a dotted name leads to a controller, or is something of the legacy module.
        constant_matters: Whether a constant is a text that mentions the migration.
    """

    def __init__(
        self, project: Project, elsewhere: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        settings = self.settings = project.settings
        self.elsewhere = elsewhere
        self.flag = settings.flag
        self.flag_keys = settings.flag_keys
        self.targets = (settings.flag, settings.force_key)
        self._targets = frozenset(self.targets)
        self.protocol = frozenset(method.name for method in settings.protocol)
        self.legacy = tuple(settings.legacy_modules)
        last_names = (name.rpartition(".")[2] for name in self.legacy)
        self.keywords = (*self.flag_keys, settings.force_key, *last_names)
        self._distributions = tuple(
            name.replace("_", "-") for name in self.legacy if "_" in name and "." not in name
        )
        self.engines = frozenset(project.engines)
        self.own = _own_controllers(project.engines.values(), elsewhere)
        self.entry = settings.entry.replace(":", ".") if settings.entry else None
        self.controllers = dict(self.own)
        if self.entry and self.entry not in self.own:
            self.controllers[self.entry] = frozenset().union(*self.own.values()) or self.engines
        packages = (name.rpartition(".")[0] for name in self.controllers)
        self.packages = tuple(dict.fromkeys([*self.legacy, *settings.isolate, *packages]))
        self._in_legacy = tuple(f"{name}." for name in self.legacy)
        self._in_packages = tuple(f"{name}." for name in self.packages)
        self.leading = _leading(self.packages, (*self.legacy, *self.controllers))
        self.is_ours = cache(self._is_ours)
        self.constant_matters = cache(self._constant_matters)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Words of which a file or a constant that matters has at least one."""
        return shortest([*self.leading, *self.telling_words])

    @cached_property
    def telling_words(self) -> tuple[str, ...]:
        """Words of which a body that matters has at least one, unless it imports by name.

        The package of the candidate is none of them: what matters of it has a name that is.
        """
        named = (*self.legacy, *self.controllers)
        found = [name.rpartition(".")[2] for name in named]  # what is imported from a package
        found += [_tail(self.flag), self.flag.lower()]  # the latter of classes of settings
        return shortest([*found, self.settings.force_key, *self.settings.legacy_files])

    def is_legacy(self, module: str) -> bool:
        """Whether a dotted name is a legacy module or something inside one."""
        return f"{module}.".startswith(self._in_legacy)

    def _is_ours(self, name: str) -> bool:
        return name in self.leading or self.is_legacy(name)

    def in_engine(self, name: str) -> bool:
        """Whether a dotted name belongs to an engine."""
        return f"{name}.".startswith(self._in_packages)

    def mentions(self, text: str) -> bool:
        """Whether a text has one of the words, or is itself a large piece of a legacy name.

        As a distribution a legacy module has hyphens in its name.
        """
        if any(word in text for word in (*self.words, *self._distributions)):
            return True
        return len(text) > 3 and any(text in name for name in self.legacy)

    def carries(self, value: Const) -> bool:
        """Whether a constant is worth following into a function: a name, and no message."""
        text = value.value
        return self.constant_matters(text) and not (isinstance(text, str) and " " in text)

    def is_setting(self, value: Const) -> bool:
        """Whether a constant is a value that the flag can have."""
        held = value.value
        return isinstance(held, int) or (
            isinstance(held, str) and self.settings.flag_values.truth(held) is not None
        )

    def sets_flag(self, texts: Iterable[object]) -> bool:
        """Whether texts have the flag's name, or that of the key that forces the legacy engine."""
        return not self._targets.isdisjoint(texts)

    def decides(self, value: Value) -> bool:
        """Whether a constant can be a name, a key or a choice, and is no value of the flag."""
        held = getattr(value, "value", None)
        if isinstance(held, str):
            return (
                len(held) <= _LONGEST_KEY
                and " " not in held
                and self.settings.flag_values.truth(held) is None
            )
        return isinstance(held, int) and abs(held) <= _LARGEST_KEY

    def _constant_matters(self, value: object) -> bool:
        text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
        return isinstance(text, str) and self.mentions(text)


def _tail(flag: str) -> str:
    """The flag's name without its first word, which may be put before it: `"USE_" + name`."""
    tail = flag.partition("_")[2]
    return tail if "_" in tail and len(tail) >= _LEAST_TAIL else flag


def _own_controllers(
    engines: Iterable[Engine], elsewhere: Mapping[str, str]
) -> Mapping[str, frozenset[str]]:
    """The engines by the dotted names of their controllers, in their own modules and elsewhere."""
    own: dict[str, frozenset[str]] = {}
    for engine in engines:
        if engine.controller:
            name = engine.controller.replace(":", ".")
            for one in {name, elsewhere.get(name, name)}:
                own[one] = own.get(one, frozenset()) | {engine.name}
    return own


def _leading(packages: Iterable[str], led_to: Collection[str]) -> tuple[str, ...]:
    """The packages that have one of some names inside, or are inside one."""
    return tuple(
        package
        for package in packages
        if any(_is_inside(name, package) or _is_inside(package, name) for name in led_to)
    )


def _is_inside(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def shortest(words: Iterable[AnyStr]) -> tuple[AnyStr, ...]:
    """The words without those that contain another one."""
    found: list[AnyStr] = []
    for word in sorted(dict.fromkeys(words), key=len):
        if not any(short in word for short in found):
            found.append(word)
    return tuple(found)
