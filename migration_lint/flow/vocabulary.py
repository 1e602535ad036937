"""The names that the migration is about, as the analysis looks for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import AnyStr

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

FIXTURE = "engine"  # the fixture of our plugin that makes controllers

_ALWAYS = frozenset((Controller, ControllerClass, Member, Reading))
_HOLDERS = frozenset((Container, Object, Bound, Alias, Mock, Super))


class Vocabulary:
    """The configured names, and whether a value has to do with them.

    Attributes:
        controllers: The engines by the dotted name of a controller's class.
        entry: The dotted name of what the flag switches.
        own: The dotted names of controllers in their engines' own modules.
        generation: Goes up whenever something that matters is put into an object.
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
        self.generation = 0
        self._ours: dict[str, bool] = {}
        self._constants: dict[object, bool] = {}
        self.packages = tuple(
            dict.fromkeys(
                [*self.legacy, *settings.isolate]
                + [name.rpartition(".")[0] for name in self.controllers]
            )
        )

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Words of which a file or a constant that matters has at least one."""
        return shortest([*self.packages, *self.telling_words])

    @cached_property
    def telling_words(self) -> tuple[str, ...]:
        """Words of which a body that matters has at least one, unless it imports by name.

        The package of the candidate is none of them: what matters of it has a name that is.
        """
        found = [*self.legacy, *(name.rpartition(".")[2] for name in self.controllers)]
        return shortest([*found, self.flag, self.settings.force_key, *self.settings.legacy_files])

    @property
    def targets(self) -> tuple[str, ...]:
        """Names that matter whatever is bound to them."""
        return (self.flag, self.settings.force_key)

    @property
    def keywords(self) -> tuple[str, ...]:
        """Names of keyword arguments that matter whatever their values are."""
        return (*self.targets, *self.legacy)

    def is_legacy(self, module: str) -> bool:
        """Whether a dotted name is a legacy module or something inside one."""
        return any(module == name or module.startswith(name + ".") for name in self.legacy)

    def is_ours(self, name: str) -> bool:
        """Whether a dotted name is an engine's module, or something of the legacy one."""
        known = self._ours.get(name)
        if known is None:
            known = self._ours[name] = name in self.packages or self.is_legacy(name)
        return known

    def in_engine(self, name: str) -> bool:
        """Whether a dotted name belongs to an engine."""
        return any(name == own or name.startswith(own + ".") for own in self.packages)

    def mentions(self, text: str) -> bool:
        """Whether a text has one of the words, or is itself a large piece of a legacy name."""
        if any(word in text for word in self.words):
            return True
        return len(text) > 3 and any(text in name for name in self.legacy)

    def matters(self, values: Values) -> bool:
        """Whether a rule may care for any of `values`."""
        for value in values:
            kind = type(value)
            if kind in _ALWAYS:
                return True
            if kind is Const:
                if self._constant_matters(value.value):  # type: ignore[attr-defined]  # a Const
                    return True
            elif kind is Symbol or kind is Module:
                if self.is_ours(value.name):  # type: ignore[attr-defined]  # both have one
                    return True
            elif kind in _HOLDERS and self._holder_matters(value):
                return True
        return False

    def only_names(self, values: Values) -> bool:
        """Whether values are texts at most, by themselves or in what holds them.

        A text says something of the migration only where somebody imports or patches by it, while
        an engine may be used in any way: so a text is followed less far.
        """
        seen: set[Value] = set()
        waiting = list(values)
        while waiting:
            value = waiting.pop()
            if isinstance(value, (Container, Object)):
                if value not in seen:
                    seen.add(value)
                    waiting += (inner for held in _held_by(value) for inner in held)
            elif not isinstance(value, Const) and self.matters(frozenset({value})):
                return False
        return True

    def _holder_matters(self, value: Value) -> bool:
        """Whether something that holds other values holds one that matters.

        What is found not to matter is not looked at again until something that matters was put
        somewhere: objects hold each other in circles.
        """
        if not isinstance(value, (Container, Object)):
            return any(map(self.matters, _held_by(value)))
        if value.checked == self.generation:
            return False
        value.checked = self.generation
        if isinstance(value, Container) and value.kind == "dict":
            found = any(map(self._constant_matters, value.items))
        else:
            found = False
        if found or any(map(self.matters, _held_by(value))):
            value.checked = -1
            return True
        return False

    def carries(self, value: Const) -> bool:
        """Whether a constant is worth following into a function: a name, and no message."""
        text = value.value
        return self._constant_matters(text) and not (isinstance(text, str) and " " in text)

    def _constant_matters(self, value: object) -> bool:
        kind = type(value)
        if kind is not str and kind is not bytes and not isinstance(value, str):
            return False
        known = self._constants.get(value)
        if known is None:
            text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
            known = self._constants[value] = self.mentions(text)
        return known


def shortest(words: Iterable[AnyStr]) -> tuple[AnyStr, ...]:
    """The words without those that have another one inside."""
    found: list[AnyStr] = []
    for word in sorted(dict.fromkeys(words), key=len):
        if not any(short in word for short in found):
            found.append(word)
    return tuple(found)


def _held_by(value: Value) -> Iterable[Values]:
    """What something that holds other values holds."""
    if isinstance(value, Container):
        return (*value.items.values(), value.rest, value.keys)
    if isinstance(value, Object):
        return list(value.attributes.values())
    if isinstance(value, Bound):
        return (*value.arguments, frozenset({value.function}))
    if isinstance(value, Alias):
        return (value.instances,)
    if isinstance(value, Mock):
        return (value.spec,)
    return (value.owner,) if isinstance(value, Super) else ()
