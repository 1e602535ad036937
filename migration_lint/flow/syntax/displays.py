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
    names: set[str] = set()
    kind = {ast.ListComp: "list", ast.SetComp: "set", ast.DictComp: "dict"}.get(
        type(node), "iterator"
    )
    container = new_container(frame, kind, (node, frame.context))
    few: list[Values] = []
    apart: list[Values] = []
    copied = _copied(frame, node)
    before_tests = NOTHING
    for generator in node.generators:
        over = evaluate(frame, generator.iter)
        members = iterated(frame, over, generator.iter)
        names |= {n.id for n in ast.walk(generator.target) if isinstance(n, ast.Name)}
        if len(node.generators) == 1 and not generator.ifs:
            few = _few_constants(over) or loops.rows(frame, over)
            apart = loops.apart(frame, members)
        assign(frame, generator.target, members, generator.iter, each=True)
        if copied and isinstance(node, ast.DictComp):
            before_tests = evaluate(frame, node.value)
        for test in generator.ifs:
            observe.branch(frame, test, "comprehension")
            split(frame, test)
    if isinstance(node, ast.DictComp):
        keys, held = evaluate(frame, node.key), evaluate(frame, node.value)
        if copied:
            _copy(frame, container, copied, before_tests - held)
            container.exact = container.exact and not node.generators[0].ifs
        elif few:
            _put_pairs(frame, container, node, few)
        else:
            add(frame, container, held, keys)
        if frame.program.matters(keys):
            frame.recorder.values |= {id(node.key): keys, id(node.value): held}
            made = {"values": frozenset[Value]({container})}
            frame.recorder.see(builders.mapping, node, frame.scope.qualname, made)
    else:
        _put_members(frame, container, node, few, apart)
    _restore(frame, before, names)
    return frozenset({container})


def _put_pairs(frame: Frame, container: Container, node: ast.DictComp, few: list[Values]) -> None:
    target = node.generators[0]
    for member in few:
        assign(frame, target.target, member, target.iter, each=True)
        _put_key(frame, container, evaluate(frame, node.key), evaluate(frame, node.value))


def _put_members(
    frame: Frame,
    container: Container,
    node: ast.ListComp | ast.SetComp | ast.GeneratorExp,
    few: list[Values],
    apart: list[Values],
) -> None:
    """Put the members of a comprehension in: a few in order, or those of what is taken apart."""
    target = node.generators[0]
    for position, member in enumerate(few or apart):
        assign(frame, target.target, member, target.iter, each=True)
        held = evaluate(frame, node.elt)
        if few:
            put(frame, container, position, held)
        else:
            add(frame, container, held)
    if not few and not apart:
        add(frame, container, evaluate(frame, node.elt))


def _copied(frame: Frame, node: ast.expr) -> Values:
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
