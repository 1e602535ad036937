"""Find what methods of base classes put on the objects of a class.

Such a method does not run for the objects of a class that has another one of its name, unless
that one calls it; and where the class has something else under a name that the method asks its
object for, the method is evaluated for the class by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from migration_lint.flow.code.definitions import ClassDefinition, FunctionDefinition
from migration_lint.flow.domain.values import NOTHING, Descriptor, Function, Values, join
from migration_lint.flow.objects.hierarchy import order

if TYPE_CHECKING:
    from migration_lint.flow.work.program import Program


def inherited(
    program: Program, definition: ClassDefinition, base: ClassDefinition, name: str
) -> Values:
    """What the objects of a class have under a name since it was put on those of a base."""
    if base is definition:
        return base.attributes.get(name, NOTHING)
    nearer = _before(base, definition)
    return join(
        values
        for method, values in base.put_by.get(name, {}).items()
        if method is None
        or (
            next(_namesakes(nearer, method), None) is None
            and not (method.owner is base and is_changed(program, definition, method))
        )
    )


def is_changed(program: Program, definition: ClassDefinition, method: FunctionDefinition) -> bool:
    """Whether a method of a base puts on the objects of a class what the class may change."""
    return bool(program.names.stored_by(method.node)) and asks_other(program, definition, method)


def asks_other(program: Program, definition: ClassDefinition, method: FunctionDefinition) -> bool:
    """Whether a class has something else under a name that a method of a base asks for."""
    nearer = _before(method.owner, definition)
    asked = program.names.asked_by(method.node) if nearer else frozenset()
    return any(not asked.isdisjoint(one.names) for one in nearer)


def has_told(program: Program, definition: ClassDefinition, base: ClassDefinition) -> bool:
    """Whether a class, or one that comes before a base of it, tells: what the base may ask for."""
    nearer = _before(base, definition)
    for one in nearer:
        program.read(one, "telling")
    return any(one in program.telling for one in nearer)


def has_other(definition: ClassDefinition, method: FunctionDefinition) -> bool:
    """Whether a class has another method in the place of one of its bases."""
    return next(_namesakes(_before(method.owner, definition), method), None) is not None


def is_settled(
    program: Program, definition: ClassDefinition, method: FunctionDefinition, name: str
) -> bool:
    """Whether what a method puts is overwritten at once by one of its name that called it."""
    callers = _namesakes(_before(method.owner, definition), method)
    return any(name in program.names.settled_by(caller.node) for caller in callers)


def _namesakes(
    classes: Iterable[ClassDefinition], method: FunctionDefinition
) -> Iterator[FunctionDefinition]:
    """The methods of classes that have the name of one."""
    for one in classes:
        for value in one.names.get(method.name, NOTHING):
            plain = value.function if isinstance(value, Descriptor) else (value,)
            yield from (v.definition for v in plain if isinstance(v, Function))


def _before(
    base: ClassDefinition | None, definition: ClassDefinition
) -> tuple[ClassDefinition, ...]:
    """The classes that come before a base in the order of a class."""
    chain = order(definition)
    return chain[: chain.index(base)] if base in chain else ()
