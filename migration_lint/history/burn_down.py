"""The weekly burn-down for an HTML page."""

from __future__ import annotations

from migration_lint.files.git import GitError
from migration_lint.history.plot import svg
from migration_lint.history.timeline import weekly
from migration_lint.project import Project


def burn_down(project: Project, phase: int | None, *, cache: bool) -> str:
    """The plot of the weeks so far as SVG; empty where git has no history to tell."""
    try:
        return svg(weekly(project, phase, cache=cache))
    except GitError:
        return ""
