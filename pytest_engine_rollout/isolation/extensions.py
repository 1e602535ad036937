"""Extension modules, some of which refuse to be loaded twice."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ExtensionFileLoader, ModuleSpec, PathFinder
from types import ModuleType


class KeptExtensions(MetaPathFinder):
    """Loads an extension module anew for each engine, or keeps it where it cannot be.

    Attributes:
        kept: The names of the modules that were kept.
    """

    def __init__(self) -> None:
        self.kept: set[str] = set()
        self._loaded: dict[str, ModuleType] = {}

    def remember(self, modules: Mapping[str, object]) -> None:
        """Note the extension modules that an engine has loaded."""
        for name, module in modules.items():
            if isinstance(module, ModuleType) and isinstance(
                module.__loader__, (ExtensionFileLoader, _KeepingLoader)
            ):
                self._loaded.setdefault(name, module)

    def offer(self) -> None:
        """Take part in imports from now on, where there is anything to keep."""
        if self._loaded:
            sys.meta_path.insert(0, self)

    def withdraw(self) -> None:
        """Take no part in imports any more."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find what is found without us, with a loader that can fall back."""
        loaded = self._loaded.get(fullname)
        spec = None if loaded is None else PathFinder.find_spec(fullname, path, target)
        if spec is None or not isinstance(spec.loader, ExtensionFileLoader):
            return None
        assert loaded is not None
        spec.loader = _KeepingLoader(spec.loader, loaded, self.kept)
        return spec


class _KeepingLoader(Loader):
    """Loads an extension module; where that fails the second time, it gives the first one."""

    def __init__(self, loader: ExtensionFileLoader, loaded: ModuleType, kept: set[str]) -> None:
        self._loader = loader
        self._loaded = loaded
        self._kept = kept

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        try:
            return self._loader.create_module(spec)
        except (ImportError, RuntimeError, SystemError):
            return self._keep(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        if module is self._loaded:
            return
        try:
            self._loader.exec_module(module)
        except (ImportError, RuntimeError, SystemError):
            sys.modules[module.__name__] = self._keep(module.__name__)

    def _keep(self, name: str) -> ModuleType:
        self._kept.add(name)
        return self._loaded
