"""Objects of classes that inherit from a builtin container: they are one, and have its methods."""

from __future__ import annotations

from migration_lint.flow.code.definitions import ClassDefinition
from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.values import (
    NOTHING,
    Bound,
    Super,
    Symbol,
    Value,
    Values,
    join,
    symbols,
)
from migration_lint.flow.models import model_of
from migration_lint.flow.objects.containers import new_container, under
from migration_lint.flow.objects.hierarchy import is_exception, order
from migration_lint.flow.state.frame import Frame

_BUILTIN_BASES = {
    "builtins.dict": "dict",
    "collections.UserDict": "dict",
    "collections.OrderedDict": "dict",
    "collections.defaultdict": "dict",
    "builtins.list": "list",
    "collections.UserList": "list",
    "collections.deque": "list",
    "builtins.set": "set",
    "builtins.tuple": "tuple",
}


def bound_method(kind: str, name: str, value: Value) -> Values:
    """A method of a builtin type, bound to what it is taken from."""
    return frozenset({Bound(Symbol(f"{kind}.{name}"), (frozenset({value}),))})


def backing(frame: Frame, value: Object, name: str = "") -> Values:
    """The container that an object of a class that inherits from a builtin one is.

    With a name, the method of the container that it is the object's; a `UserDict` and a `UserList`
    keep theirs as `data`.
    """
    for one in order(value.definition):
        for base in symbols(join(one.bases)):
            kind = _BUILTIN_BASES.get(base)
            if kind is not None:
                held = new_container(frame, kind, ("of", value))
                frame.program.telling.hold(value, frozenset({held}))
                if name == "data" and base.startswith("collections.User"):
                    return frozenset({held})
                return bound_method(kind, name, held) if name else frozenset({held})
    return NOTHING


def backing_of_super(frame: Frame, value: Super, name: str) -> Values:
    """The method that `super()` gives where the next class is a builtin container."""
    return join([backing(frame, owner, name) for owner in value.owner if isinstance(owner, Object)])


def method_of(frame: Frame, symbol: Symbol, receivers: Values) -> Values:
    """A method of a builtin class that is called with an object: `dict.get(self, name)`."""
    kind, _, name = symbol.name.rpartition(".")
    if kind not in _BUILTIN_BASES:
        return NOTHING
    held = [backing(frame, one) if isinstance(one, Object) else {one} for one in receivers]
    containers = (one for one in join(map(frozenset, held)) if isinstance(one, Container))
    return join([bound_method(_BUILTIN_BASES[kind], name, one) for one in containers])


def shared(frame: Frame, value: Object, name: str) -> Values:
    """What an attribute is of an object that has put a dict in the place of its attributes."""
    found = NOTHING
    for one in value.attributes.get("__dict__", NOTHING):
        for held in backing(frame, one) if isinstance(one, Object) else {one}:
            if isinstance(held, Container):
                frame.program.read(held, "items")
                found |= under(held, name) | held.rest
    return found


def initializer(definition: ClassDefinition, made: Values) -> Values:
    """The `__init__` that objects have of a class outside the project.

    Where no model says what it puts on the object, it is what the class itself does, called.
    """
    bases = join([held for one in order(definition) for held in one.bases])
    if any(map(is_exception, bases)):
        return frozenset({Bound(Symbol("exception.__init__"), (made,))})
    return frozenset(_initializer(base, made) for base in bases if isinstance(base, Symbol))


def _initializer(base: Symbol, made: Values) -> Symbol | Bound:
    name = f"{base.name}.__init__"
    return Bound(Symbol(name), (made,)) if model_of(name) is not None else base
