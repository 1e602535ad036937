"""The rules, one file each; `all_rules` finds them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from migration_lint.rules.base import REGISTRY, Rule


@cache
def all_rules() -> Mapping[str, type[Rule]]:
    """Every rule by code, in the order of the codes."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return MappingProxyType(dict(sorted(REGISTRY.items())))
