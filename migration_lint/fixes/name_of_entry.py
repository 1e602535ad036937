"""ML102 and ML103: name the entry where a text names the legacy module or its controller."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import libcst as cst

from migration_lint.diagnostic import Span
from migration_lint.fixes.base import Fix, FixTarget
from migration_lint.fixes.edits import PlacedTransformer, transformed
from migration_lint.naming.legacy_names import names_of_entry


class LoadedFromEntry(Fix):
    """`import_module("af_engine_legacy")` becomes `import_module("af_engine")`.

    Only where the text is the module's whole name: what else is loaded has no known home.
    """

    code = "ML102"
    safe = False

    def apply(self, target: FixTarget) -> cst.Module:
        """Change the texts."""
        return _renamed(target, modules=True)


class PatchedAtEntry(Fix):
    """`patch("af_engine_legacy.RDMissionController")` becomes a patch of `af_engine`'s.

    Only where the text is the controller's whole name: what else is patched has no known home.
    """

    code = "ML103"
    safe = False

    def apply(self, target: FixTarget) -> cst.Module:
        """Change the texts."""
        return _renamed(target, modules=False)


def _renamed(target: FixTarget, *, modules: bool) -> cst.Module:
    spans = [diagnostic.span for diagnostic in target.diagnostics if diagnostic.fixable]
    names = names_of_entry(target.project.settings, modules=modules)
    return transformed(target.module, _Renamed(spans, names))


class _Renamed(PlacedTransformer):
    """Rewrites texts that diagnostics point at and that have another name."""

    def __init__(self, spans: Collection[Span], names: Mapping[str, str]) -> None:
        super().__init__(spans)
        self._names = names

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        """Put the other name between the quotes."""
        if not self.is_target(original_node):
            return updated_node
        name = self._names.get(str(original_node.evaluated_value))
        if name is None:
            return updated_node
        quote = original_node.quote
        return updated_node.with_changes(value=f"{original_node.prefix}{quote}{name}{quote}")
