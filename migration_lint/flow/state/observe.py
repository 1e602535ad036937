"""Record what happens at a place, if a rule may care for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migration_lint.flow.domain.tables import is_modules
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Const,
    Controller,
    ControllerClass,
    Module,
    Place,
    Reading,
    Symbol,
    Trail,
    Value,
    Values,
)
from migration_lint.flow.recording import builders
from migration_lint.flow.recording.recorder import Part
from migration_lint.flow.state.frame import Frame

_LONGEST_TRAIL = 10
SALTED = "builtins.hash()"
TRAVELLERS = (Controller, ControllerClass)
_CONDITIONS = frozenset((Reading, Symbol, Module))


def step(frame: Frame, values: Values, node: ast.AST, message: str) -> Values:
    """The same values, with one more place on the way of those that are controllers."""
    if not values or values is UNKNOWN:
        return values
    for value in values:
        if type(value) in TRAVELLERS:
            place = Place(frame.source.path, node)
            return frozenset([_stepped(one, place, message) for one in values])
    return values


def _stepped(value: Value, place: Place, message: str) -> Value:
    if not isinstance(value, TRAVELLERS):
        return value
    trail, length = value.trail, 0
    while trail is not None:
        if trail.place == place or length >= _LONGEST_TRAIL:
            return value
        trail, length = trail.before, length + 1
    return value.moved(Trail(place, message, value.trail))


def name(frame: Frame, node: ast.Name, values: Values, access: str = "load") -> None:
    """A name is read or deleted."""
    if values is UNKNOWN or not frame.program.matters(values):
        return
    if {*map(type, values)} != {Const}:
        frame.recorder.see(
            builders.name, node, frame.scope.qualname, {"values": values}, access=access
        )


def attribute(  # noqa: PLR0913 - a fact has that many sides
    frame: Frame,
    node: ast.expr,
    base: Values,
    attr: str,
    value: Values,
    *,
    access: str = "load",
    how: str = "dotted",
    at: ast.expr | None = None,
    called: bool = False,
) -> None:
    """An attribute of something is reached; `at` is the node that names it."""
    program = frame.program
    by_value = access == "store" or base is not UNKNOWN
    if attr not in program.vocabulary.targets and not (
        program.matters(base) or (by_value and program.matters(value))
    ):
        return
    frame.recorder.see(
        builders.attribute,
        node,
        frame.scope.qualname,
        {"base": base, "value": value},
        attribute=attr,
        access=access,
        how=how,
        at=at or node,
        called=called,
    )


def special(frame: Frame, node: ast.AST, base: Values, methods: tuple[str, ...]) -> None:
    """Syntax or a built-in function asks something for one of some special methods."""
    if isinstance(node, ast.expr) and Controller in map(type, base):
        frame.recorder.see(
            builders.special, node, frame.scope.qualname, {"base": base}, attribute=methods
        )


def call(
    frame: Frame, node: ast.Call, callee: Values, parts: tuple[Part, ...], result: Values
) -> None:
    """A call whose callee or arguments matter."""
    program = frame.program
    names = program.vocabulary.keywords
    if not program.matters(callee) and not any(
        part.keyword in names or program.matters(part.values) for part in parts
    ):
        return
    frame.recorder.see(
        builders.call, node, frame.scope.qualname, {"callee": callee, "result": result}, parts
    )


def subscript(
    frame: Frame, node: ast.Subscript, base: Values, key: Values, value: Values, access: str
) -> None:
    """A subscript of, or by, something that matters."""
    program = frame.program
    put_in = value if access == "store" else NOTHING
    if program.matters(key) or program.matters(base) or program.matters(put_in):
        frame.recorder.see(
            builders.subscript,
            node,
            frame.scope.qualname,
            {"base": base, "value": value},
            (Part(node.slice, key),),
            access=access,
        )


def compare(frame: Frame, node: ast.Compare, position: int, left: Part, right: Part) -> None:
    """One link of a comparison."""
    program = frame.program
    if program.matters(left.values) or program.matters(right.values):
        frame.recorder.see(
            builders.compare,
            node,
            frame.scope.qualname,
            {},
            (left, right),
            operator=OPERATORS[type(node.ops[position])],
            apart=position,
        )


def keys(frame: Frame, node: ast.expr, key: Values, table: Values) -> None:
    """A key that a pattern wants the table of modules to have."""
    if any(map(is_modules, table)):
        parts = Part(node, key), Part(node, table)
        frame.recorder.see(builders.compare, node, frame.scope.qualname, {}, parts, operator="in")


def tables(frame: Frame, node: ast.BinOp | ast.AugAssign, left: Part, right: Part) -> None:
    """The table of modules as a set: `names & set(sys.modules)`."""
    if not isinstance(node.op, _SET_OPERATORS):
        return
    if any(map(is_modules, left.values | right.values)):
        operator = OPERATORS[type(node.op)]
        frame.recorder.see(
            builders.compare, node, frame.scope.qualname, {}, (left, right), operator=operator
        )


_SET_OPERATORS = (ast.BitAnd, ast.BitOr, ast.BitXor, ast.Sub)


def arithmetic(frame: Frame, node: ast.BinOp | ast.AugAssign, left: Part, right: Part) -> None:
    """An operation on a salted hash."""
    if is_salted(left.values):
        narrowing(frame, node, (left, right), OPERATORS[type(node.op)])


def is_salted(values: Values) -> bool:
    """Whether one of the values is what the builtin `hash()` gave."""
    return any(isinstance(value, Symbol) and value.name == SALTED for value in values)


def narrowing(frame: Frame, node: ast.AST, parts: tuple[Part, Part], operator: str) -> None:
    """An operation on a salted hash, as an operator or as a function."""
    frame.recorder.see(
        builders.arithmetic, node, frame.scope.qualname, {}, parts, operator=operator
    )


def path(frame: Frame, node: ast.BinOp, joined: Values) -> None:
    """A text is joined to a path that matters."""
    if frame.program.matters(joined):
        frame.recorder.see(builders.path, node.right, frame.scope.qualname, {"text": joined})


def reading(frame: Frame, node: ast.expr, values: Values) -> None:
    """An expression that may depend on the flag."""
    if Reading in map(type, values):
        frame.recorder.see(builders.reading, node, frame.scope.qualname, {"values": values})


def branch(frame: Frame, test: ast.expr, kind: str) -> None:
    """A condition, taken apart at `not`, `and`, `or`; the caller evaluates it."""
    if isinstance(test, ast.BinOp) and kind != "short circuit":
        frame.recorder.uses.setdefault(id(test), "compared")  # with zero
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        branch(frame, test.operand, kind)
    elif isinstance(test, ast.BoolOp):
        for operand in test.values:
            branch(frame, operand, kind)
    elif kind != "short circuit":
        frame.conditions[id(test)] = kind
    else:  # of a value; one in a condition is told as a part of that
        frame.conditions.setdefault(id(test), kind)


def condition(frame: Frame, test: ast.expr, values: Values) -> None:
    """The value of an expression that may be an operand of a condition."""
    kind = frame.conditions.get(id(test))
    if kind is None or _CONDITIONS.isdisjoint(map(type, values)):
        return
    if frame.program.matters(values):
        frame.recorder.see(builders.branch, test, frame.scope.qualname, {"test": values}, kind=kind)


def assignment(frame: Frame, node: ast.expr | ast.arg, target: str, value: Part) -> None:
    """A name is bound to something that matters, or the name itself does."""
    if target in frame.program.vocabulary.targets or frame.program.matters(value.values):
        frame.recorder.see(builders.assign, node, frame.scope.qualname, {}, (value,), target=target)


def members(frame: Frame, target: str, *nodes: ast.expr) -> None:
    """Strings that become members of what a module-level name is bound to: `__all__`."""
    if frame.definition is not None:
        return
    for node in nodes:
        for member in _displayed(node):
            text = member.value if isinstance(member, ast.Constant) else None
            if isinstance(text, str) and frame.program.vocabulary.constant_matters(text):
                module = _submodule(frame, text) if target == "__all__" else ""
                frame.recorder.see(
                    builders.string,
                    member,
                    frame.scope.qualname,
                    {},
                    target=target,
                    module=module,
                )


def _submodule(frame: Frame, name: str) -> str:
    """The module that a name is in the package whose `__init__` is evaluated; empty for others."""
    source, index = frame.source, frame.program.index
    path = index.find(f"{source.module}.{name}", source.path) if source.is_package else None
    return index.name(path) if path else ""


def _displayed(node: ast.expr) -> Iterator[ast.expr]:
    """The members of a display, or of several that are added."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add):
            waiting += (part.left, part.right)
        elif isinstance(part, (ast.List, ast.Tuple, ast.Set)):
            yield from part.elts
        else:
            yield part


OPERATORS: dict[type[ast.AST], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.MatMult: "@",
    ast.Div: "/",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.BitAnd: "&",
    ast.FloorDiv: "//",
}
