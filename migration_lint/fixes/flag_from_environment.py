"""ML301: a constant becomes a reading of the environment."""

from __future__ import annotations

from collections.abc import Collection

import libcst as cst

from migration_lint.diagnostic import Span
from migration_lint.fixes.base import Fix, FixTarget
from migration_lint.fixes.edits import PlacedTransformer, transformed, with_import
from migration_lint.naming.flag import yes_means
from migration_lint.project import Settings


class FlagReadFromEnvironment(Fix):
    """`FLAG = False` becomes `FLAG = os.environ.get("FLAG", "false").lower() in ("true", ...)`.

    The default is that of the phase: where the variable is not set, nothing changes. A flag whose
    values are names, `FLAG = "v1"`, stays the text that it is.
    """

    code = "ML301"
    safe = False

    def apply(self, target: FixTarget) -> cst.Module:
        """Change the assignments and import `os`."""
        spans = [diagnostic.span for diagnostic in target.diagnostics]
        mended = transformed(target.module, _Read(spans, target.project.settings))
        return with_import(mended, "os") if mended is not target.module else mended


class _Read(PlacedTransformer):
    """Rewrites assignments whose name a diagnostic points at."""

    def __init__(self, spans: Collection[Span], settings: Settings) -> None:
        super().__init__(spans)
        values, on = settings.flag_values, yes_means(settings)
        default = values.true[0] if settings.phase == 4 else values.false[0]
        self._reading = f'os.environ.get("{settings.flag}", "{default}")'
        if on is not None:
            words = values.true if on else values.false
            table = ", ".join(f'"{value}"' for value in words)
            self._reading += f".lower() in ({table}{',' if len(words) == 1 else ''})"

    def leave_Assign(self, original_node: cst.Assign, updated_node: cst.Assign) -> cst.Assign:
        """Read the variable."""
        (first, *others) = original_node.targets
        if others or not self.is_target(first.target):
            return updated_node
        return updated_node.with_changes(value=cst.parse_expression(self._reading))
