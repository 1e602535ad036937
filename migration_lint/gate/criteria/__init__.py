"""The criteria, one file each; `all_criteria` finds them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

from migration_lint.gate.criterion import REGISTRY, Criterion
from migration_lint.submodules import modules_in


@cache
def all_criteria() -> Mapping[str, type[Criterion[Any]]]:
    """Every criterion by id: in the order of the first phase that needs it, then by id."""
    for name in modules_in(__path__):
        import_module(f"{__name__}.{name}")
    in_order = sorted(REGISTRY.items(), key=lambda item: (min(item[1].phases), item[0]))
    return MappingProxyType(dict(in_order))
