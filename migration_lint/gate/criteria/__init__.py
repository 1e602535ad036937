"""The criteria, one file each; `all_criteria` finds them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from migration_lint.gate.criterion import REGISTRY, Criterion
from migration_lint.submodules import import_all


@cache
def all_criteria() -> Mapping[str, type[Criterion[Any]]]:
    """Every criterion by id: in the order of the first phase that needs it, then by id."""
    import_all(__name__, __path__)
    in_order = sorted(REGISTRY.items(), key=lambda item: (min(item[1].phases), item[0]))
    return MappingProxyType(dict(in_order))
