"""The output formats, one file each, `NAME_format.py`; found by name, imported when asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from migration_lint.submodules import modules_in

if TYPE_CHECKING:
    from migration_lint.formats.base import Format

_SUFFIX = "_format"


def format_names() -> list[str]:
    """The names that `--format` takes."""
    names = modules_in(__path__)
    return sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))


def format_named(name: str) -> Format:
    """The format of that name, one of `format_names()`."""
    from migration_lint.formats.base import REGISTRY  # noqa: PLC0415 - names need none of it

    import_module(f"{__name__}.{name}{_SUFFIX}")
    return REGISTRY[name]()
