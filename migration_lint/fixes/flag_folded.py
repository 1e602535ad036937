"""ML304: in phase 4 the flag is true, and the code for its other value is removed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import libcst as cst
from libcst import metadata

from migration_lint.diagnostic import Span
from migration_lint.fixes.base import Fix, FixTarget
from migration_lint.fixes.edits import RemovingTransformer, transformed, without_unused_imports


class FlagFolded(Fix):
    """`if USE_MODULAR_ENGINE: A else: B` becomes `A`; imports that only `B` needed go too."""

    code = "ML304"
    safe = False

    def apply(self, target: FixTarget) -> cst.Module:
        """Fold the conditions and drop the dead branches."""
        spans = [diagnostic.span for diagnostic in target.diagnostics]
        folded = transformed(target.module, _Folded(spans))
        return without_unused_imports(target.module, folded)


class _Folded(RemovingTransformer):
    """Takes the operands that diagnostics point at for true."""

    def __init__(self, spans: Collection[Span]) -> None:
        super().__init__(spans)
        self._spans = frozenset(spans)
        self._elifs: set[cst.If] = set()

    def visit_If(self, node: cst.If) -> None:
        """Remember which `if` nodes are an `elif`."""
        if isinstance(node.orelse, cst.If):
            self._elifs.add(node.orelse)

    def leave_If(  # type: ignore[override]  # an `elif` may become an `else`
        self, original_node: cst.If, updated_node: cst.If
    ) -> (
        cst.BaseStatement | cst.Else | cst.FlattenSentinel[cst.BaseStatement] | cst.RemovalSentinel
    ):
        """Keep the branch that is taken."""
        test = self._folded(original_node.test)
        if test is original_node.test:
            return updated_node
        if not isinstance(test, bool):
            return updated_node.with_changes(test=test)
        kept = cst.Else(updated_node.body) if test else updated_node.orelse
        if original_node in self._elifs:
            return kept or cst.RemoveFromParent()
        if isinstance(kept, cst.If):
            return kept.with_changes(leading_lines=updated_node.leading_lines)
        if kept is None:
            return self.removed(updated_node)
        return cst.FlattenSentinel(_statements(kept.body, updated_node.leading_lines))

    def leave_IfExp(self, original_node: cst.IfExp, updated_node: cst.IfExp) -> cst.BaseExpression:
        """Keep the value that is chosen, in the brackets of the whole."""
        test = self._folded(original_node.test)
        if test is original_node.test:
            return updated_node
        if not isinstance(test, bool):
            return updated_node.with_changes(test=test)
        kept = updated_node.body if test else updated_node.orelse
        return kept.with_changes(
            lpar=[*updated_node.lpar, *kept.lpar], rpar=[*kept.rpar, *updated_node.rpar]
        )

    def _folded(self, test: cst.BaseExpression) -> cst.BaseExpression | bool:
        """The value of a condition when the operands are true; the node itself if it has none."""
        if self._is_operand(test):
            return True
        if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
            inner = self._folded(test.expression)
            if isinstance(inner, bool):
                return not inner
            changed = inner is not test.expression
            return test.with_changes(expression=inner) if changed else test
        if isinstance(test, cst.BooleanOperation):
            return self._folded_operation(test)
        return test

    def _folded_operation(self, test: cst.BooleanOperation) -> cst.BaseExpression | bool:
        left, right = self._folded(test.left), self._folded(test.right)
        decides = isinstance(test.operator, cst.Or)  # the value that makes the other one moot
        if isinstance(left, bool):
            return left if left is decides else right
        if isinstance(right, bool):
            # What stands on the left is evaluated all the same, so it stays.
            return left if right is not decides else test.with_changes(right=cst.Name(str(right)))
        if left is test.left and right is test.right:
            return test
        return test.with_changes(left=left, right=right)

    def _is_operand(self, node: cst.BaseExpression) -> bool:
        named = node.attr if isinstance(node, cst.Attribute) else node
        place = self.get_metadata(metadata.PositionProvider, named)
        start, end = place.start, place.end
        return Span(start.line, start.column + 1, end.line, end.column + 1) in self._spans


def _statements(
    body: cst.BaseSuite, leading_lines: Sequence[cst.EmptyLine]
) -> list[cst.BaseStatement]:
    """The statements of a branch, as they stand outside of it; the first has the comments above."""
    if isinstance(body, cst.SimpleStatementSuite):
        return [cst.SimpleStatementLine(body.body, leading_lines=leading_lines)]
    block = cst.ensure_type(body, cst.IndentedBlock)
    first, *others = block.body
    own = getattr(first, "leading_lines", ())
    return [first.with_changes(leading_lines=[*leading_lines, *own]), *others]
