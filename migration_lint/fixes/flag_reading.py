"""ML303: a reading that agrees with the truth table."""

from __future__ import annotations

from collections.abc import Collection

import libcst as cst

from migration_lint.diagnostic import Span
from migration_lint.fixes.base import Fix, FixTarget
from migration_lint.fixes.edits import PlacedTransformer, transformed
from migration_lint.naming.flag_reading import compared_truth
from migration_lint.project import Settings

_TEXT_METHODS = frozenset({"lower", "upper", "strip", "casefold"})
_NEGATIVE = (cst.NotEqual, cst.NotIn)
_OPERATORS = (cst.Equal, cst.In, *_NEGATIVE)


class FlagReadByTable(Fix):
    """`getenv(FLAG) == "true"` becomes `getenv(FLAG, "false").lower() in ("true", "1", "yes")`.

    A default that is there stays; without one it is what an unset variable meant before.
    """

    code = "ML303"
    safe = False

    def apply(self, target: FixTarget) -> cst.Module:
        """Rewrite comparisons of what is read."""
        spans = [diagnostic.span for diagnostic in target.diagnostics]
        return transformed(target.module, _ByTable(spans, target.project.settings))


class _ByTable(PlacedTransformer):
    """Rewrites comparisons in which a diagnostic points at the name of what is read."""

    def __init__(self, spans: Collection[Span], settings: Settings) -> None:
        super().__init__(spans)
        self._settings = settings

    def leave_Comparison(
        self, original_node: cst.Comparison, updated_node: cst.Comparison
    ) -> cst.Comparison:
        """Compare with the whole table, in either case of letters."""
        read = _without_text_methods(original_node.left)
        if len(original_node.comparisons) != 1 or not self._reads(read):
            return updated_node
        operator, other = original_node.comparisons[0].operator, original_node.comparisons[0]
        truth = compared_truth(_texts(other.comparator), self._settings)
        if truth is None or not isinstance(operator, _OPERATORS):
            return updated_node
        positive = isinstance(operator, _NEGATIVE) is not truth
        lowered = cst.Call(cst.Attribute(self._with_default(read, truth), cst.Name("lower")))
        return updated_node.with_changes(left=lowered, comparisons=[self._with_table(positive)])

    def _with_table(self, positive: bool) -> cst.ComparisonTarget:
        words = [f'"{value}"' for value in self._settings.flag_values.true]
        if len(words) == 1:
            operator = cst.Equal() if positive else cst.NotEqual()
            return cst.ComparisonTarget(operator, cst.SimpleString(words[0]))
        table = cst.parse_expression(f"({', '.join(words)})")
        return cst.ComparisonTarget(cst.In() if positive else cst.NotIn(), table)

    def _reads(self, node: cst.BaseExpression) -> bool:
        if isinstance(node, cst.Call) and node.args:
            return self.is_target(node.args[0].value)
        if isinstance(node, cst.Subscript) and isinstance(node.slice[0].slice, cst.Index):
            return self.is_target(node.slice[0].slice.value)
        return False

    def _with_default(self, read: cst.BaseExpression, truth: bool) -> cst.BaseExpression:
        """The reading with a default, so that there is always a text."""
        if not isinstance(read, cst.Call) or len(read.args) > 1:
            return read
        values = self._settings.flag_values
        default = values.false[0] if truth else values.true[0]
        name = read.args[0].with_changes(comma=cst.MaybeSentinel.DEFAULT)
        return read.with_changes(args=[name, cst.Arg(cst.SimpleString(f'"{default}"'))])


def _without_text_methods(node: cst.BaseExpression) -> cst.BaseExpression:
    while (
        isinstance(node, cst.Call)
        and isinstance(node.func, cst.Attribute)
        and node.func.attr.value in _TEXT_METHODS
    ):
        node = node.func.value
    return node


def _texts(node: cst.BaseExpression) -> list[object]:
    """The constants that a text is compared with; None for what is none."""
    if isinstance(node, (cst.Tuple, cst.List, cst.Set)):
        return [text for element in node.elements for text in _texts(element.value)]
    return [node.evaluated_value] if isinstance(node, cst.SimpleString) else [None]
