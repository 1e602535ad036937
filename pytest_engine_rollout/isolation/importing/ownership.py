"""Which modules are owned, so that each engine has its own copy, and which are shared."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

from pytest_engine_rollout.watch.real_paths import RealPaths

# What runs the tests is one for all engines, also where its sources lie in the project.
MACHINERY = frozenset({
    "__main__", "__mp_main__", "_pytest", "migration_lint", "pluggy", "pytest",
    "pytest_engine_rollout",
})  # fmt: skip
INSTALLED = frozenset({"site-packages", "dist-packages"})


class Ownership:
    """Tells the modules that each engine owns a copy of from those that all engines share.

    Owned are the modules named in `isolate`, every first-party module (its file lies below a root
    and is not installed there), and whatever is adopted.

    Args:
        isolate: The modules and packages configured as such.
        root: The root of the suite.
        plugin_packages: Gives the packages that are installed together with a pytest plugin.
    """

    def __init__(
        self,
        isolate: Iterable[str],
        root: Path,
        plugin_packages: Callable[[], Collection[str]] = tuple,
    ) -> None:
        self._isolate = frozenset(isolate)
        self._plugin_packages = plugin_packages
        self._adopted: set[str] = set()
        self._roots = {os.path.realpath(root)}
        self._configured: dict[str, bool] = {}
        self._verdicts: dict[str, bool] = {}
        self._standard = os.path.realpath(sysconfig.get_path("stdlib")) + os.sep

    def adopt(self, name: str) -> None:
        """Isolate one more module, by its full name."""
        self._adopted.add(name)

    def may_adopt(self, name: str, places: Sequence[str]) -> bool:
        """Whether a module can be isolated at all: neither the standard library nor pytest.

        Args:
            name: Its full name.
            places: Its file or folders; none where it is built in, or made by another module.
        """
        top = name.partition(".")[0]
        if top in MACHINERY:
            return False
        if not places:
            return top not in sys.stdlib_module_names
        return any(
            not self._is_standard(place) or not INSTALLED.isdisjoint(Path(place).parts)
            for place in places
        )

    def serves_pytest(self, name: str) -> bool:
        """Whether a module was installed together with a plugin of pytest.

        The plugin configures it once, for all engines, and tests are registered with it.
        """
        return name.partition(".")[0] in self._plugin_packages()

    def is_stray(self, name: str, module: ModuleType) -> bool:
        """Whether a module was imported from where nothing is installed.

        Args:
            name: Its key in `sys.modules`.
            module: A module that was not imported before an engine entered.
        """
        top = name.partition(".")[0]
        if top in MACHINERY or top in sys.stdlib_module_names:
            return False
        found = places(module)
        if not found:  # made by a loader: it belongs where the loader does
            return self.owns_name(type(module.__dict__.get("__loader__")).__module__)
        return not any(self._is_standard(place) or _is_installed(place) for place in found)

    def add_test_file(self, path: Path) -> None:
        """Make the package (or, without one, the folder) that a test file is in first-party."""
        if self._below_root(str(path)):
            return
        folder = path.parent
        while (folder.parent / "__init__.py").is_file():
            folder = folder.parent
        self._roots.add(os.path.realpath(folder))
        self._verdicts.clear()

    def configured(self, name: str) -> bool:
        """Whether a module is named in `isolate`, itself or with a package above it."""
        known = self._configured.get(name)
        if known is None:
            parts = name.split(".")
            above = (".".join(parts[:count]) for count in range(1, len(parts) + 1))
            known = self._configured[name] = not self._isolate.isdisjoint(above)
        return known

    def owns(self, name: str, module: object) -> bool:
        """Whether each engine has its own copy of a module.

        Args:
            name: Its key in `sys.modules`.
            module: What stands there.
        """
        if self.configured(name) or name in self._adopted:
            return True
        if name.partition(".")[0] in MACHINERY:
            return False
        return any(map(self._below_root, places(module)))

    def owns_place(self, place: str) -> bool:
        """Whether each engine has its own copy of the module in a file, whatever its name."""
        return self._below_root(place)

    def owns_name(self, name: str) -> bool:
        """Whether each engine has its own copy of the module of this name, loaded now."""
        return self.owns(name, sys.modules.get(name))

    def _below_root(self, place: str) -> bool:
        known = self._verdicts.get(place)
        if known is None:
            known = self._verdicts[place] = self._judge(place)
        return known

    def _is_standard(self, place: str) -> bool:
        return _real(place).startswith(self._standard)

    def _judge(self, place: str) -> bool:
        real = _real(place)
        is_standard = real.startswith(self._standard) and INSTALLED.isdisjoint(Path(real).parts)
        return any(
            real.startswith(root + os.sep)
            # A project may have the standard library below it; tests may be a part of that.
            and is_standard <= root.startswith(self._standard)
            and INSTALLED.isdisjoint(Path(real[len(str(Path(root).parent)) :]).parts)
            for root in self._roots
        )


def places(module: object) -> list[str]:
    """The file of a module, or the folders of a package without one."""
    if not isinstance(module, ModuleType):
        return []
    file = module.__dict__.get("__file__")
    if isinstance(file, str):
        return [file]
    spec = module.__dict__.get("__spec__")
    folders = getattr(spec, "submodule_search_locations", None)
    return [place for place in folders or () if isinstance(place, str)]


def _is_installed(place: str) -> bool:
    """Whether a file lies where packages are installed, be it by `pip install --target`."""
    return _is_for_packages(os.path.dirname(place))  # noqa: PTH120 - of thousands, and a string


@cache
def _is_for_packages(folder: str) -> bool:
    """Whether packages are installed in a folder, or in one above it."""
    above, name = os.path.split(folder)
    if name in INSTALLED or _has_metadata(folder):
        return True
    return above != folder and _is_for_packages(above)


def _has_metadata(folder: str) -> bool:
    """Whether an installer has noted in a folder what it put there."""
    try:
        return any(name.endswith(".dist-info") for name in os.listdir(folder))  # noqa: PTH208 - as above
    except OSError:
        return False


_real = RealPaths().of
