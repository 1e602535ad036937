"""The rules, one file each; `all_rules` finds them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from migration_lint.rules.base import REGISTRY, Rule
from migration_lint.submodules import modules_in


@cache
def all_rules() -> Mapping[str, type[Rule]]:
    """Every rule by code, in the order of the codes."""
    for name in modules_in(__path__):
        import_module(f"{__name__}.{name}")
    return MappingProxyType(dict(sorted(REGISTRY.items())))
