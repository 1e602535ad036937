"""Objects of classes that inherit from a builtin container: they are one, and have its methods."""

from __future__ import annotations

from migration_lint.flow.containers import new_container
from migration_lint.flow.frame import Frame
from migration_lint.flow.hierarchy import order
from migration_lint.flow.holders import Object
from migration_lint.flow.values import NOTHING, Bound, Super, Symbol, Value, Values, join, symbols

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

    With a name, the method of the container that it is the object's.
    """
    for one in order(value.definition):
        for base in symbols(join(one.bases)):
            kind = _BUILTIN_BASES.get(base)
            if kind is not None:
                held = new_container(frame, kind, ("of", value))
                frame.program.telling.hold(value, frozenset({held}))
                return bound_method(kind, name, held) if name else frozenset({held})
    return NOTHING


def backing_of_super(frame: Frame, value: Super, name: str) -> Values:
    """The method that `super()` gives where the next class is a builtin container."""
    return join([backing(frame, owner, name) for owner in value.owner if isinstance(owner, Object)])
