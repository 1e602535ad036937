"""Which engines `--engines` asks for."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from migration_lint.project import Engine, Project
from pytest_engine_rollout.isolation.items.ids import with_engine


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


def deselect_on_each(config: pytest.Config, engines: Iterable[Engine]) -> None:
    """Let `--deselect test_a[x]` mean `test_a[x-legacy]` and `test_a[x-modular]`.

    pytest compares the beginnings of ids, so an id without parameters means them all already.
    """
    given: list[str] = config.option.deselect or []
    config.option.deselect = [
        *given,
        *(
            with_engine(id_, engine.name)
            for id_ in given
            if id_.endswith("]")
            for engine in engines
        ),
    ]
