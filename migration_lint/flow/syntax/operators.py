"""Operators and the folding of constants: concatenation, `%`, `/` of paths, f-strings."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_special
from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.tables import is_modules
from migration_lint.flow.domain.texts import PathText
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Alias,
    Class,
    Const,
    Controller,
    ControllerClass,
    Value,
    Values,
    constants,
    join,
    strings,
)
from migration_lint.flow.objects.containers import add, new_container, put
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.typeforms import instances
from migration_lint.regex import regex

_MOST_COMBINATIONS = 16
_LONGEST_TEXT = 4000
HOLE = "\N{REPLACEMENT CHARACTER}"
_TELLING = regex(r"\s-[mc]\s|\w[=:]\w|[/\\]|\.py\b|\bimport\s")  # of a command, a path, or code
_HOLE: Values = frozenset({Const(HOLE)})
_SPECIAL = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.MatMult: "matmul",
    ast.Div: "truediv",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod",
    ast.BitOr: "or",
    ast.BitAnd: "and",
    ast.LShift: "lshift",
    ast.RShift: "rshift",
}
_OF_ONE = {ast.UAdd: "pos", ast.USub: "neg", ast.Invert: "invert"}
# The special methods of a comparison: that of what stands left, and that of what stands right.
_OF_COMPARISON = {
    ast.Eq: ("eq", "eq"),
    ast.NotEq: ("ne", "ne"),
    ast.Lt: ("lt", "gt"),
    ast.LtE: ("le", "ge"),
    ast.Gt: ("gt", "lt"),
    ast.GtE: ("ge", "le"),
    ast.In: ("", "contains"),
    ast.NotIn: ("", "contains"),
}


def binary(  # noqa: PLR0911 - one an operator
    frame: Frame, operator: ast.operator, left: Values, right: Values, node: ast.AST
) -> Values:
    """`left operator right`."""
    if left is UNKNOWN and right is UNKNOWN:
        return UNKNOWN
    given = _special(frame, operator, left, right, node)
    if given:
        return given
    if isinstance(operator, ast.BitOr):
        types = left | right
        if any(isinstance(value, (ControllerClass, Class, Alias)) for value in types):
            of_none = frozenset(v for v in types if isinstance(v, Const))
            held = instances(frame, types - of_none, node) | of_none
            return frozenset({Alias("Union", held)})
        return _merged_dicts(left, right) or UNKNOWN
    if isinstance(operator, ast.Add):
        return _added(frame, left, right, node) or combine_known(frame, (left, right), _add)
    if isinstance(operator, ast.Mod):
        return _percent(frame, left, right)
    if isinstance(operator, ast.Div):
        joined = combine((left, right), _join_paths)
        return _ends_of_paths(right) if joined is UNKNOWN else joined
    if isinstance(operator, ast.Mult):
        kept = frozenset(value for value in left | right if isinstance(value, Container))
        if frame.program.telling.flows(kept):
            return _repeated_containers(frame, kept, node)
        return kept or combine((left, right), _repeated)
    return UNKNOWN


def _repeated_containers(frame: Frame, containers: Values, node: ast.AST) -> Values:
    """Lists and tuples as often as a number says."""
    found: set[Value] = set()
    for value in containers:
        if isinstance(value, Container):
            repeated = new_container(frame, value.kind, (node, frame.context, value))
            frame.program.read(value, "items")
            add(frame, repeated, value.every())
            found.add(repeated)
    return frozenset(found)


def unary(frame: Frame, operator: ast.unaryop, operand: Values, node: ast.AST) -> Values:
    """`-operand`, `+operand` or `~operand` of an object; nothing for other values."""
    name = _OF_ONE.get(type(operator))
    found = NOTHING
    for value in operand if name else ():
        if isinstance(value, (Object, Controller)):
            found |= call_special(frame, value, f"__{name}__", Arguments(), node)
    return found


def compared(
    frame: Frame, operator: ast.cmpop, left: Values, right: Values, node: ast.AST
) -> Values:
    """What the special method of an object gives for a comparison; nothing for other values."""
    name, turned = _OF_COMPARISON.get(type(operator), ("", ""))
    found = NOTHING
    for value in left if name else ():
        if isinstance(value, Object):
            found |= call_special(frame, value, f"__{name}__", Arguments([right]), node)
    for value in right if turned else ():
        if isinstance(value, Object):
            found |= call_special(frame, value, f"__{turned}__", Arguments([left]), node)
    return found


def in_place(
    frame: Frame, operator: ast.operator, left: Values, right: Values, node: ast.AST
) -> Values:
    """`left operator= right` of objects that change themselves; nothing for other values."""
    name, found = _SPECIAL.get(type(operator)), NOTHING
    for value in left if name else ():
        if isinstance(value, Object):
            found |= call_special(frame, value, f"__i{name}__", Arguments([right]), node)
    return found


def _special(
    frame: Frame, operator: ast.operator, left: Values, right: Values, node: ast.AST
) -> Values:
    """What the operator's special method of an object gives, and what of the table of modules."""
    if isinstance(operator, (ast.Sub, ast.BitAnd)) and any(map(is_modules, left)):
        return left
    name = _SPECIAL.get(type(operator))
    found = NOTHING
    for value in left if name else ():
        if isinstance(value, (Object, Controller)):
            found |= call_special(frame, value, f"__{name}__", Arguments([right]), node)
    for value in right if name else ():
        if isinstance(value, Object):
            found |= call_special(frame, value, f"__r{name}__", Arguments([left]), node)
    return found


def _merged_dicts(left: Values, right: Values) -> Values:
    return frozenset(value for value in left | right if isinstance(value, Container))


def _added(frame: Frame, left: Values, right: Values, node: ast.AST) -> Values:
    parts = [value for value in (*left, *right) if isinstance(value, Container)]
    if len(parts) < 2:
        return frozenset(parts)
    one, two = parts[0], parts[1]
    joined = new_container(frame, one.kind, (node, frame.context))
    if one.exact and two.exact and len(parts) == 2:
        for position, values in enumerate([*one.items.values(), *two.items.values()]):
            put(frame, joined, position, values)
    else:
        for part in parts:
            add(frame, joined, part.every(), part.keys)
    return frozenset({joined})


def _add(left: object, right: object) -> object:
    if isinstance(left, str) and isinstance(right, str):
        return str(left) + str(right)
    return left + right if isinstance(left, bytes) and isinstance(right, bytes) else None


def _repeated(left: object, right: object) -> object:
    text, times = (right, left) if isinstance(left, int) else (left, right)
    if not isinstance(text, str) or not isinstance(times, int):
        return None
    return text * times if len(text) * times <= _LONGEST_TEXT else None


def _ends_of_paths(texts: Values) -> Values:
    """What `folder / text` ends with, the folder being unknown."""
    ends = frozenset(Const(PathText(text)) for text in strings(texts))
    return ends | UNKNOWN if ends else UNKNOWN


def _join_paths(left: object, right: object) -> object:
    if isinstance(left, PathText) or isinstance(right, PathText):
        return PathText(f"{left}/{right}")
    return None


def combine(sets: Iterable[Values], fold: Callable[..., object]) -> Values:
    """What `fold` makes of every combination of constants; unknown where there is another value."""
    choices: list[list[object]] = []
    count, unknown = 1, False
    for values in sets:
        held = [value.value for value in values if type(value) is Const]
        unknown = unknown or len(held) < len(values) or not held
        count *= len(held)
        choices.append(held)
    if not count or count > _MOST_COMBINATIONS:
        return UNKNOWN
    found: set[Value] = set()
    for combination in product(*choices):
        try:
            result = fold(*combination)
        except TypeError:  # it is given too few arguments: the code itself fails here
            return UNKNOWN
        if result is None or (isinstance(result, str) and len(result) > _LONGEST_TEXT):
            return UNKNOWN
        found.add(Const(result))
    return frozenset(found) | (UNKNOWN if unknown else NOTHING)


def _percent(frame: Frame, left: Values, right: Values) -> Values:
    for value in right:
        if isinstance(value, Container) and value.exact:
            names = list(value.items) if value.kind == "dict" else None

            def fold(text: object, *given: object, names: list[object] | None = names) -> object:
                named = given if names is None else dict(zip(names, given, strict=True))
                return _format_percent(text, named)

            return combine_known(frame, (left, *value.items.values()), fold)
    return combine_known(frame, (left, right), _format_percent)


def _format_percent(text: object, given: object) -> object:
    if not isinstance(text, str):
        return None
    is_whole = HOLE not in (given if isinstance(given, tuple) else (given,))
    try:
        return (text if is_whole else text.replace("%d", "%s")) % given
    except (TypeError, ValueError, KeyError, OverflowError):
        return None


_CONVERSIONS: Mapping[int, Callable[[object], str]] = {115: str, 114: repr, 97: ascii}


def format_one(value: object, conversion: int, spec: object) -> object:
    """What `{value!conversion:spec}` of an f-string gives; None where it cannot be told."""
    convert = _CONVERSIONS.get(conversion)
    if isinstance(spec, str) and len(spec) < 4:  # `{name:9999999}` would be a long text
        try:
            return format(convert(value) if convert else value, spec)
        except (TypeError, ValueError):
            return None
    return None


def joined(*texts: object) -> str:
    """What an f-string makes of its parts."""
    return "".join(map(str, texts))


def combine_known(frame: Frame, sets: Sequence[Values], fold: Callable[..., object]) -> Values:
    """As `combine`; of a command line, a path or code those parts are kept that are known.

    What is not known is a `HOLE` in it.
    """
    found = combine(sets, fold)
    if found is not UNKNOWN:
        return found
    known = [one if len(one) == len(constants(one)) == 1 else _HOLE for one in sets]
    texts = strings(combine(known, fold))
    return join(_if_telling(frame, text) for text in texts) or UNKNOWN


def _if_telling(frame: Frame, text: str) -> Values:
    """A text with holes where what is known of it says enough."""
    vocabulary = frame.program.vocabulary
    if len(text) >= _LONGEST_TEXT or not vocabulary.mentions(text):
        return UNKNOWN
    inside = re.match(r"([\w.]+)[.:]", text)  # `f"{module}.{name}"` with a known module
    if _TELLING.search(text) or (inside and vocabulary.is_legacy(inside[1].rstrip("."))):
        return frozenset({Const(text)}) | UNKNOWN
    return UNKNOWN
