"""Iterators: what goes over containers, several at once, in groups, or by a function."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_values
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Values, join
from migration_lint.flow.models import model
from migration_lint.flow.objects.containers import add, new_container, of_members, put
from migration_lint.flow.objects.items import iterated
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.narrowing import told_by


@model("builtins.enumerate")
def _enumerate(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return tuples(frame, node, [UNKNOWN, iterated(frame, arguments.get(0), node)])


@model("builtins.zip")
def _zip_exactly(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    """Of lists and tuples of known length, what is at each place; so of `zip(*pairs)`."""
    groups = arguments.positional
    if arguments.star is not None:
        return _transposed(frame, arguments.star, node)
    members = [_exactly(frame, values) for values in groups]
    known = [one for one in members if one is not None]
    if not known or len(known) < len(members) or not frame.program.telling.flows(join(groups)):
        return _zip(frame, arguments, node)
    zipped = new_container(frame, "list", (node, frame.context))
    for position, row in enumerate(zip(*known, strict=False)):
        one = new_container(frame, "tuple", (node, frame.context, position))
        for place, values in enumerate(row):
            put(frame, one, place, values)
        put(frame, zipped, position, frozenset({one}))
    return frozenset({zipped})


def _exactly(frame: Frame, values: Values) -> list[Values] | None:
    for value in values:
        if len(values) == 1 and isinstance(value, Container) and value.exact:
            frame.program.read(value, "items")
            return list(value.items.values()) if value.kind in ("list", "tuple") else None
    return None


def _transposed(frame: Frame, groups: Values, node: ast.AST) -> Values:
    """What is at each place of any of the tuples, in one tuple a place."""
    columns: dict[int, Values] = {}
    for group in groups:
        for place, values in enumerate(_exactly(frame, frozenset({group})) or ()):
            columns[place] = columns.get(place, NOTHING) | values
    if not frame.program.telling.flows(join(columns.values())):
        return UNKNOWN
    turned = new_container(frame, "list", (node, frame.context))
    for place, values in columns.items():
        column = new_container(frame, "tuple", (node, frame.context, place))
        add(frame, column, values)
        put(frame, turned, place, frozenset({column}))
    return frozenset({turned})


@model("itertools.zip_longest", "itertools.product")
def _zip(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return tuples(frame, node, [iterated(frame, given, node) for given in arguments.positional])


def tuples(frame: Frame, node: ast.AST, members: list[Values]) -> Values:
    """An iterator over tuples with these members, each."""
    return of_members(frame, "iterator", node, tuple_of(frame, node, members))


def tuple_of(frame: Frame, node: ast.AST, members: list[Values]) -> Values:
    """The tuple with these members that a call gives, once or often."""
    pair = new_container(frame, "tuple", (node, frame.context, "member"))
    for position, values in enumerate(members):
        put(frame, pair, position, values)
    return frozenset({pair})


@model("itertools.pairwise", "itertools.combinations", "itertools.permutations",
       "itertools.combinations_with_replacement", "itertools.batched")  # fmt: skip
def _groups(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """Iterators over tuples of the members."""
    members = iterated(frame, arguments.get(0), node)
    group = of_members(frame, "tuple", (node, "group"), members)
    return of_members(frame, "iterator", node, group)


@model("itertools.tee")
def _tee(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """Several iterators over the same members."""
    members = iterated(frame, arguments.get(0), node)
    one = of_members(frame, "iterator", (node, "one"), members)
    return of_members(frame, "tuple", node, one)


@model("itertools.groupby")
def _groupby(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    members = iterated(frame, arguments.get(0), node)
    key = arguments.get(1, "key")
    keys = call_values(frame, key, Arguments([members]), node) if key else members
    return tuples(frame, node, [keys, of_members(frame, "iterator", (node, "group"), members)])


@model("itertools.accumulate")
def _accumulate(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    members = iterated(frame, arguments.get(0), node) | arguments.keywords.get("initial", NOTHING)
    function = arguments.get(1, "func")
    made = (
        call_values(frame, function, Arguments([members, members]), node) if function else NOTHING
    )
    return of_members(frame, "iterator", node, members | made)


@model("itertools.compress")
def _compress(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return of_members(frame, "iterator", node, iterated(frame, arguments.get(0), node))


@model("itertools.chain", "heapq.merge")
def _chain(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    members = join([iterated(frame, given, node) for given in arguments.positional])
    return of_members(frame, "iterator", node, members)


@model("itertools.chain.from_iterable")
def _flatten(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    inner = iterated(frame, iterated(frame, arguments.get(0), node), node)
    return of_members(frame, "iterator", node, inner)


@model("itertools.repeat")
def _repeat(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return of_members(frame, "iterator", node, arguments.get(0))


@model("itertools.starmap", "?.starmap")
def starmap(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """What a function gives for each group of arguments."""
    result = NOTHING
    for group in iterated(frame, arguments.get(1), node):
        is_known = isinstance(group, Container) and group.exact
        given = list(group.items.values()) if is_known else []  # type: ignore[attr-defined]  # known
        star = None if is_known else iterated(frame, frozenset({group}), node)
        result |= call_values(frame, arguments.get(0), Arguments(given, star=star), node)
    return of_members(frame, "iterator", node, result)


@model("builtins.map", "?.map", "?.imap", "?.imap_unordered")
def mapping(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """What a function gives for the members of each of its arguments."""
    given = [iterated(frame, values, node) for values in arguments.positional[1:]]
    result = call_values(frame, arguments.get(0), Arguments(given), node)
    return of_members(frame, "iterator", node, result)


@model("builtins.filter", "itertools.takewhile")
def _filter(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return of_members(frame, "iterator", node, _parts(frame, arguments, node)[0])


@model("itertools.filterfalse")
def _filter_others(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return of_members(frame, "iterator", node, _parts(frame, arguments, node)[1])


@model("itertools.dropwhile")
def _drop_first(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    _parts(frame, arguments, node)
    return of_members(frame, "iterator", node, iterated(frame, arguments.get(1), node))


def _parts(frame: Frame, arguments: Arguments, node: ast.AST) -> tuple[Values, Values]:
    """The members for which a function holds, and those for which it does not."""
    members = iterated(frame, arguments.get(1), node)
    call_values(frame, arguments.get(0), Arguments([members]), node)
    return told_by(frame, arguments.get(0), members)
