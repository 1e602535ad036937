"""The names that the migration is about, as the analysis looks for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from migration_lint.flow.values import (
    Alias,
    Bound,
    Const,
    Container,
    Controller,
    ControllerClass,
    Member,
    Mock,
    Module,
    Object,
    Reading,
    Super,
    Symbol,
    Value,
    Values,
)
from migration_lint.project import Project

FORCE_LEGACY = "force_legacy_engine"
FIXTURE = "engine"  # the fixture of our plugin that makes controllers

_ALWAYS = (Controller, ControllerClass, Member, Reading)


class Vocabulary:
    """The configured names, and whether a value has to do with them.

    Attributes:
        controllers: The engines by the dotted name of a controller's class.
        entry: The dotted name of what the flag switches.
        own: The dotted names of controllers in their engines' own modules.
    """

    def __init__(self, project: Project) -> None:
        settings = project.settings
        self.settings = settings
        self.flag = settings.flag
        self.legacy = tuple(settings.legacy_modules)
        own = {
            engine.controller.replace(":", "."): frozenset((engine.name,))
            for engine in project.engines.values()
            if engine.controller
        }
        self.own: Mapping[str, frozenset[str]] = own
        self.entry = settings.entry.replace(":", ".") if settings.entry else None
        self.engines = frozenset(project.engines)
        self.controllers = dict(own)
        if self.entry and self.entry not in own:
            self.controllers[self.entry] = frozenset().union(*own.values()) or self.engines
        self.packages = tuple(
            dict.fromkeys(
                [*self.legacy, *settings.isolate]
                + [name.rpartition(".")[0] for name in self.controllers]
            )
        )

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Words of which a file or a constant that matters has at least one."""
        found = [*self.packages, *(name.rpartition(".")[2] for name in self.controllers)]
        found += [self.flag, FORCE_LEGACY, *self.settings.legacy_files]
        shortest: list[str] = []
        for word in sorted(dict.fromkeys(found), key=len):
            if not any(short in word for short in shortest):
                shortest.append(word)
        return tuple(shortest)

    @property
    def targets(self) -> tuple[str, ...]:
        """Names that matter whatever is bound to them."""
        return (self.flag, FORCE_LEGACY)

    def is_legacy(self, module: str) -> bool:
        """Whether a dotted name is a legacy module or something inside one."""
        return any(module == name or module.startswith(name + ".") for name in self.legacy)

    def is_ours(self, name: str) -> bool:
        """Whether a dotted name belongs to an engine."""
        return any(name == own or name.startswith(own + ".") for own in self.packages)

    def mentions(self, text: str) -> bool:
        """Whether a text has one of the words, or is itself a large piece of a legacy name."""
        if any(word in text for word in self.words):
            return True
        return len(text) > 3 and any(text in name for name in self.legacy)

    def matters(self, values: Values, depth: int = 3) -> bool:
        """Whether a rule may care for any of `values`."""
        return any(self._one_matters(value, depth) for value in values)

    def _one_matters(self, value: Value, depth: int) -> bool:  # noqa: PLR0911 - one line a kind
        kind = type(value)
        if kind in _ALWAYS:
            return True
        if isinstance(value, Const):
            return self._constant_matters(value.value)
        if isinstance(value, (Module, Symbol)):
            return self.is_ours(value.name)
        if depth == 0:
            return False
        if isinstance(value, Container):
            return self.matters(value.every() | value.keys, depth - 1)
        if isinstance(value, Object):
            return any(self.matters(held, depth - 1) for held in value.attributes.values())
        if isinstance(value, Bound):
            given = any(self.matters(held, depth - 1) for held in value.arguments)
            return given or self._one_matters(value.function, depth - 1)
        if isinstance(value, Alias):
            return self.matters(value.instances, depth - 1)
        if isinstance(value, Mock):
            return self.matters(value.spec, depth - 1)
        return isinstance(value, Super) and self.matters(value.owner, depth - 1)

    def _constant_matters(self, value: object) -> bool:
        if isinstance(value, str):
            return self.mentions(value)
        return isinstance(value, bytes) and self.mentions(value.decode("utf-8", "replace"))
