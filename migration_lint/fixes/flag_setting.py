"""ML302: remove what sets the flag in an environment."""

from __future__ import annotations

import libcst as cst

from migration_lint.fixes.base import Fix, FixTarget
from migration_lint.fixes.edits import RemovingTransformer, transformed


class FlagSettingRemoved(Fix):
    """`os.environ[FLAG] = "false"` goes, and so does the flag in the dict of an environment."""

    code = "ML302"
    safe = False

    def apply(self, target: FixTarget) -> cst.Module:
        """Take out statements and entries."""
        spans = [diagnostic.span for diagnostic in target.diagnostics]
        return transformed(target.module, _Removed(spans))


class _Removed(RemovingTransformer):
    """Removes the statements and entries whose key diagnostics point at."""

    def leave_Assign(
        self, original_node: cst.Assign, updated_node: cst.Assign
    ) -> cst.Assign | cst.RemovalSentinel:
        """`os.environ[FLAG] = value`."""
        (first, *others) = original_node.targets
        key = first.target.slice[0].slice if isinstance(first.target, cst.Subscript) else None
        is_key = isinstance(key, cst.Index) and self.is_target(key.value)
        return cst.RemoveFromParent() if is_key and not others else updated_node

    def leave_Expr(
        self, original_node: cst.Expr, updated_node: cst.Expr
    ) -> cst.Expr | cst.RemovalSentinel:
        """`os.environ.setdefault(FLAG, value)`, `monkeypatch.setenv(FLAG, value)`."""
        call = original_node.value
        is_setter = isinstance(call, cst.Call) and call.args and self.is_target(call.args[0].value)
        return cst.RemoveFromParent() if is_setter else updated_node

    def leave_Dict(self, original_node: cst.Dict, updated_node: cst.Dict) -> cst.Dict:
        """`{**os.environ, FLAG: value}`."""
        pairs = zip(original_node.elements, updated_node.elements, strict=True)
        left = [new for old, new in pairs if not self._is_setting(old)]
        if len(left) == len(original_node.elements):
            return updated_node
        if left:
            left[-1] = left[-1].with_changes(comma=original_node.elements[-1].comma)
        return updated_node.with_changes(elements=left)

    def _is_setting(self, element: cst.BaseDictElement) -> bool:
        return isinstance(element, cst.DictElement) and self.is_target(element.key)
