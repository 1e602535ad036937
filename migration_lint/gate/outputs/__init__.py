"""The gate's outputs, one file each, `NAME_output.py`; found by name, imported when asked for."""

from __future__ import annotations

from importlib import import_module

from migration_lint.gate.outputs.base import REGISTRY, Output
from migration_lint.submodules import modules_in

_SUFFIX = "_output"


def output_names() -> list[str]:
    """The names that `--format` takes."""
    names = modules_in(__path__)
    return sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))


def output_named(name: str) -> Output:
    """The output of that name, one of `output_names()`."""
    import_module(f"{__name__}.{name}{_SUFFIX}")
    return REGISTRY[name]()
