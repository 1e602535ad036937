"""Expressions: what each kind may be."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from migration_lint.flow import builders, observe, operators
from migration_lint.flow.attributes import get_attribute, seen_through
from migration_lint.flow.containers import add, new_container, put
from migration_lint.flow.frame import Frame
from migration_lint.flow.items import get_item, iterated
from migration_lint.flow.paths import path_of
from migration_lint.flow.readings import UNTOLD, looked_up, operated, plain
from migration_lint.flow.recorder import Part
from migration_lint.flow.tables import is_environment
from migration_lint.flow.texts import sliced
from migration_lint.flow.values import (
    NOTHING,
    UNKNOWN,
    Const,
    Container,
    Member,
    Place,
    Reading,
    Value,
    Values,
    strings,
)


def evaluate(frame: Frame, node: ast.expr, access: str = "load") -> Values:
    """What an expression may be; what it does is noted where it matters."""
    evaluator = _EVALUATORS.get(type(node))
    if evaluator is None or frame.state is None:
        return UNKNOWN if frame.state is not None else NOTHING
    if access != "load":
        return _augmented(frame, node, access)
    values = evaluator(frame, node)
    if values and values is not UNKNOWN:
        observe.reading(frame, node, values)
    return values


def _augmented(frame: Frame, node: ast.expr, access: str) -> Values:
    if isinstance(node, ast.Attribute):
        return _attribute(frame, node, access=access)
    if isinstance(node, ast.Subscript):
        return _subscript(frame, node, access=access)
    return _EVALUATORS[type(node)](frame, node)


def _constant(frame: Frame, node: ast.Constant) -> Values:
    constants = frame.source.constants
    known = constants.get(id(node))
    if known is None:
        place = Place(frame.source.path, node)
        known = constants[id(node)] = frozenset({Const(node.value, place)})
    return known


def _name(frame: Frame, node: ast.Name) -> Values:
    values = frame.lookup(node.id)
    if values is not UNKNOWN:
        values = frame.masked(node.id, values)
        observe.name(frame, node, values)
    return values


def _attribute(
    frame: Frame, node: ast.Attribute, *, access: str = "load", called: bool = False
) -> Values:
    base = evaluate(frame, node.value)
    if base is UNKNOWN:
        return _held(frame, node) or UNKNOWN
    values = _held(frame, node)
    if values is None:
        values = get_attribute(frame, base, node.attr, node)
    through = seen_through(frame, base, node.attr, node)
    observe.attribute(frame, node, through, node.attr, values, access=access, called=called)
    return values


def _held(frame: Frame, node: ast.expr) -> Values | None:
    """What the state holds of a path; None where it holds nothing."""
    if not frame.scope.paths_of or frame.state is None:
        return None
    path = path_of(node)
    return frame.state.get(path) if path is not None else None


def _subscript(frame: Frame, node: ast.Subscript, *, access: str = "load") -> Values:
    if isinstance(node.slice, ast.BinOp) and not isinstance(node.value, (ast.List, ast.Tuple)):
        frame.recorder.uses[id(node.slice)] = "subscript"
    base, key = evaluate(frame, node.value), evaluate(frame, node.slice)
    values = _held(frame, node)
    if values is None:
        values = UNKNOWN if base is UNKNOWN else _item(frame, base, key, node)
    values = _read_flag(frame, base, key, node) or values
    for value in base:
        if isinstance(value, Member) and value.name == "__dict__":
            observe_vars(frame, value, key, node, access)
    observe.subscript(frame, node, base, key, values, access)
    return values


def _item(frame: Frame, base: Values, key: Values, node: ast.Subscript) -> Values:
    if isinstance(node.slice, ast.Slice) and any(map(_is_text, base)):
        return sliced(base, _bounds(frame, node.slice))
    return looked_up(base, key) or get_item(frame, base, key, node)


def _is_text(value: Value) -> bool:
    held = value.value if isinstance(value, Const) else None
    return isinstance(held, (str, bytes)) or isinstance(value, Reading)


def _bounds(frame: Frame, node: ast.Slice) -> tuple[object, ...] | None:
    """Lower, upper and step, as far as they are written as constants."""
    quiet = frame.quiet()
    parts = (node.lower, node.upper, node.step)
    known = tuple(None if part is None else plain(evaluate(quiet, part)) for part in parts)
    return None if UNTOLD in known else known


def observe_vars(
    frame: Frame, value: Member, key: Values, node: ast.Subscript, access: str
) -> None:
    """`vars(controller)["mission"]` is an attribute by another way."""
    for name in strings(key):
        owner = frozenset({value.owner})
        observe.attribute(
            frame, node, owner, name, UNKNOWN, access=access, how="vars", at=node.slice
        )


def _read_flag(frame: Frame, base: Values, key: Values, node: ast.expr) -> Values:
    """`os.environ[FLAG]` is a reading of the flag."""
    flag = frame.program.vocabulary.flag
    named = any(isinstance(v, Const) and v.value == flag for v in key)
    if named and any(map(is_environment, base)):
        place = Place(frame.source.path, node)
        return frozenset({Reading("environment", None, (), place)})
    return NOTHING


def _slice(frame: Frame, node: ast.Slice) -> Values:
    for part in (node.lower, node.upper, node.step):
        if part is not None:
            evaluate(frame, part)
    return UNKNOWN


def _call(frame: Frame, node: ast.Call) -> Values:
    from migration_lint.flow.invoke import invoke  # noqa: PLC0415 - calls evaluate expressions

    return invoke(frame, node)


def callee(frame: Frame, node: ast.expr) -> Values:
    """What is called, noted as such."""
    if isinstance(node, ast.Attribute):
        return _attribute(frame, node, called=True)
    return evaluate(frame, node)


def _bool(frame: Frame, node: ast.BoolOp) -> Values:
    from migration_lint.flow.narrowing import split  # noqa: PLC0415 - a cycle

    found = NOTHING
    outcomes = []
    either = isinstance(node.op, ast.Or)
    for operand in node.values[:-1]:
        if isinstance(operand, (ast.BoolOp, ast.UnaryOp)):
            values, failed = evaluate(frame, operand), frame.fork()
        else:
            failed = split(frame, operand)
            values = frame.tested
        found |= _kept(values, stays_true=either)
        outcomes.append(frame.state if either else failed)
        if either:
            frame.state = failed
    last = evaluate(frame, node.values[-1])
    frame.state = frame.merge(frame.state, *outcomes)
    return _with_default(found, last) | last if either else found | last


def _with_default(values: Values, last: Values) -> Values:
    """Readings of an unset variable with what `or` puts in its place as their default."""
    given = next((value for value in last if type(value) is Const), None)
    if given is None:
        return values
    return frozenset(
        Reading(value.source, given, (), value.place)
        if isinstance(value, Reading) and value.default is None and not value.operations
        else value
        for value in values
    )


def _kept(values: Values, *, stays_true: bool) -> Values:
    """What of an operand of `or` (or `and`) can be the result though another operand follows."""
    from migration_lint.flow.narrowing import is_false, is_true  # noqa: PLC0415 - a cycle

    gone = is_false if stays_true else is_true
    return frozenset(value for value in values if not gone(value))


def _not(frame: Frame, node: ast.UnaryOp) -> Values:
    values = evaluate(frame, node.operand)
    if not isinstance(node.op, ast.Not):
        numbers = [v.value for v in values if isinstance(v, Const) and type(v.value) is int]
        if isinstance(node.op, ast.USub) and numbers:
            return frozenset(Const(-number) for number in numbers)
        return UNKNOWN
    readings = [value for value in values if isinstance(value, Reading)]
    if readings:
        return frozenset(reading.then("not") for reading in readings)
    if values and all(type(value) is Const for value in values):
        return frozenset(Const(not value.value) for value in values if isinstance(value, Const))
    return UNKNOWN


def _binary(frame: Frame, node: ast.BinOp) -> Values:
    """Not by recursion: `a + b + c` is nested to the left as deep as it is long."""
    chain = [node]
    while isinstance(chain[-1].left, ast.BinOp):
        chain.append(chain[-1].left)
    values = evaluate(frame, chain[-1].left)
    for inner in reversed(chain):
        values = _operated(frame, inner, values)
        if inner is not node and values and values is not UNKNOWN:
            observe.reading(frame, inner, values)
    return values


def _operated(frame: Frame, node: ast.BinOp, left: Values) -> Values:
    right = evaluate(frame, node.right)
    parts = Part(node.left, left), Part(node.right, right)
    observe.arithmetic(frame, node, *parts)
    observe.tables(frame, node, *parts)
    observe.path(frame, node, right)
    return operators.binary(frame, node.op, left, right, node)


def _compare(frame: Frame, node: ast.Compare) -> Values:
    left_node, result = node.left, UNKNOWN
    for operand in (node.left, *node.comparators):
        if isinstance(operand, ast.BinOp):
            frame.recorder.uses[id(operand)] = "compared"
    left = evaluate(frame, left_node)
    for position, right_node in enumerate(node.comparators):
        right = evaluate(frame, right_node)
        if left is not UNKNOWN or right is not UNKNOWN:
            observe.compare(frame, node, position, Part(left_node, left), Part(right_node, right))
            operator = observe.OPERATORS[type(node.ops[position])]
            result = operated(left, operator, plain(right)) or result
            turned = _TURNED.get(operator)
            if turned:
                result = operated(right, turned, plain(left)) or result
        left_node, left = right_node, right
    return result


# What a comparison is, seen from its right side.
_TURNED = {"==": "==", "!=": "!=", "in": "contains", "not in": "lacks",
           "<": ">", ">": "<", "<=": ">=", ">=": "<="}  # fmt: skip


def _conditional(frame: Frame, node: ast.IfExp) -> Values:
    from migration_lint.flow.narrowing import split  # noqa: PLC0415 - a cycle

    observe.branch(frame, node.test, "conditional")
    otherwise = split(frame, node.test)
    found = evaluate(frame, node.body)
    after, frame.state = frame.state, otherwise
    found |= evaluate(frame, node.orelse)
    frame.state = frame.merge(after, frame.state)
    return found


def _named(frame: Frame, node: ast.NamedExpr) -> Values:
    from migration_lint.flow.targets import assign  # noqa: PLC0415 - a cycle

    values = evaluate(frame, node.value)
    assign(frame, node.target, values, node.value)
    return frame.lookup(node.target.id)


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


def _dict(frame: Frame, node: ast.Dict) -> Values:
    container = new_container(frame, "dict", (node, frame.context))
    hot = False
    for key, value in zip(node.keys, node.values, strict=True):
        held = evaluate(frame, value)
        frame.recorder.values[id(value)] = held
        if key is None:
            hot = hot or frame.program.matters(held)
            _put_mapping(frame, container, held)
            continue
        keys = evaluate(frame, key)
        frame.recorder.values[id(key)] = keys
        hot = hot or frame.program.matters(keys) or frame.program.matters(held)
        _put_key(frame, container, keys, held)
    if hot:
        frame.recorder.see(builders.mapping, node, frame.scope.qualname, {})
    return frozenset({container})


def _put_mapping(frame: Frame, container: Container, held: Values) -> None:
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
        if isinstance(key, Const):
            put(frame, container, key.value, held)
        else:
            add(frame, container, held, frozenset({key}))


def _comprehension(
    frame: Frame, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
) -> Values:
    from migration_lint.flow.narrowing import split  # noqa: PLC0415 - a cycle
    from migration_lint.flow.targets import assign  # noqa: PLC0415 - a cycle

    before = frame.fork()
    names: set[str] = set()
    for generator in node.generators:
        members = iterated(frame, evaluate(frame, generator.iter), generator.iter)
        names |= {n.id for n in ast.walk(generator.target) if isinstance(n, ast.Name)}
        assign(frame, generator.target, members, generator.iter)
        for test in generator.ifs:
            observe.branch(frame, test, "comprehension")
            split(frame, test)
    kind = {ast.ListComp: "list", ast.SetComp: "set", ast.DictComp: "dict"}.get(
        type(node), "iterator"
    )
    container = new_container(frame, kind, (node, frame.context))
    keys = NOTHING
    if isinstance(node, ast.DictComp):
        keys = evaluate(frame, node.key)
        held = evaluate(frame, node.value)
    else:
        held = evaluate(frame, node.elt)
    add(frame, container, held, keys)
    _restore(frame, before, names)
    return frozenset({container})


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


def _joined(frame: Frame, node: ast.JoinedStr) -> Values:
    parts = []
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            parts.append(_formatted(frame, part))
        else:
            parts.append(evaluate(frame, part))
    return operators.formatted(frame, node, parts)


def _formatted(frame: Frame, part: ast.FormattedValue) -> Values:
    """`{value!r:>9}` inside an f-string."""
    values = evaluate(frame, part.value)
    if part.format_spec is None and part.conversion in (-1, 115):
        return values
    spec = evaluate(frame, part.format_spec) if part.format_spec else frozenset({Const("")})

    def fold(value: object, text: object) -> object:
        return operators.format_one(value, part.conversion, text)

    return operators.combine((values, spec), fold, frame)


def _lambda(frame: Frame, node: ast.Lambda) -> Values:
    from migration_lint.flow.definers import lambda_  # noqa: PLC0415 - a cycle

    return lambda_(frame, node)


def _starred(frame: Frame, node: ast.Starred) -> Values:
    return evaluate(frame, node.value)


def _await(frame: Frame, node: ast.Await) -> Values:
    from migration_lint.flow.results import awaited  # noqa: PLC0415 - a cycle

    return awaited(frame, evaluate(frame, node.value), node)


def _yield(frame: Frame, node: ast.Yield) -> Values:
    given = evaluate(frame, node.value) if node.value is not None else UNKNOWN
    frame.yields |= observe.step(frame, given, node, "yielded") or UNKNOWN
    frame.program.read(frame.context, "sent")
    return frame.context.sent or UNKNOWN


def _yield_from(frame: Frame, node: ast.YieldFrom) -> Values:
    from migration_lint.flow.results import returned  # noqa: PLC0415 - a cycle

    inner = evaluate(frame, node.value)
    frame.yields |= iterated(frame, inner, node) or UNKNOWN
    return returned(frame, inner)


_EVALUATORS: dict[type[ast.expr], Callable[[Frame, Any], Values]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.Call: _call,
    ast.BoolOp: _bool,
    ast.UnaryOp: _not,
    ast.BinOp: _binary,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.NamedExpr: _named,
    ast.List: _sequence,
    ast.Tuple: _sequence,
    ast.Set: _sequence,
    ast.Dict: _dict,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _comprehension,
    ast.JoinedStr: _joined,
    ast.Lambda: _lambda,
    ast.Starred: _starred,
    ast.Await: _await,
    ast.Yield: _yield,
    ast.YieldFrom: _yield_from,
}
