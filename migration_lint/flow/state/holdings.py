"""Keep the values that are put on objects, classes, functions and scopes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeVar

from migration_lint.flow.code.definitions import ClassDefinition, FunctionDefinition, Scope
from migration_lint.flow.domain import foreign
from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Const,
    Symbol,
    Unknown,
    Value,
    Values,
    added,
)

if TYPE_CHECKING:
    from migration_lint.flow.work.program import Program

_Key = TypeVar("_Key")


class Holdings:
    """Keeps values where they are put, and runs again the contexts that have read them.

    Args:
        program: The program that they are of.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._symbols: dict[str, Values] = {}

    def put(self, owner: object, table: dict[_Key, Values], name: _Key, values: Values) -> bool:
        """Add to what a table holds under a name; whether that was new."""
        held = table.get(name)
        every = values if held is None else added(held, values)
        if every is held:
            return False
        table[name] = every
        if not self.is_inert(values - held if held else values):
            self._program.changed(owner, name)
        if isinstance(owner, Object):
            self.grown(owner, values)
        return True

    def put_name(self, definition: ClassDefinition, name: str, values: Values) -> None:
        """Add to what a class has under a name; what inherits from it has that as well."""
        known = definition.names.get(name, NOTHING)
        is_new = self.put(definition, definition.names, name, values)
        if is_new and not self.is_inert(values - known):
            for one in definition.subclasses:
                self._program.changed(one, name)

    def grown(self, holder: Container | Object, values: Values) -> None:
        """Note what was put into an object; if it matters, so does what holds the object."""
        if values is UNKNOWN:
            return
        self._program.relevance.put(holder, values)
        if not self.is_inert(values):
            self._program.telling.hold(holder, values)
            self._program.changed(holder, "items")

    def is_inert(self, values: Values) -> bool:
        """Whether more values of this kind change nothing for those who read them."""
        for value in values:
            kind = type(value)
            if kind is Const or kind is Symbol:
                if self._program.relevance.of_one(value):
                    return False
            elif kind is not Unknown:
                return False
        return True

    def bind_outside(self, scope: Scope, name: str, values: Values) -> None:
        """Bind a name of a scope from another one."""
        if self.put(scope, scope.outside, name, values) and not scope.qualname:
            self._program.interest.exported(scope.source, name, values)

    def namespace(self, scope: Scope, site: object) -> Object:
        """An object that holds whatever is put on it, told apart by where it is made."""
        memory = self._program.memory
        known = memory.get(("namespace", site))
        if not isinstance(known, Object):
            node = ast.parse("class SimpleNamespace: ...").body[0]
            assert isinstance(node, ast.ClassDef)
            known = memory["namespace", site] = ClassDefinition(node, scope).object_at(site)
        return known

    def put_symbol(self, dotted: str, values: Values, name: str) -> None:
        """Hold what is put on something outside the project: `app.engine`, `app.config["x"]`.

        `name` is what stands where it is used.
        """
        self.put("symbol", self._symbols, foreign.canonical(dotted), values)
        mock = foreign.mock_of(dotted)
        if mock:
            self.put("symbol", self._symbols, mock, values)
        if self._program.matters(values) and self.attribute_matters(name, values):
            for package in foreign.packages(dotted):
                self._program.interest.outside(package, name)

    def get_symbol(self, dotted: str) -> Values:
        """What was put on an attribute of something outside the project."""
        name = foreign.canonical(dotted)
        self._program.read("symbol", name)
        return self._symbols.get(name, NOTHING)

    def is_told(self, mock: str) -> bool:
        """Whether anything was put on a mock."""
        self._program.read("symbol", mock)
        return mock in self._symbols

    def put_function_attribute(
        self, definition: FunctionDefinition, name: str, values: Values
    ) -> None:
        """Add to what is put on a function itself: `f.engine = ...`."""
        self.put(definition, definition.attributes, name, values)
        if self._program.matters(values) and self.attribute_matters(name, values):
            self._program.telling.tell(definition)

    def put_attribute(self, owner: Value, name: str, values: Values) -> None:
        """Add to what an attribute of an object or class may be."""
        program = self._program
        definition: ClassDefinition = owner.definition  # type: ignore[attr-defined]  # Object or Class
        attributes = getattr(owner, "attributes", None)
        if attributes is not None:
            is_new = self.put(owner, attributes, name, values)
            if is_new and owner not in program.telling and program.matters(values):
                program.changed(owner, "any")  # it may flow as what has a text
        is_new = self.put(definition.every, definition.attributes, name, values)
        if is_new:
            program.telling.hold(definition, values, name)
        by_method = definition.put_by.setdefault(name, {})
        method = getattr(program.work.running, "definition", None)
        if self.put(definition.every, by_method, method, values) and not is_new:
            program.changed(definition.every, name)
        if attributes is None:
            self.put(definition.anyone, definition.anyone.attributes, name, values)
        if program.matters(values) and self.attribute_matters(name, values, definition):
            program.telling.tell(definition)

    def attribute_matters(
        self, name: str, values: Values, definition: ClassDefinition | None = None
    ) -> bool:
        """Note the name of an attribute that gets something that matters; False for a text alone.

        For a text the name is of interest only where it is put and where the class is defined:
        `name` and the like are attributes of everything.
        """
        program = self._program
        if not program.relevance.only_texts(values):
            program.interest.word(name)
            if definition is not None and name.startswith("__"):
                program.interest.word(f"_{definition.name.lstrip('_')}{name}")
            return True
        if definition is not None:
            program.interest.word(name, definition.scope.source.path)
        running = program.work.running
        if running is not None:
            program.interest.word(name, running.scope.source.path)
        return False
