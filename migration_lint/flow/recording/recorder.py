"""Record what the analysis sees at each place of a file, and make facts of it at the end.

A place may be seen many times, in different contexts and rounds of a loop: all that was seen there
is joined.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, TypeAlias

from migration_lint.diagnostic import Span
from migration_lint.flow.code.python_file import PythonFile
from migration_lint.flow.domain.values import NOTHING, Const, Value, Values
from migration_lint.flow.recording.facts import Operand
from migration_lint.named_tuple import NamedTuple

Build: TypeAlias = Callable[["Recorder", "Seen"], object]


class Part(NamedTuple):
    """An operand before its span is known: the node it stands at and what may be there."""

    node: ast.expr
    values: Values
    keyword: str | None = None
    star: int = 0

    def joined(self, other: Part) -> Part:
        """The same place with what was seen there both times."""
        if other.values <= self.values:
            return self
        return self._replace(values=self.values | other.values)


def _is_news(old: Part, new: Part) -> bool:
    return new.values is not old.values and not new.values <= old.values


class Seen:
    """One place as it was seen so far.

    Attributes:
        scope: The qualified name of the function or class around it.
        sets: Sets of values by the name of their field.
        parts: Operands in order.
        extra: What never changes about the place.
    """

    __slots__ = ("build", "extra", "parts", "scope", "sets")

    def __init__(
        self,
        build: Build,
        scope: str,
        sets: dict[str, Values],
        parts: tuple[Part, ...],
        extra: dict[str, Any],
    ) -> None:
        self.build = build
        self.scope = scope
        self.sets = sets
        self.parts = parts
        self.extra = extra

    def again(self, sets: dict[str, Values], parts: tuple[Part, ...]) -> None:
        """Join what is seen now."""
        for name, values in sets.items():
            held = self.sets.get(name, NOTHING)
            if values is not held and not values <= held:
                self.sets[name] = held | values
        if len(parts) == len(self.parts) and any(map(_is_news, self.parts, parts)):
            self.parts = tuple(old.joined(new) for old, new in zip(self.parts, parts, strict=True))


class Recorder:
    """What was seen in one file."""

    def __init__(self, source: PythonFile) -> None:
        self.source = source
        self._seen: dict[tuple[object, ...], Seen] = {}
        self.uses: dict[int, str] = {}  # what the result of a node is used for, by its identity
        self.values: dict[int, Values] = {}  # of parts of displays, by the identity of their node

    def see(
        self,
        build: Build,
        node: ast.AST,
        scope: str,
        sets: dict[str, Values],
        parts: tuple[Part, ...] = (),
        **extra: Any,
    ) -> None:
        """Note what is at a place; one node may be several, which differ in `extra`."""
        key = (build, id(node), extra.get("attribute"), extra.get("access"), extra.get("apart"))
        known = self._seen.get(key)
        if known is None:
            self._seen[key] = Seen(build, scope, sets, parts, {"node": node, **extra})
        else:
            known.again(sets, parts)

    def has(self, wanted: Callable[[Value], bool]) -> bool:
        """Whether a value of some kind was seen somewhere."""
        return any(
            wanted(value)
            for seen in self._seen.values()
            for values in (*seen.sets.values(), *(part.values for part in seen.parts))
            for value in values
        )

    def facts(self) -> list[object]:
        """The facts of the file, in the order of their places."""
        built = [seen.build(self, seen) for seen in self._seen.values()]
        built.sort(key=lambda fact: fact.span)  # type: ignore[attr-defined]  # every fact has one
        return built

    def operand(self, part: Part) -> Operand:
        """An operand with its span, and what a display right there holds."""
        node = part.node
        items: tuple[Operand, ...] = ()
        entries: tuple[tuple[Operand | None, Operand], ...] = ()
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            items = tuple(self._inner(member) for member in node.elts)
        elif isinstance(node, ast.Dict):
            entries = self.entries(node)
        named = _innermost(node)
        name = getattr(named, "attr", getattr(named, "id", ""))
        return Operand(
            self.source.span(node),
            part.values,
            part.keyword,
            part.star,
            items,
            entries,
            name,
            isinstance(node, ast.Constant),
        )

    def entries(self, node: ast.Dict | ast.DictComp) -> tuple[tuple[Operand | None, Operand], ...]:
        """The entries of a dict display; of a comprehension, those that are alike."""
        if isinstance(node, ast.DictComp):
            return ((self._inner(node.key), self._inner(node.value)),)
        return tuple(
            (self._inner(key) if key else None, self._inner(value))
            for key, value in zip(node.keys, node.values, strict=True)
        )

    def _inner(self, node: ast.expr) -> Operand:
        star = 1 if isinstance(node, ast.Starred) else 0
        inner = node.value if isinstance(node, ast.Starred) else node
        values = self.values.get(id(inner), NOTHING)
        if not values and isinstance(inner, ast.Constant):
            values = frozenset({Const(inner.value)})
        return self.operand(Part(inner, values, None, star))

    def span(self, node: ast.expr) -> Span:
        """The span of a name, attribute or other expression: for an attribute, of its name."""
        if isinstance(node, ast.Attribute):
            return self.source.attribute_span(node)
        return self.source.span(node)


def _innermost(node: ast.expr) -> ast.expr:
    """What an item or the result of a method is taken from: `name` of `name.split(".")[0]`."""
    while True:
        if isinstance(node, ast.Subscript):
            node = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            node = node.func.value
        else:
            return node


class SilentRecorder(Recorder):
    """Notes nothing: for expressions that have no place of their own in the file."""

    def see(
        self,
        build: Build,
        node: ast.AST,
        scope: str,
        sets: dict[str, Values],
        parts: tuple[Part, ...] = (),
        **extra: Any,
    ) -> None:
        """Forget what is seen."""
