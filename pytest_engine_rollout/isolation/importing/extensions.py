"""Load a copy of each extension module for each engine.

Many can be loaded only once. When they are loaded again they refuse, give what they made the first
time, or overwrite variables that the first engine goes on using. So a copy of the file is loaded,
which is another library to the system, with variables of its own. An engine that imports a module
again gets its own library again. What may end the process is loaded in a forked copy of it first:
some libraries do so when they find that they are there already.
"""

from __future__ import annotations

import mmap
import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib.abc import MetaPathFinder
from importlib.machinery import ExtensionFileLoader, ModuleSpec, PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from pytest_engine_rollout.comparison.inspection import instance_dict
from pytest_engine_rollout.isolation.importing.holdings import homes_of, registered, taken
from pytest_engine_rollout.isolation.importing.taking_part import take_part
from pytest_engine_rollout.isolation.throwaway_process import importable_alone, in_forked_copy

_REFUSALS = (ImportError, RuntimeError, SystemError)
# What libraries are told by that can end the process: the functions for it among the names that
# they take from others, and where they look for libraries beside them, which may do so.
_CAN_END_PROCESS = re.compile(rb"\0_*(?:abort|exit)\0|\$ORIGIN|@loader_path|@rpath")


class Extensions(MetaPathFinder):
    """Loads an extension module anew for each engine, or keeps it where it cannot be.

    Attributes:
        kept: The names of the modules that were kept.
        mixed: Those of them that hold something of an engine's, and the module that this is from.
    """

    def __init__(self) -> None:
        self.kept: set[str] = set()
        self.mixed: dict[str, str] = {}
        self._loaded: dict[str, ModuleType] = {}
        self._libraries: dict[str, str] = {}
        self._owned: set[str] = set()
        self._importable: dict[str, bool] = {}

    def remember(self, modules: Mapping[str, object]) -> dict[str, str]:
        """Remember the extension modules among those that an engine has loaded.

        Returns:
            By name, the files that it has loaded them from.
        """
        self._owned |= modules.keys()
        for name, module in modules.items():
            if not isinstance(module, ModuleType):
                continue
            if is_extension(module):
                self._loaded.setdefault(name, module)
                self._libraries.setdefault(name, vars(module)["__file__"])
        return self._libraries

    def offer(self, libraries: dict[str, str]) -> None:
        """Register as a finder, if there is any module to load a second time.

        Args:
            libraries: What `remember` gave for the engine whose turn it is.
        """
        self._importable.clear()
        self._libraries = libraries
        if self._loaded:
            sys.meta_path.insert(0, self)

    def withdraw(self) -> None:
        """Stop being a finder."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module by the other finders; replace the loader of one that was loaded before."""
        loaded = self._loaded.get(fullname)
        spec = None if loaded is None else PathFinder.find_spec(fullname, path, target)
        if spec is None or not isinstance(spec.loader, ExtensionFileLoader):
            return None
        library = self._libraries.get(fullname)
        if library is not None:
            take_part(spec, spec.loader.exec_module, lambda spec: _load(spec, library))
            return spec
        assert loaded is not None
        repetition = _Repetition(
            spec.loader, loaded, self._libraries, self._can_be_imported, self._keep
        )
        take_part(spec, repetition.execute, repetition.create)
        return spec

    def _keep(self, module: ModuleType) -> ModuleType:
        """Share a module that another engine has loaded."""
        name = module.__name__
        self.kept.add(name)
        foreign = {*taken(module), *registered(module)} & (self._owned - self.kept)
        if foreign:
            self.mixed[name] = min(foreign)
        return module

    def _can_be_imported(self, name: str) -> bool:
        """Whether a process of its own, started for the present engine, could import a module."""
        if name not in self._importable:
            top = name.partition(".")[0]
            names = [it for it in self._loaded if it.partition(".")[0] == top]
            found = importable_alone(names)
            self._importable |= {it: it in found for it in names}
        return self._importable[name]


class _Repetition:
    """Loads an extension module that was loaded before.

    Args:
        loader: The loader that there is without us.
        loaded: The module as it was loaded before.
        libraries: By name, the files that the present engine has loaded modules from.
        can_be_imported: Whether the present engine has the module in a process of its own; where
            not, its refusal has nothing to do with what was loaded before.
        keep: Called with what was loaded before, where nothing else helps.
    """

    def __init__(
        self,
        loader: ExtensionFileLoader,
        loaded: ModuleType,
        libraries: dict[str, str],
        can_be_imported: Callable[[str], bool],
        keep: Callable[[ModuleType], ModuleType],
    ) -> None:
        self._loader = loader
        self._loaded = loaded
        self._libraries = libraries
        self._can_be_imported = can_be_imported
        self._keep = keep

    def create(self, spec: ModuleSpec) -> ModuleType:
        """Create the module.

        Raises:
            ImportError: The present engine cannot have it; also `RuntimeError`, `SystemError`.
        """
        assert spec.origin is not None
        if _can_end_process(spec.origin) and not self._comes_through(self._load_copy, spec):
            return self._keep(self._loaded)
        try:
            return self._load_copy(spec)
        except OSError:
            return self._again(spec)
        except _REFUSALS:
            if not self._can_be_imported(spec.name):
                raise
            return self._again(spec)  # it needs files that are beside the original

    def execute(self, module: ModuleType) -> None:
        """Execute the module that `create` returned.

        Raises:
            ImportError: The present engine cannot have it; also `RuntimeError`, `SystemError`.
        """
        if module is self._loaded:
            return
        try:
            self._loader.exec_module(module)
        except _REFUSALS:
            if not self._can_be_imported(module.__name__):
                raise
            sys.modules[module.__name__] = self._keep(self._loaded)

    def _comes_through(self, create: Callable[[ModuleSpec], ModuleType], spec: ModuleSpec) -> bool:
        """Whether a process survives loading the module a second time."""
        if not hasattr(os, "fork"):
            return True
        return in_forked_copy(self._try, create, spec) is True

    def _try(self, create: Callable[[ModuleSpec], ModuleType], spec: ModuleSpec) -> bool:
        """Load the module in a throwaway process; what it raises, the real import raises again."""
        with suppress(Exception):
            module = sys.modules[spec.name] = create(spec)
            self._loader.exec_module(module)
        return True

    def _load_copy(self, spec: ModuleSpec) -> ModuleType:
        """Load a copy of the file of a module.

        The file is removed at once, so that nothing is left of it however the process ends. What
        was loaded from it remains; where the system forbids removing what is loaded, so does the
        file.

        Raises:
            OSError: It cannot be copied.
        """
        assert spec.origin is not None
        with TemporaryDirectory(prefix="engine-rollout-", ignore_cleanup_errors=True) as folder:
            path = Path(folder, Path(spec.origin).name)
            shutil.copyfile(spec.origin, path)
            module = _load(spec, str(path))
        self._libraries[spec.name] = str(path)
        return module

    def _again(self, spec: ModuleSpec) -> ModuleType:
        """A new module of the same library, or the one loaded before if no second can be made."""
        if not self._comes_through(self._loader.create_module, spec):
            return self._keep(self._loaded)
        try:
            module = self._loader.create_module(spec)
        except _REFUSALS:
            if not self._can_be_imported(spec.name):
                raise
            return self._keep(self._loaded)
        return self._keep(self._loaded) if _repeats(module, self._loaded) else module


def _can_end_process(library: str) -> bool:
    """Whether a library contains code that can end the process; False where it cannot be read."""
    with (
        suppress(OSError, ValueError),
        open(library, "rb") as file,  # noqa: PTH123 - a name is at hand
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
    ):
        return _CAN_END_PROCESS.search(data) is not None
    return False


def is_extension(module: ModuleType) -> bool:
    """Whether a module is an extension module that the import system has loaded."""
    file, loader = (vars(module).get(name) for name in ("__file__", "__loader__"))
    return bool(file) and isinstance(loader, ExtensionFileLoader)


def names_in_classes(modules: Mapping[str, object]) -> set[str]:
    """The names that classes give for their modules: a class in C may leave out the package."""
    bare = {
        name.rpartition(".")[2]
        for name, module in modules.items()
        if isinstance(module, ModuleType) and is_extension(module)
    }
    return modules.keys() | (bare - sys.modules.keys())


def _load(spec: ModuleSpec, library: str) -> ModuleType:
    """Load a module from another file than its own; it still has to be executed.

    The system knows a library that it has loaded by the name of its file, even if that is gone.

    Raises:
        ImportError: It cannot be loaded; also `RuntimeError` and `SystemError`.
    """
    loader = ExtensionFileLoader(spec.name, library)
    module = module_from_spec(ModuleSpec(spec.name, loader, origin=library))
    module.__spec__, module.__loader__, module.__file__ = spec, spec.loader, spec.origin
    return module


def _repeats(module: ModuleType, before: ModuleType) -> bool:
    """Whether a module that was just created holds an object of its previous copy."""
    if module is before:
        return True
    name, known = before.__name__, instance_dict(before)
    return any(
        value is known.get(key) and name in homes_of(value)
        for key, value in instance_dict(module).items()
        if not key.startswith("__")
    )
