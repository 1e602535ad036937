"""Which engines `--engines` asks for."""

from __future__ import annotations

import pytest

from migration_lint.project import Engine, Project


def select_engines(asked: str, project: Project) -> tuple[Engine, ...]:
    """The engines that `both`, `all` or a list of names stands for, control first.

    Raises:
        pytest.UsageError: For a name that is not configured.
    """
    engines = project.engines
    names = {
        "both": [project.settings.control, project.settings.candidate],
        "all": [*engines],
    }.get(asked, [name.strip() for name in asked.split(",")])
    unknown = [name for name in names if name not in engines]
    if unknown:
        known = ", ".join(["both", "all", *engines])
        raise pytest.UsageError(f"--engines: unknown engine {unknown[0]!r}; choose from {known}")
    return tuple(engine for name, engine in engines.items() if name in names)
