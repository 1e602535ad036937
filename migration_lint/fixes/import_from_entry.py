"""ML101 and ML207: take the controller from the entry."""

from __future__ import annotations

from collections.abc import Collection

import libcst as cst

from migration_lint.diagnostic import Span
from migration_lint.fixes.base import Fix, FixTarget
from migration_lint.fixes.edits import PlacedTransformer, dotted, transformed


class LegacyImportFromEntry(Fix):
    """`from af_engine_legacy import RDMissionController` becomes an import from `af_engine`.

    Only where the controller is the one name of the statement; other names have no known home.
    """

    code = "ML101"
    safe = False

    def apply(self, target: FixTarget) -> cst.Module:
        """Change the statements; aliases, comments and brackets stay."""
        return _mended(target)


class PinnedEngineFromEntry(Fix):
    """`from af_engine.orchestrator import StageOrchestrator` becomes an import of the entry.

    It is bound to the name that the code goes on to use.
    """

    code = "ML207"
    safe = False

    def apply(self, target: FixTarget) -> cst.Module:
        """Change the statements; aliases, comments and brackets stay."""
        return _mended(target)


def _mended(target: FixTarget) -> cst.Module:
    entry = target.project.settings.entry
    if not entry:
        return target.module
    module, _, name = entry.partition(":")
    spans = [diagnostic.span for diagnostic in target.diagnostics]
    return transformed(target.module, _ToEntry(spans, module, name))


class _ToEntry(PlacedTransformer):
    """Rewrites `from` imports of one name that a diagnostic points at or into."""

    def __init__(self, spans: Collection[Span], module: str, name: str) -> None:
        super().__init__(spans)
        self._module = module
        self._name = name

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom:
        """Take the entry, bound to the name that was bound before."""
        names = original_node.names
        if isinstance(names, cst.ImportStar) or len(names) != 1:
            return updated_node
        parts = [original_node.module, names[0]]
        if not any(part is not None and self.is_target(part) for part in parts):
            return updated_node
        alias = cst.ensure_type(updated_node.names[0], cst.ImportAlias)  # type: ignore[index]  # no star
        if alias.asname is None and alias.evaluated_name != self._name:
            bound = cst.AsName(cst.Name(alias.evaluated_name))
            alias = alias.with_changes(asname=bound)
        alias = alias.with_changes(name=cst.Name(self._name))
        return updated_node.with_changes(module=dotted(self._module), names=[alias], relative=())
