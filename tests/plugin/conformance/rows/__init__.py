"""The table of rows, one file per topic; a `Row` or a sequence of them is found by being there."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from tests.plugin.conformance.row import Row


def _found() -> Iterator[Row]:
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        yield from import_module(module.name).ROWS


ROWS = tuple(_found())
