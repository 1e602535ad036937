"""Find the uses of the engines' members, constructors and module functions in a project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from migration_lint.diagnostic import Span
from migration_lint.facts import Facts
from migration_lint.flow.code.implementation import Implementation
from migration_lint.flow.domain.values import Function, Module, Symbol, Value, Values
from migration_lint.flow.recording.facts import (
    CONSTRUCTOR,
    Access,
    AttributeFact,
    ControllerCallFact,
    ImportFact,
)
from migration_lint.flow.surfaces.surface import Surface
from migration_lint.flow.surfaces.uses import Uses
from migration_lint.flow.work.program import Program


@dataclass(frozen=True, order=True)
class Use:
    """One place where something is used from outside of its engine.

    Attributes:
        access: What is done to it there.
    """

    path: str
    line: int
    column: int
    access: Access


def of_members(program: Program, found: Mapping[str, Facts]) -> Mapping[str, list[Use]]:
    """The uses of each member of a controller; those of `__init__` are where one is made."""
    judge = Uses(program)
    places: dict[str, dict[tuple[str, int, int], Use]] = defaultdict(dict)
    for path, facts in found.items():
        for fact in judge.members(facts):
            place = (path, fact.span.line, fact.span.column)
            if fact.access != "load" or place not in places[fact.attribute]:
                places[fact.attribute][place] = Use(*place, fact.access)
        for span, method in judge.specials(facts):
            place = (path, span.line, span.column)
            places[method][place] = Use(*place, "load")
        for call in judge.calls(facts):
            if call.member == CONSTRUCTOR:
                place = (path, call.span.line, call.span.column)
                places[CONSTRUCTOR][place] = Use(*place, "load")
    return {member: sorted(uses.values()) for member, uses in places.items()}


def calls_of_members(
    program: Program, found: Mapping[str, Facts]
) -> Mapping[str, list[ControllerCallFact]]:
    """The calls of each member of a controller, by whatever name it goes there."""
    judge = Uses(program)
    calls: dict[str, list[ControllerCallFact]] = defaultdict(list)
    for facts in found.values():
        for call in judge.calls(facts):
            calls[call.member].append(call)
    return calls


def of_functions(
    program: Program, found: Mapping[str, Facts], surfaces: Iterable[Surface]
) -> Mapping[str, list[Use]]:
    """Where each function of the engines' modules is imported, or taken from its module."""
    implementation = Implementation(program)
    places: dict[str, set[Use]] = defaultdict(set)
    known = [(one, program.index.name(one.path)) for one in surfaces]
    for path, facts in found.items():
        for span, values in _reached(facts):
            for surface, module in known:
                for value in values:
                    name = _function(value, surface, module)
                    if name and not implementation.is_inside(path, frozenset({surface.engine})):
                        places[name].add(Use(path, span.line, span.column, "load"))
    return {name: sorted(uses) for name, uses in places.items()}


def _reached(facts: Facts) -> Iterator[tuple[Span, Values]]:
    for imported in facts.of(ImportFact):
        yield imported.name_span, imported.values
    for fact in facts.of(AttributeFact):
        if any(isinstance(value, Module) for value in fact.base):
            yield fact.span, fact.value


def _function(value: Value, surface: Surface, module: str) -> str | None:
    """The name of a public function of an engine's module that a value is; None for others."""
    if isinstance(value, Symbol):
        owner, _, name = value.name.rpartition(".")
        return name if owner == module and name in surface.functions else None
    if isinstance(value, Function):
        definition = value.definition
        is_of_module = definition.owner is None and definition.scope.definition is None
        if is_of_module and definition.scope.source.path == surface.path:
            return definition.name if definition.name in surface.functions else None
    return None
