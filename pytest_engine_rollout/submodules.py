"""The modules of a package, which register what they define by being imported."""

from __future__ import annotations

import importlib
import pkgutil
import sys


def import_all(package: str) -> None:
    """Import every module of a package that is imported itself."""
    for module in pkgutil.iter_modules(sys.modules[package].__path__, f"{package}."):
        importlib.import_module(module.name)
