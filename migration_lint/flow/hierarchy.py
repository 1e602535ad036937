"""Classes of the project and their bases: which one a value is of, and what it has by name."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from typing import TYPE_CHECKING

from migration_lint.flow.definitions import ClassDefinition
from migration_lint.flow.frame import Frame
from migration_lint.flow.holders import Object
from migration_lint.flow.values import (
    NOTHING,
    UNKNOWN,
    Class,
    Controller,
    ControllerClass,
    Super,
    Symbol,
    Value,
    Values,
)

if TYPE_CHECKING:
    from migration_lint.flow.program import Program


def definition_of(value: Value) -> ClassDefinition | None:
    """The class of the project that a value is, or is an instance of."""
    if isinstance(value, (Object, Class)):
        return value.definition
    if isinstance(value, (Controller, ControllerClass)):
        return value.subclass
    return None


def class_of(value: Value) -> Values:
    """What `type(value)` is."""
    if isinstance(value, Object):
        return frozenset({Class(value.definition, value.arguments)})
    if isinstance(value, Controller):
        name = "type(controller)"
        return frozenset({ControllerClass(value.engines, name, value.subclass, value.trail)})
    if isinstance(value, Symbol):
        return frozenset({Symbol(value.name.removesuffix("()"))})
    return UNKNOWN


def class_attribute(frame: Frame, value: Value, name: str) -> Values:
    """What the class of a value has under a name, inherited too."""
    start = value.after if isinstance(value, Super) else definition_of(value)
    if start is None:
        return NOTHING
    frame.program.read(start, name)  # also for what it inherits, and once its bases are known
    for definition in order(start, skip_first=isinstance(value, Super)):
        if name in definition.names:
            return definition.names[name]
    return NOTHING


def order(definition: ClassDefinition, *, skip_first: bool = False) -> tuple[ClassDefinition, ...]:
    """A class and its base classes of the project, nearest first."""
    if definition.ancestry is None:
        definition.ancestry = tuple(_ancestry(definition))
    return definition.ancestry[1:] if skip_first else definition.ancestry


def rebase(program: Program, definition: ClassDefinition, bases: tuple[Values, ...]) -> None:
    """Give a class its bases, as they are known by now."""
    if bases == definition.bases:
        return
    definition.bases = bases
    for one in (definition, *definition.subclasses):
        one.ancestry = None
    for ancestor in order(definition, skip_first=True):
        for name in (*ancestor.names, *ancestor.attributes):
            for one in (definition, *definition.subclasses):
                program.changed(one, name)


def _ancestry(definition: ClassDefinition) -> Iterator[ClassDefinition]:
    seen: set[ClassDefinition] = set()
    waiting = [definition]
    while waiting:
        current = waiting.pop(0)
        if current in seen:
            continue
        seen.add(current)
        yield current
        for base in current.bases:
            for value in base:
                inner = (
                    definition_of(value) if isinstance(value, (Class, ControllerClass)) else None
                )
                if inner is not None:
                    waiting.append(inner)


def family(definition: ClassDefinition) -> Iterator[ClassDefinition]:
    """The classes whose instances share attributes with those of a class: its bases and itself."""
    yield from order(definition)
    yield from definition.subclasses


def is_exception(value: Value) -> bool:
    """Whether a value is one of Python's own classes of exceptions."""
    name = value.name.removeprefix("builtins.") if isinstance(value, Symbol) else ""
    kind = getattr(builtins, name, None)
    return isinstance(kind, type) and issubclass(kind, BaseException)
