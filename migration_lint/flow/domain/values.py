"""The abstract values that an expression may have, and sets of them.

A set of values (`Values`) says what an expression may be; the empty set is code that never runs.
`UNKNOWN` in a set means "or something else".
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from migration_lint.named_tuple import NamedTuple

if TYPE_CHECKING:
    import ast

    from migration_lint.flow.code.definitions import ClassDefinition, FunctionDefinition


class Place(NamedTuple):
    """Where something is written: a node of a file's syntax tree."""

    path: str
    node: ast.AST


class Trail(NamedTuple):
    """One place on the way of an object, linked to the place before it."""

    place: Place
    message: str
    before: Trail | None = None


class Value:
    """One thing that an expression may be; compared by what it is, not by how it got there."""

    __slots__ = ()


class Unknown(Value):
    """Something the analysis cannot tell."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Unknown"


class Keyed(Value):
    """A value that is equal to another of its class with the same key."""

    __slots__ = ("_hash", "key")

    def __init__(self, key: object) -> None:
        self.key = key
        self._hash = hash((type(self), key))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return type(self) is type(other) and self.key == other.key

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.key!r})"


class Module(Keyed):
    """A module by its absolute dotted name, of the project or not."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Symbol(Keyed):
    """Something outside the project's source, by the path to it.

    `os.environ.get`; a call is part of the path: `pytest.MonkeyPatch().setattr`. Builtins begin
    with `builtins.`.
    """

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Const(Keyed):
    """A constant: str, bytes, number, bool, None, Ellipsis."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        super().__init__((type(value), value))
        self.value = value


class Controller(Keyed):
    """A controller: an instance of an engine's class or of a subclass of one.

    Attributes:
        engines: The engines whose controller it may be; both when it came through the entry.
        subclass: The project's own class that it is an instance of, if any.
        trail: How it got here, last place first.
        assumed: Whether only a condition such as `isinstance` tells that it is one; where the
            condition does not hold any more, nothing is known of it.
    """

    __slots__ = ("assumed", "engines", "subclass", "trail")

    def __init__(
        self,
        engines: frozenset[str],
        subclass: ClassDefinition | None = None,
        trail: Trail | None = None,
        *,
        assumed: bool = False,
    ) -> None:
        super().__init__((engines, subclass, assumed))
        self.engines = engines
        self.subclass = subclass
        self.trail = trail
        self.assumed = assumed

    def moved(self, trail: Trail) -> Controller:
        """The same controller at another place."""
        return Controller(self.engines, self.subclass, trail, assumed=self.assumed)


class ControllerClass(Keyed):
    """The class of a controller itself; `name` is where it was taken from, dotted.

    `af_engine.RDMissionController`; for a class of the project, `subclass` is its definition.
    """

    __slots__ = ("engines", "name", "subclass", "trail")

    def __init__(
        self,
        engines: frozenset[str],
        name: str,
        subclass: ClassDefinition | None = None,
        trail: Trail | None = None,
    ) -> None:
        super().__init__((engines, name, subclass))
        self.engines = engines
        self.name = name
        self.subclass = subclass
        self.trail = trail

    def moved(self, trail: Trail) -> ControllerClass:
        """The same class at another place."""
        return ControllerClass(self.engines, self.name, self.subclass, trail)


class Member(Keyed):
    """An attribute that was taken from a controller or its class: `controller.update_stage`.

    `bound` tells that calls of it do not pass the controller themselves.
    """

    __slots__ = ("bound", "name", "owner")

    def __init__(self, owner: Controller | ControllerClass, name: str, bound: bool) -> None:
        super().__init__((owner, name, bound))
        self.owner = owner
        self.name = name
        self.bound = bound


class Function(Keyed):
    """A function of the project, as one evaluation of its definition made it."""

    __slots__ = ("definition",)

    def __init__(self, definition: FunctionDefinition) -> None:
        super().__init__(definition)
        self.definition = definition


class Class(Keyed):
    """A class of the project, not a controller's; `arguments` are what its type variables are."""

    __slots__ = ("arguments", "definition")

    def __init__(self, definition: ClassDefinition, arguments: tuple[Values, ...] = ()) -> None:
        super().__init__((definition, arguments) if arguments else definition)
        self.definition = definition
        self.arguments = arguments


class Bound(Keyed):
    """A function together with arguments that are given already: a method, a `partial`.

    Attributes:
        function: What is called.
        arguments: Positional arguments put first.
        keywords: Keyword arguments put in.
    """

    __slots__ = ("arguments", "function", "keywords")

    def __init__(
        self,
        function: Value,
        arguments: tuple[Values, ...],
        keywords: tuple[tuple[str, Values], ...] = (),
    ) -> None:
        super().__init__((function, arguments, keywords))
        self.function = function
        self.arguments = arguments
        self.keywords = keywords


class Descriptor(Keyed):
    """A function under a decorator that changes how it is reached or what a call of it gives.

    `kind` is `property`, `staticmethod`, `classmethod`, `contextmanager` or `setter`.
    """

    __slots__ = ("function", "kind")

    def __init__(self, kind: str, function: Values) -> None:
        super().__init__((kind, function))
        self.kind = kind
        self.function = function


class Super(Keyed):
    """`super()`: what comes after a class in the order of `owner`'s classes."""

    __slots__ = ("after", "owner")

    def __init__(self, after: ClassDefinition, owner: Values) -> None:
        super().__init__((after, owner))
        self.after = after
        self.owner = owner


class Alias(Keyed):
    """A type form such as `Optional[X]` or `X | None`; `instances` are what is of that type."""

    __slots__ = ("instances", "name")

    def __init__(self, name: str, instances: Values) -> None:
        super().__init__((name, instances))
        self.name = name
        self.instances = instances


class Mock(Keyed):
    """A stand-in with a spec: whatever is taken from it is a member of `spec`, or a mock's own.

    `returns` is what calling it gives.
    """

    __slots__ = ("returns", "spec")

    def __init__(self, spec: Values, returns: Values = frozenset()) -> None:
        super().__init__((spec, returns))
        self.spec = spec
        self.returns = returns


class AnyName(Value):
    """The name that a `__getattr__` is asked for, whichever it is."""

    __slots__ = ()


class Delegate(Keyed):
    """The attribute of `base` that a `__getattr__` is asked for: `getattr(base, name)`."""

    __slots__ = ("base",)

    def __init__(self, base: Values) -> None:
        super().__init__(base)
        self.base = base


class Reading(Keyed):
    """A value read from the flag, with what was done to it since.

    Attributes:
        source: `environment`, `attribute` (a module's variable such as
            `af_engine.USE_MODULAR_ENGINE`) or `settings` (what is kept under the flag's name).
        default: The value when the variable is unset; None where there is none.
        operations: In order, each a name with its constant arguments: `("lower",)`,
            `("in", ("true", "1"))`, `("==", "true")`, `("not",)`, `("bool",)`.
        place: Where it was read.
    """

    __slots__ = ("default", "operations", "place", "source")

    def __init__(
        self,
        source: str,
        default: Const | None,
        operations: tuple[tuple[object, ...], ...] = (),
        place: Place | None = None,
    ) -> None:
        super().__init__((source, default, operations))
        self.source = source
        self.default = default
        self.operations = operations
        self.place = place

    def then(self, *operation: object) -> Reading:
        """The same reading after one more operation."""
        return Reading(self.source, self.default, (*self.operations, operation), self.place)


Values: TypeAlias = frozenset[Value]

NOTHING: Values = frozenset()
UNKNOWN: Values = frozenset({Unknown()})
SLICE: Values = frozenset({Symbol("builtins.slice()")})  # what `1:2` in brackets is


@lru_cache(maxsize=1 << 14)
def outside(dotted: str) -> Values:
    """The one thing outside the project that a path leads to."""
    return frozenset({Symbol(dotted)})


@lru_cache(maxsize=1 << 14, typed=True)
def constant(value: object) -> Values:
    """The one constant that is written somewhere."""
    return frozenset({Const(value)})


def join(sets: Iterable[Values]) -> Values:
    """What an expression may be that may be anything in any of `sets`."""
    joined = NOTHING
    for values in sets:
        if values is not joined:
            joined = joined | values if joined else values
    return joined


def constants(values: Values) -> list[object]:
    """The constants among `values`."""
    return [value.value for value in values if type(value) is Const]


def strings(values: Values) -> list[str]:
    """The constant strings among `values`."""
    return [text for text in constants(values) if isinstance(text, str)]


def symbols(values: Values) -> list[str]:
    """The names of the external things and modules among `values`."""
    return [value.name for value in values if type(value) in (Symbol, Module)]  # type: ignore[attr-defined]  # both have one


# What the linter looks for; even a large program has few of these.
_FEW = frozenset((Controller, ControllerClass, Reading))
_MOST = 24  # values in a set before it is narrowed


def added(held: Values, values: Values) -> Values:
    """`held` with `values` added; `held` itself where nothing is new.

    A set that gets too large is narrowed: constants and symbols go first, and what the linter looks
    for stays. What the narrowing would take away again does not count as new, so that the analysis
    ends.
    """
    if values <= held:
        return held
    joined = held | values
    if len(joined) <= _MOST:
        return joined
    narrowed = frozenset(v for v in joined if type(v) not in (Const, Symbol)) | UNKNOWN
    if len(narrowed) > 2 * _MOST:
        narrowed = frozenset(value for value in narrowed if type(value) in _FEW) | UNKNOWN
    if narrowed <= held:
        return held
    return narrowed
