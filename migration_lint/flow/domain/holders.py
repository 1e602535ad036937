"""Values that others are put into: objects, containers, and their attributes as dicts.

Objects and containers are made once for each site and compared by identity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from migration_lint.flow.domain.values import NOTHING, Class, Keyed, Module, Value, Values, join

if TYPE_CHECKING:
    from migration_lint.flow.code.definitions import ClassDefinition
    from migration_lint.flow.state.contexts import Context


class Object(Value):
    """An instance of a project class, told apart by where it was made; its attributes are held.

    Attributes:
        arguments: What the type variables of its class are, where that is told.
        is_one: Whether it was made at a known place, and so has nothing of those made elsewhere.
    """

    __slots__ = ("arguments", "attributes", "definition", "is_one", "relevance")

    def __init__(self, definition: ClassDefinition, site: object) -> None:
        self.is_one = isinstance(site, tuple)
        self.relevance = 0
        self.definition = definition
        self.arguments: tuple[Values, ...] = ()
        self.attributes: dict[str, Values] = {}


class Container(Value):
    """A list, tuple, set or dict, told apart by where it was made.

    Attributes:
        body: Of a generator, the evaluation of its body.
        kind: `list`, `tuple`, `set`, `dict`, `iterator`; `context` gives its members on entering,
            `coroutine` and `future` when they are awaited.
        items: What is under a constant index or key.
        rest: What may be anywhere in it (for a dict: its values).
        keys: For a dict, what its unknown keys may be.
        makes: What a `defaultdict` calls for a key that it lacks.
        exact: Whether `items` is all there is, in this order.
        relevance: How much of the migration is in it.
    """

    __slots__ = ("body", "exact", "items", "keys", "kind", "makes", "relevance", "rest")

    def __init__(self, kind: str) -> None:
        self.body: Context | None = None
        self.kind = kind
        self.items: dict[object, Values] = {}
        self.rest: Values = NOTHING
        self.keys: Values = NOTHING
        self.makes: Values = NOTHING
        self.exact = True
        self.relevance = 0

    def every(self) -> Values:
        """What any member may be (for a dict: any value)."""
        return join((*self.items.values(), self.rest))


class Attributes(Keyed):
    """The attributes of something as a dict: `vars(owner)`, `owner.__dict__`, `globals()`."""

    __slots__ = ("owner",)

    def __init__(self, owner: Object | Class | Module) -> None:
        super().__init__(owner)
        self.owner = owner
