"""The rules, one file each; `all_rules` finds them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from migration_lint.rules.base import REGISTRY, Rule
from migration_lint.submodules import import_all


@cache
def all_rules() -> Mapping[str, type[Rule]]:
    """Every rule by code, in the order of the codes."""
    import_all(__name__, __path__)
    return MappingProxyType(dict(sorted(REGISTRY.items())))
