"""Find which functions, classes, objects and containers *tell*: give a value that matters.

A function that returns a controller tells, and so does a class whose objects keep one, and a list
of such objects. Code that gets one of these can reach the engine, so they are followed into the
calls that they are passed to. What holds something that tells also tells, whenever that turns out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from migration_lint.flow.code.definitions import ClassDefinition, FunctionDefinition
from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.relevance import NOT_AT_ALL
from migration_lint.flow.domain.values import (
    UNKNOWN,
    Bound,
    Class,
    Const,
    Descriptor,
    Function,
    Value,
    Values,
)
from migration_lint.flow.objects.hierarchy import order

if TYPE_CHECKING:
    from migration_lint.flow.work.program import Program

Holder: TypeAlias = Container | Object | ClassDefinition


class Telling:
    """Knows what tells, and makes what holds it tell too.

    Args:
        program: The program that they are of.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._telling: set[object] = set()
        self._texts: set[object] = set()  # those of them that give nothing but texts
        # What holds each of them, and by which attribute it is had from that.
        self._holders: dict[object, dict[Holder | FunctionDefinition, str]] = {}

    def __contains__(self, giver: object) -> bool:
        return giver in self._telling

    def hold(self, holder: Holder | FunctionDefinition, values: Values, name: str = "") -> None:
        """Note that a holder gives values: if they matter or tell, now or later, it tells.

        Args:
            holder: A container, an object, a class for all of its objects, or a function, which
                returns them.
            values: What can be had from it.
            name: The attribute that they are had by; empty where it takes none.
        """
        for value in values:
            for held in _givers(value):
                if held is not holder:
                    self._holders.setdefault(held, {})[holder] = name
        if self.tells_more(values):
            self._give(holder, name)

    def _give(self, giver: Holder | FunctionDefinition, name: str) -> None:
        """Make a holder tell, and what holds it; `name` is the attribute by which it does."""
        if name:
            self._program.interest.word(name)
        if isinstance(giver, (FunctionDefinition, ClassDefinition)):
            self.tell(giver)
            return
        if giver in self._telling:
            return
        self._telling.add(giver)
        self._program.changed(giver, "any")
        if isinstance(giver, Object):
            self.tell(giver.definition)
        for outer, held_as in list(self._holders.get(giver, {}).items()):
            self._give(outer, held_as)

    def flows(self, values: Values) -> bool:
        """Whether values are worth following into a function that they are passed to.

        That is so for values that matter or tell, and for every function made inside another one.
        """
        return values is not UNKNOWN and any(map(self._is_followed, values))

    def _is_followed(self, value: Value) -> bool:
        if isinstance(value, Const):
            return self._program.vocabulary.carries(value)
        giver = _giver(value)
        if isinstance(giver, FunctionDefinition) and giver.scope.definition is not None:
            return True
        if giver is not None and self._is_telling(giver):
            return True
        return self._program.relevance.of_one(value) != NOT_AT_ALL

    def _is_telling(self, giver: Holder | FunctionDefinition) -> bool:
        if giver in self._telling:
            return True
        if isinstance(giver, (Object, Container)):
            self._program.read(giver, "any")
        if isinstance(giver, Object):
            return self._is_telling(giver.definition)
        self._program.read(giver, "telling")
        return False

    def replaces(self, definition: FunctionDefinition) -> bool:
        """Whether a method overrides one of a class that tells, which it may call by `super()`."""
        classes = order(definition.owner, skip_first=True) if definition.owner is not None else ()
        for one in classes:
            if definition.name in one.names:
                self._program.read(one, "telling")
                if one in self._telling:
                    return True
        return False

    def tells(self, values: Values) -> bool:
        """Whether any of some values matters or tells."""
        for value in values:
            giver = _giver(value)
            if giver in self._telling:
                return True
            if isinstance(giver, Object) and giver.definition in self._telling:
                return True
            if isinstance(value, Descriptor) and self.tells(value.function):
                return True
        return self._program.matters(values)

    def tells_more(self, values: Values) -> bool:
        """As `tells`, without texts that matter and what gives only those."""
        for value in values:
            giver = _giver(value)
            if giver in self._telling and giver not in self._texts:
                return True
            if isinstance(giver, Object) and giver.definition in self._telling:
                return True
            if isinstance(value, Descriptor) and self.tells_more(value.function):
                return True
        return self._program.matters(values) and not self._program.relevance.only_texts(values)

    def tell_text(self, definition: FunctionDefinition) -> None:
        """Note that a function returns a text that matters, and nothing more so far."""
        if definition in self._telling:
            return
        self._texts.add(definition)
        self._telling.add(definition)
        self._program.changed(definition, "telling")
        if definition.scope.qualname or definition.owner is not None:
            self._program.interest.word(definition.name, definition.scope.source.path)
        else:
            self._program.interest.export_text(definition.scope.source, definition.name)

    def puts_away(self, definition: FunctionDefinition | None, values: Values) -> None:
        """Note that a function puts values into something unknown, such as an attribute of `self`.

        If they matter, they may be had from the function's class or by its callers: it tells.
        """
        if definition is not None and values is not UNKNOWN:
            self.flows(values)  # it may be of interest only later
            if self.tells_more(values):
                self.tell(definition)
            elif self.tells(values):
                self.tell_text(definition)

    def tell(self, definition: FunctionDefinition | ClassDefinition) -> None:
        """Make a function or class tell, and what holds or defines it."""
        if definition in self._telling and definition not in self._texts:
            return
        self._texts.discard(definition)
        self._telling.add(definition)
        self._program.changed(definition, "telling")
        scope = definition.scope
        owner = getattr(definition, "owner", None)
        if isinstance(definition, FunctionDefinition) and definition.is_hook_of_module:
            self._program.interest.export(scope.source, "")  # it may give any name
            self._program.interest.word(scope.source.module.rpartition(".")[2])
        for name in {definition.name, self._program.fixtures.name_of(definition)}:
            if scope.qualname or owner is not None:
                self._program.interest.word(name)
            else:
                self._program.interest.export(scope.source, name)
        if owner is not None:
            self.tell(owner)
        elif scope.definition is not None:
            self.tell(scope.definition)  # which may return it
        if isinstance(definition, ClassDefinition):
            self._program.deferral.undefer_bases(definition)
            self._run_inherited(definition)
            self._program.interest.inherited(definition)
        for outer, held_as in list(self._holders.get(definition, {}).items()):
            self._give(outer, held_as)

    def _run_inherited(self, definition: ClassDefinition) -> None:
        """Evaluate the methods that a class inherits for its objects as well."""
        for base in order(definition, skip_first=True):
            for values in base.names.values():
                for value in values:
                    if isinstance(value, Function) and value.definition.owner is base:
                        self._program.interest.waits(value.definition)


def _givers(value: Value) -> list[Holder | FunctionDefinition]:
    """What the values that a value gives come from; for a property, its functions."""
    found = [value] if not isinstance(value, Descriptor) else value.function
    return [giver for giver in map(_giver, found) if giver is not None]


def _giver(value: Value) -> Holder | FunctionDefinition | None:
    """What tells where a value does: its function, its class, or itself; None for others."""
    kind = type(value)
    if kind is Bound:
        return _giver(value.function)  # type: ignore[attr-defined]  # a Bound
    if kind is Function or kind is Class:
        return value.definition  # type: ignore[attr-defined,no-any-return]  # both have one
    return value if kind is Object or kind is Container else None  # type: ignore[return-value]  # it is
