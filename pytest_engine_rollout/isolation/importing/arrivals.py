"""Record how importing a shared package changes the process, and repeat it for other engines.

A shared package is executed once only, by the first engine that imports it. Then numpy registers
how to pickle what it defines, and others add names of log levels, types of files or environment
variables. Such changes are noted, and made again for each other engine when it imports the package.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from pytest_engine_rollout.isolation.importing.changes import (
    Change,
    StatePart,
    changes_since,
    look,
    repeat,
)
from pytest_engine_rollout.isolation.importing.ownership import MACHINERY, Ownership
from pytest_engine_rollout.isolation.importing.taking_part import found_behind, take_part


def _nothing(packages: Collection[str]) -> None:
    """Do nothing."""


class Arrivals:
    """Notes what importing a shared package changes, and changes it again for other engines.

    Args:
        ownership: Which modules are not shared.
        parts: What to look at.
        also: Called with the packages that an engine imports after another one has.
        done: Called whenever a shared package has been imported.
    """

    def __init__(
        self,
        ownership: Ownership,
        parts: Sequence[StatePart] = (),
        also: Callable[[Collection[str]], object] = _nothing,
        done: Sequence[Callable[[], object]] = (),
    ) -> None:
        self._ownership = ownership
        self._parts = parts
        self._also = also
        self._done = done
        self._changes: dict[str, list[Change]] = {}
        self._package = ""
        self._before: list[Any] = []

    def find(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None, asked: object
    ) -> ModuleSpec | None:
        """Find a module by the other finders, and note what importing it changes.

        Args:
            fullname: Its name.
            path: Where to look.
            target: The module to reload.
            asked: The finder that asks; those after it are asked.
        """
        top = fullname.partition(".")[0]
        if not self._parts or top in sys.stdlib_module_names or top in MACHINERY:
            return None
        is_configured = self._ownership.configured(fullname)
        if is_configured and not self._package:
            return None
        spec = found_behind(asked, fullname, path, target)
        if spec is None or not spec.origin or not hasattr(spec.loader, "exec_module"):
            return spec
        is_own = is_configured or self._ownership.owns_place(spec.origin)
        if is_own == bool(self._package):
            context = self._pausing() if is_own else self._noting(top)
            take_part(spec, partial(_execute, spec.loader, context))
        return spec

    def repeat(self, packages: Collection[str]) -> None:
        """Repeat, for the present engine, the changes that importing some packages made."""
        for package in packages:
            repeat(self._changes.get(package, ()))
        self._also(packages)

    @contextmanager
    def _noting(self, package: str) -> Iterator[None]:
        self._begin(package)
        try:
            yield
        finally:
            self._end()
            for note in self._done:
                note()

    @contextmanager
    def _pausing(self) -> Iterator[None]:
        """Note nothing of an engine's own module that a shared one imports: each engine runs it."""
        package = self._package
        self._end()
        try:
            yield
        finally:
            self._begin(package)

    def _begin(self, package: str) -> None:
        self._package = package
        self._before = look(self._parts)

    def _end(self) -> None:
        changes = self._changes.setdefault(self._package, [])
        changes += changes_since(self._before, self._parts)
        self._package = ""


def _execute(loader: Any, context: AbstractContextManager[None], module: ModuleType) -> None:
    with context:
        loader.exec_module(module)
