"""pytest marks: the cases of `parametrize`, the fixtures of `usefixtures`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from migration_lint.flow.calling.parameters import definition_frame
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.values import NOTHING, Bound, Const, Symbol, Value, Values, strings
from migration_lint.flow.objects.hierarchy import order
from migration_lint.flow.objects.items import iterated
from migration_lint.named_tuple import NamedTuple

if TYPE_CHECKING:
    from migration_lint.flow.calling.arguments import Arguments
    from migration_lint.flow.code.definitions import ClassDefinition, FunctionDefinition
    from migration_lint.flow.state.frame import Frame
    from migration_lint.flow.work.program import Program

PARAMETRIZE = "pytest.mark.parametrize()"
USE_FIXTURES = "pytest.mark.usefixtures()"


class Cases(NamedTuple):
    """What `parametrize` gives to one parameter.

    Attributes:
        values: Any of them.
        indirect: Whether they are given to the fixture of the parameter's name, as its `param`.
    """

    values: Values
    indirect: bool


class Made(NamedTuple):
    """The cases as a call of `parametrize` says them, and whether they go to fixtures."""

    values: Values
    indirect: Values


def parametrize(arguments: Arguments) -> Values:
    """The mark that `pytest.mark.parametrize(names, cases, indirect)` makes."""
    given = (
        arguments.get(0, "argnames"),
        arguments.get(1, "argvalues"),
        arguments.get(2, "indirect"),
    )
    return frozenset({Bound(Symbol(PARAMETRIZE), given)})


def use_fixtures(arguments: Arguments) -> Values:
    """The mark that `pytest.mark.usefixtures(*names)` makes."""
    return frozenset({Bound(Symbol(USE_FIXTURES), tuple(arguments.positional))})


def cases(program: Program, definition: FunctionDefinition, name: str) -> Cases:
    """What the marks on a function and on its class, or a base of that, give to a parameter."""
    values, indirect = NOTHING, False
    classes = order(definition.owner) if definition.owner else ()
    marks = [*definition.decorators, *(mark for one in classes for mark in one.decorators)]
    for mark in _of_kind(marks, PARAMETRIZE):
        names = names_of(mark.arguments[0])
        if name in names:
            one = given(program, names, Made(*mark.arguments[1:]), name, definition)
            values, indirect = values | one.values, indirect or one.indirect
    return Cases(values, indirect)


def given(
    program: Program, names: list[str], made: Made, name: str, definition: FunctionDefinition
) -> Cases:
    """What one `parametrize` gives to the parameter of a function."""
    frame = definition_frame(program, definition)
    values = _members(frame, made.values, names.index(name), len(names), definition.node)
    return Cases(values, _is_indirect(made.indirect, name))


def let_ask(program: Program, definition: ClassDefinition) -> None:
    """Evaluate the tests of a class that take what its marks give."""
    for mark in _of_kind(definition.decorators, PARAMETRIZE):
        if program.telling.flows(mark.arguments[1]):
            for name in names_of(mark.arguments[0]):
                program.interest.word(name, definition.scope.source.path)


def used_fixtures(definition: ClassDefinition) -> list[str]:
    """The names of the fixtures that a class asks for by `usefixtures`."""
    marks = _of_kind(definition.decorators, USE_FIXTURES)
    return [name for mark in marks for given in mark.arguments for name in strings(given)]


def _of_kind(marks: frozenset[Value] | list[Value], kind: str) -> Iterator[Bound]:
    for mark in marks:
        if isinstance(mark, Bound) and mark.function == Symbol(kind):
            yield mark


def names_of(given: Values) -> list[str]:
    """The names that the first argument of `parametrize` lists."""
    names: list[str] = []
    for value in given:
        if isinstance(value, Container):
            names += [name for held in value.items.values() for name in strings(held)]
        elif isinstance(value, Const):
            names += [part.strip() for part in str(value.value).split(",")]
    return names


def _members(frame: Frame, given: Values, position: int, count: int, node: ast.AST) -> Values:
    members = iterated(frame, given, node)
    if count == 1:
        return members
    found = NOTHING
    for case in members:
        if isinstance(case, Container):
            found |= case.items.get(position, NOTHING) | case.rest
    return found


def _is_indirect(given: Values, name: str) -> bool:
    named = [
        text
        for held in given
        if isinstance(held, Container)
        for text in names_of(frozenset({held}))
    ]
    return Const(True) in given or name in named
