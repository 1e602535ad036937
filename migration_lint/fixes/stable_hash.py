"""ML305: a hash that is the same in every process."""

from __future__ import annotations

import libcst as cst
from libcst import matchers

from migration_lint.fixes.base import Fix, FixTarget
from migration_lint.fixes.edits import PlacedTransformer, transformed, with_import


class StableHash(Fix):
    """`hash(mission_id)` becomes a number made of the SHA-256 of its text."""

    code = "ML305"
    safe = False

    def apply(self, target: FixTarget) -> cst.Module:
        """Change the calls and import `hashlib`."""
        spans = [diagnostic.span for diagnostic in target.diagnostics]
        mended = transformed(target.module, _Hashed(spans))
        return with_import(mended, "hashlib") if mended is not target.module else mended


class _Hashed(PlacedTransformer):
    """Rewrites `hash(x)` where a diagnostic points at it."""

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        """Hash the text of the one argument."""
        is_hash = matchers.matches(updated_node, matchers.Call(matchers.Name("hash")))
        if not is_hash or len(updated_node.args) != 1 or not self.is_target(original_node):
            return updated_node
        text = cst.Module([]).code_for_node(updated_node.args[0].value)
        return cst.parse_expression(
            f'int.from_bytes(hashlib.sha256(str({text}).encode()).digest()[:8], "big")'
        )
