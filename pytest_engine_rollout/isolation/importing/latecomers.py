"""Latecomers: shared modules that one engine has imported and another has not, so far.

In a process of its own, an engine would not find in `sys.modules` what only another one imported,
and import hooks would hear of the import. So latecomers are hidden from an engine until it imports
them. Then it gets the module that there is, not executed again, because other shared modules may
hold on to it. What the execution did to the process is done again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import FunctionType, ModuleType

from pytest_engine_rollout.comparison.inspection import instance_dict, module_of
from pytest_engine_rollout.isolation.importing.arrivals import Arrivals
from pytest_engine_rollout.isolation.importing.holdings import taken
from pytest_engine_rollout.isolation.importing.ownership import MACHINERY
from pytest_engine_rollout.isolation.importing.taking_part import take_part

Modules = dict[str, ModuleType]


class Latecomers(MetaPathFinder):
    """Hides latecomers from an engine until it imports them.

    A package appears as a whole, together with the packages that its modules hold on to, as it
    would if it had just been executed.

    Args:
        staying: Gives the top-level packages that are common to all engines in any case.
        arrivals: Knows what imports of shared packages change.
    """

    def __init__(self, staying: Callable[[], Collection[str]], arrivals: Arrivals) -> None:
        self._staying = staying
        self._arrivals = arrivals
        self._common: set[str] = set()
        self._known: Modules = {}
        self._hidden: Modules = {}
        self._taken_off: set[str] = set()
        self._packages_behind: dict[str, set[str]] = {}

    @property
    def known(self) -> Mapping[str, ModuleType]:
        """All latecomers."""
        return self._known

    def note_common(self) -> None:
        """Outside of all engines: what has been imported so far is no latecomer for any."""
        self._common |= sys.modules.keys() - self._known.keys()

    def imported(self) -> Modules:
        """The latecomers that the present engine has imported; called when it is left."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        self._hidden.clear()
        present = {
            name: module
            for name, module in [*sys.modules.items()]
            if name not in self._common and isinstance(module, ModuleType)
        }
        new = {name: it for name, it in present.items() if name not in self._known}
        in_use = self._in_use(new)
        self._common |= {name for name in new if _top(name) in in_use}
        late = {name: it for name, it in present.items() if name not in self._common}
        self._known.update(late)
        return late

    def begin(self) -> None:
        """For an engine that enters first: repeat what importing common packages changed."""
        self._arrivals.repeat({_top(name) for name in self._common})

    def forget(self, names: Iterable[str]) -> None:
        """Drop latecomers that are isolated now."""
        for name in names:
            self._known.pop(name, None)

    def show(self, seen: Modules | None) -> None:
        """Put into `sys.modules` the latecomers that an engine has imported, and remove the others.

        Args:
            seen: What `imported` gave for the engine; None to show everything.
        """
        self._appear(self._known if seen is None else seen)
        if seen is None:
            return
        self._hidden = {name: it for name, it in self._known.items() if name not in seen}
        for name, module in self._hidden.items():
            self._disappear(name, module)
        sys.meta_path.insert(0, self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a hidden module with its first spec; leave other modules to the other finders."""
        module = self._hidden.get(fullname)
        if module is None:
            return self._arrivals.find(fullname, path, target, self)
        known = instance_dict(module).get("__spec__")
        folders = getattr(known, "submodule_search_locations", None)
        spec = ModuleSpec(
            fullname,
            getattr(known, "loader", None),
            origin=getattr(known, "origin", None),
            is_package=folders is not None,
        )
        spec.has_location = getattr(known, "has_location", False)
        spec.submodule_search_locations = folders

        def create(spec: ModuleSpec) -> ModuleType:
            self._reveal(spec.name)
            return module

        take_part(spec, lambda module: setattr(module, "__spec__", known), create)
        return spec

    def _reveal(self, name: str) -> None:
        """Put a hidden module back into `sys.modules`, with its package and what that holds."""
        waiting, revealed = {_top(name)}, dict[str, ModuleType]()
        while waiting:
            new = {other: it for other, it in self._hidden.items() if _top(other) in waiting}
            revealed |= new
            for other in new:
                del self._hidden[other]
            waiting = {top for other, it in new.items() for top in self._behind(other, it)}
        self._appear(revealed)
        self._arrivals.repeat({_top(other) for other in revealed})

    def _appear(self, modules: Mapping[str, ModuleType]) -> None:
        sys.modules.update(modules)
        for name in self._taken_off & modules.keys():
            package, _, attribute = name.rpartition(".")
            setattr(sys.modules[package], attribute, modules[name])
        self._taken_off -= modules.keys()

    def _disappear(self, name: str, module: ModuleType) -> None:
        sys.modules.pop(name, None)
        package, _, attribute = name.rpartition(".")
        parent = sys.modules.get(package)
        if parent is not None and instance_dict(parent).get(attribute) is module:
            delattr(parent, attribute)
            self._taken_off.add(name)

    def _behind(self, name: str, module: ModuleType) -> set[str]:
        if name not in self._packages_behind:
            self._packages_behind[name] = {*map(_top, taken(module))}
        return self._packages_behind[name]

    def _in_use(self, new: Modules) -> set[str]:
        """The packages whose objects modules common to all engines hold, directly or indirectly."""
        if not new:
            return set()
        marks = {
            id(it): _top(name) for name, module in new.items() for it in _defined(name, module)
        }
        tops = {_top(name) for name in new}
        waiting = tops & {*MACHINERY, *self._staying()}
        for name in self._common:
            held = instance_dict(sys.modules.get(name))
            if not marks.keys().isdisjoint(map(id, held.values())):
                waiting |= {
                    marks[id(value)]
                    for attribute, value in held.items()
                    # A submodule stands there because it was imported, by whomever.
                    if id(value) in marks and value is not new.get(f"{name}.{attribute}")
                }
        found: set[str] = set()
        while waiting:
            found |= waiting
            waiting = {
                top
                for name, module in new.items()
                if _top(name) in waiting
                for top in self._behind(name, module)
                if top in tops
            } - found
        return found


def _top(name: str) -> str:
    return name.partition(".")[0]


def _defined(name: str, module: ModuleType) -> Iterator[object]:
    """A module and the objects it defines that other modules may hold."""
    yield module
    for value in [*instance_dict(module).values()]:
        kind = type(value)
        if kind is FunctionType:
            if value.__module__ == name:
                yield value
        elif issubclass(kind, type) and module_of(value) == name:
            yield value
