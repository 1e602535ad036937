"""Classes of the project and their bases: which one a value is of, and what it has by name."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from typing import TYPE_CHECKING

from migration_lint.flow.code.definitions import ClassDefinition
from migration_lint.flow.domain.holders import Object
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Class,
    Const,
    Controller,
    ControllerClass,
    Super,
    Symbol,
    Value,
    Values,
    join,
)
from migration_lint.flow.state.frame import Frame

if TYPE_CHECKING:
    from migration_lint.flow.work.program import Program

_PLAIN_BASES = ("builtins.object", "typing.Generic", "typing.Protocol", "abc.ABC")


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
    if isinstance(value, Const):
        return frozenset({Symbol(f"builtins.{type(value.value).__name__}")})
    return UNKNOWN


def as_written(definition: ClassDefinition | None, name: str) -> str:
    """The name in its class of what is `_App__engine` for others: `__engine`."""
    owner, inside, inner = name[1:].partition("__")
    if definition is None or not inside or name[0] != "_":
        return name
    return f"__{inner}" if any(one.name.lstrip("_") == owner for one in order(definition)) else name


def class_attribute(frame: Frame, value: Value, name: str) -> Values:
    """What the class of a value has under a name, inherited too."""
    if isinstance(value, Super):
        return _after_class(frame, value, name)
    start = definition_of(value)
    if start is None:
        return NOTHING
    frame.program.read(start, name)  # also for what it inherits, and once its bases are known
    return _first(order(start), name)


def _after_class(frame: Frame, value: Super, name: str) -> Values:
    frame.program.read(value.after, name)
    chains = {order(value.after, skip_first=True)} if not value.owner else set()
    for owner in value.owner:
        definition = definition_of(owner)
        if definition is not None:
            frame.program.read(definition, name)
        chains.add(_after(definition, value.after))
    return join([_first(chain, name) for chain in chains])


def _first(classes: tuple[ClassDefinition, ...], name: str) -> Values:
    for definition in classes:
        if name in definition.names:
            return definition.names[name]
    return NOTHING


def _after(
    definition: ClassDefinition | None, start: ClassDefinition
) -> tuple[ClassDefinition, ...]:
    """What comes after `start` in the order of the classes of an object."""
    whole = order(definition) if definition is not None else ()
    if start in whole:
        return whole[whole.index(start) + 1 :]
    return order(start, skip_first=True)


def order(definition: ClassDefinition, *, skip_first: bool = False) -> tuple[ClassDefinition, ...]:
    """A class and its base classes of the project, nearest first."""
    if definition.ancestry is None:
        definition.ancestry = (definition,)  # should it be its own base class
        definition.ancestry = _linear(definition) or tuple(_ancestry(definition))
    return definition.ancestry[1:] if skip_first else definition.ancestry


def rebase(program: Program, definition: ClassDefinition, bases: tuple[Values, ...]) -> None:
    """Give a class its bases, as they are known by now."""
    if bases == definition.bases:
        return
    definition.bases = bases
    for one in (definition, *definition.subclasses):
        one.ancestry = None
    for ancestor in order(definition, skip_first=True):
        for one in (definition, *definition.subclasses):
            for name in ancestor.names:
                program.changed(one, name)
            for name in ancestor.attributes:
                program.changed(one.every, name)


def _linear(definition: ClassDefinition) -> tuple[ClassDefinition, ...]:
    """The order in which Python looks classes through; nothing where they have none."""
    bases = list(dict.fromkeys(_bases(definition)))
    lines = [list(order(base)) for base in bases]
    if any(definition in line for line in lines):
        return ()
    found, waiting = [definition], [*lines, bases]
    while any(waiting):
        waiting = [line for line in waiting if line]
        heads = (line[0] for line in waiting)
        first = next((h for h in heads if not any(h in line[1:] for line in waiting)), None)
        if first is None:
            return ()
        found.append(first)
        for line in waiting:
            if line[0] is first:
                del line[0]
    return tuple(found)


def _bases(definition: ClassDefinition) -> Iterator[ClassDefinition]:
    for base in definition.bases:
        for value in base:
            inner = definition_of(value) if isinstance(value, (Class, ControllerClass)) else None
            if inner is not None:
                yield inner


def _ancestry(definition: ClassDefinition) -> Iterator[ClassDefinition]:
    seen: set[ClassDefinition] = set()
    waiting = [definition]
    while waiting:
        current = waiting.pop(0)
        if current in seen:
            continue
        seen.add(current)
        yield current
        waiting += _bases(current)


def bases_are_known(definition: ClassDefinition) -> bool:
    """Whether the bases that a class names are classes of the project, or have nothing to tell."""
    for base in definition.bases:
        for value in base:
            if isinstance(value, Symbol):
                known = value.name.startswith(_PLAIN_BASES)
            else:
                known = definition_of(value) is not None
            if not known:
                return False
    return True


def is_exception(value: Value) -> bool:
    """Whether a value is one of Python's own classes of exceptions."""
    name = value.name.removeprefix("builtins.") if isinstance(value, Symbol) else ""
    kind = getattr(builtins, name, None)
    return isinstance(kind, type) and issubclass(kind, BaseException)
