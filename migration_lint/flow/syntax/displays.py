"""Displays and comprehensions: the containers that expressions make."""

from __future__ import annotations

import ast

from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.readings import UNTOLD, plain
from migration_lint.flow.domain.tables import is_environment
from migration_lint.flow.domain.values import NOTHING, Const, Value, Values
from migration_lint.flow.objects.containers import add, keys_of, new_container, put
from migration_lint.flow.objects.items import iterated, read_flag
from migration_lint.flow.recording import builders
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax import loops
from migration_lint.flow.syntax.evaluation import evaluate, evaluates
from migration_lint.flow.syntax.narrowing import split
from migration_lint.flow.syntax.targets import assign
from migration_lint.named_tuple import NamedTuple

_KINDS: dict[type[ast.expr], str] = {
    ast.ListComp: "list",
    ast.SetComp: "set",
    ast.DictComp: "dict",
    ast.GeneratorExp: "iterator",
}
_FEW = 16  # constants that a comprehension is worked out for one by one


@evaluates(ast.List, ast.Tuple, ast.Set)
def _sequence(frame: Frame, node: ast.List | ast.Tuple | ast.Set) -> Values:
    members = [(member, evaluate(frame, member)) for member in node.elts]
    if any(frame.program.matters(values) for _, values in members):
        for member, values in members:
            inner = member.value if isinstance(member, ast.Starred) else member
            frame.recorder.values[id(inner)] = values
    kind = {ast.List: "list", ast.Tuple: "tuple", ast.Set: "set"}[type(node)]
    container = new_container(frame, kind, (node, frame.context))
    position = 0
    for member, values in members:
        if isinstance(member, ast.Starred):
            position = _put_starred(frame, container, values, position, member)
            continue
        put(frame, container, position, values)
        position += 1
    return frozenset({container})


def _put_starred(
    frame: Frame, container: Container, values: Values, position: int, node: ast.Starred
) -> int:
    only = next(iter(values)) if len(values) == 1 else None
    if isinstance(only, Container) and only.exact and only.kind in ("list", "tuple"):
        for inner in list(only.items.values()):  # it may be the container itself
            put(frame, container, position, inner)
            position += 1
        return position
    add(frame, container, iterated(frame, values, node))
    return position


@evaluates(ast.Dict)
def _dict(frame: Frame, node: ast.Dict) -> Values:
    container = new_container(frame, "dict", (node, frame.context))
    hot = False
    for key, value in zip(node.keys, node.values, strict=True):
        held = evaluate(frame, value)
        frame.recorder.values[id(value)] = held
        if key is None:
            if len(node.keys) == 1 and held and all(map(is_environment, held)):
                return held  # `{**os.environ}` is a copy
            hot = hot or frame.program.matters(held)
            _put_mapping(frame, container, held, value)
            continue
        keys = evaluate(frame, key)
        frame.recorder.values[id(key)] = keys
        hot = hot or frame.program.matters(keys) or frame.program.matters(held)
        _put_key(frame, container, keys, held)
    if hot:
        held = frozenset({container})
        frame.recorder.see(builders.mapping, node, frame.scope.qualname, {"values": held})
    return frozenset({container})


def _put_mapping(frame: Frame, container: Container, held: Values, node: ast.expr) -> None:
    flag = Const(frame.program.vocabulary.flag)
    read = read_flag(frame, held, frozenset({flag}), node)
    if read:
        put(frame, container, flag.value, read)
    for value in held:
        if isinstance(value, Container) and value.kind == "dict":
            for key, inner in list(value.items.items()):
                put(frame, container, key, inner)
            if value.rest or not value.exact:
                add(frame, container, value.rest, value.keys)
        else:
            container.exact = False


def _put_key(frame: Frame, container: Container, keys: Values, held: Values) -> None:
    for key in keys:
        known = keys_of(frozenset({key}))
        if known is None:
            add(frame, container, held, frozenset({key}))
        else:
            put(frame, container, known[0], held)


@evaluates(ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)
def _comprehension(
    frame: Frame, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
) -> Values:
    before = frame.fork()
    container = new_container(frame, _KINDS[type(node)], (node, frame.context))
    if isinstance(node, ast.DictComp):
        _put_dict(frame, container, node)
    else:
        _put_members(frame, container, node)
    parts = (part for generator in node.generators for part in ast.walk(generator.target))
    _restore(frame, before, {part.id for part in parts if isinstance(part, ast.Name)})
    return frozenset({container})


class _Taken(NamedTuple):
    """What the generators of a comprehension give, where it is worked out one by one.

    Attributes:
        few: Constants or rows, in order.
        apart: The members that are told apart.
        untested: What the comprehension gives before its conditions are looked at.
    """

    few: list[Values]
    apart: list[Values]
    untested: Values


def _run_generators(
    frame: Frame, generators: list[ast.comprehension], untested: ast.expr | None = None
) -> _Taken:
    """Bind the targets of generators; `untested` is evaluated before the conditions."""
    taken = _Taken([], [], NOTHING)
    for generator in generators:
        over = evaluate(frame, generator.iter)
        members = iterated(frame, over, generator.iter)
        if len(generators) == 1:
            few = _few_constants(over) if not generator.ifs else []
            few = few or loops.rows(frame, over)
            apart = loops.apart(frame, members) if not generator.ifs else []
            taken = _Taken(few, apart, NOTHING)
        assign(frame, generator.target, members, generator.iter, each=True)
        if untested is not None:
            taken = taken._replace(untested=evaluate(frame, untested))
        for test in generator.ifs:
            observe.branch(frame, test, "comprehension")
            split(frame, test)
    return taken


def _put_dict(frame: Frame, container: Container, node: ast.DictComp) -> None:
    """Put in what a comprehension of a dict makes; one that copies dicts keeps their keys."""
    copied = _copied(frame, node)
    taken = _run_generators(frame, node.generators, node.value if copied else None)
    keys, held = evaluate(frame, node.key), evaluate(frame, node.value)
    if copied:
        _copy(frame, container, copied, taken.untested - held)
        container.exact = container.exact and not node.generators[0].ifs
    elif taken.few:
        _put_pairs(frame, container, node, taken.few)
    else:
        add(frame, container, held, keys)
    if frame.program.matters(keys):
        frame.recorder.values |= {id(node.key): keys, id(node.value): held}
        made = {"values": frozenset[Value]({container})}
        frame.recorder.see(builders.mapping, node, frame.scope.qualname, made)


def _put_pairs(frame: Frame, container: Container, node: ast.DictComp, few: list[Values]) -> None:
    for member in few:
        before = frame.fork()
        if _takes(frame, node.generators[0], member):
            _put_key(frame, container, evaluate(frame, node.key), evaluate(frame, node.value))
        frame.state = before


def _takes(frame: Frame, generator: ast.comprehension, member: Values) -> bool:
    """Bind the target of a generator to one member; whether its conditions may hold for that."""
    assign(frame, generator.target, member, generator.iter, each=True)
    frame.rounds += 1  # what a condition says is of this member alone
    for test in generator.ifs:
        split(frame, test)
    frame.rounds -= 1
    return frame.state is not None


def _put_members(
    frame: Frame,
    container: Container,
    node: ast.ListComp | ast.SetComp | ast.GeneratorExp,
) -> None:
    """Put the members of a comprehension in: a few in order, or those of what is taken apart."""
    few, apart, _ = _run_generators(frame, node.generators)
    before, position = frame.fork(), 0
    for member in few or apart:
        if _takes(frame, node.generators[0], member):
            held = evaluate(frame, node.elt)
            if few:
                put(frame, container, position, held)
                position += 1
            else:
                add(frame, container, held)
        frame.state = dict(before) if before is not None else None
    if not few and not apart:
        add(frame, container, evaluate(frame, node.elt))


def _copied(frame: Frame, node: ast.DictComp) -> Values:
    """The dicts that a comprehension copies key by key, some keys at least; none for any other."""
    match node:
        case ast.DictComp(
            key=ast.Name(id=key),
            value=ast.Name(id=value),
            generators=[
                ast.comprehension(
                    target=ast.Tuple(elts=[ast.Name(id=first), ast.Name(id=second)]),
                    iter=ast.Call(func=ast.Attribute(value=source, attr="items"), args=[]),
                )
            ],
        ) if (key, value) == (first, second):
            held = evaluate(frame, source)
            if all(isinstance(one, Container) and one.kind == "dict" for one in held):
                return held
    return NOTHING


def _copy(frame: Frame, container: Container, copied: Values, without: Values) -> None:
    for value in copied:
        assert isinstance(value, Container)
        for key, inner in list(value.items.items()):
            put(frame, container, key, inner - without)
        if value.rest or not value.exact:
            add(frame, container, value.rest - without, value.keys)


def _few_constants(over: Values) -> list[Values]:
    """The members of a display of constants, which a comprehension takes one by one."""
    held = next(iter(over)) if len(over) == 1 else None
    if not isinstance(held, Container) or not held.exact or held.kind == "dict":
        return []
    members = list(held.items.values())
    plainly = len(members) <= _FEW and all(plain(one) is not UNTOLD for one in members)
    return members if plainly else []


def _restore(frame: Frame, before: dict[str, Values] | None, names: set[str]) -> None:
    """Leave the scope of a comprehension: its targets go, what a walrus bound stays."""
    after = frame.state
    if after is None or before is None:
        return
    for name in names:
        if name in before:
            after[name] = before[name]
        else:
            after.pop(name, None)
