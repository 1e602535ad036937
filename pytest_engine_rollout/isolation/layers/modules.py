"""The modules of each engine."""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from migration_lint.project import Engine
from pytest_engine_rollout.comparison.inspection import module_of
from pytest_engine_rollout.isolation.importing.alterations import Alterations
from pytest_engine_rollout.isolation.importing.dependents import adopt_dependents
from pytest_engine_rollout.isolation.importing.extensions import (
    Extensions,
    is_extension,
    names_in_classes,
)
from pytest_engine_rollout.isolation.importing.holdings import hidden
from pytest_engine_rollout.isolation.importing.latecomers import Latecomers
from pytest_engine_rollout.isolation.importing.ownership import Ownership
from pytest_engine_rollout.isolation.layer import Layer
from pytest_engine_rollout.isolation.layers.imprints import Imprint, all_classes, lift, press
from pytest_engine_rollout.isolation.layers.registrations import Registration, renew, withdraw

_ABSENT: Any = object()


@dataclass
class ModuleState:
    """One engine's modules.

    Attributes:
        modules: Its part of `sys.modules`.
        attributes: By module and name, what stands on shared packages for the submodules that
            are the engine's own.
        imprints: What they left on shared classes.
        registrations: Which of their classes shared ones know as virtual subclasses.
        libraries: By name, the files that its extension modules were loaded from.
        latecomers: The shared modules that the engine has imported and that were not there before
            all engines; None outside of all engines.
    """

    modules: dict[str, object] = field(default_factory=dict)
    attributes: dict[tuple[str, str], object] = field(default_factory=dict)
    imprints: list[Imprint] = field(default_factory=list)
    registrations: list[Registration] = field(default_factory=list)
    libraries: dict[str, str] = field(default_factory=dict)
    latecomers: dict[str, ModuleType] | None = None


class Modules(Layer[ModuleState]):
    """`sys.modules`, as far as its entries are isolated."""

    def __init__(
        self,
        ownership: Ownership,
        variables: Collection[str],
        latecomers: Latecomers,
        alterations: Alterations,
    ) -> None:
        self._ownership = ownership
        self._latecomers = latecomers
        self._alterations = alterations
        self._engine_is_present = False
        self._variables = variables
        self._shared: dict[str, object] = {}
        self._extensions = Extensions()
        self._isolated: set[str] = set()
        self._taken_late: dict[str, str] = {}

    @property
    def kept(self) -> tuple[str, ...]:
        """The extension modules that could not be loaded a second time, and are shared."""
        return tuple(sorted(self._extensions.kept))

    @property
    def mixed(self) -> str:
        """The message about extension modules that hold something of an engine's; else empty."""
        if self._taken_late:
            name, home = min(self._taken_late.items())
            return (
                f"{name}, which the engines share, has taken {home} of one of them while its tests "
                "ran, and nobody can exchange it; give each engine a process: "
                "--engine-isolation=process"
            )
        found = sorted(self._extensions.mixed.items())
        if not found:
            return ""
        names = ", ".join(name for name, _ in found)
        homes = ", ".join(sorted({home for _, home in found}))
        return (
            f"{names} cannot be loaded a second time in this process, and what it holds of {homes} "
            "is the other engine's; give each engine a process: --engine-isolation=process"
        )

    def has_isolated(self, name: str) -> bool:
        """Whether an engine that was left had its own module of a name."""
        return name in self._isolated

    def settle(self) -> None:
        shared = {**self._latecomers.known, **self._shared}
        altered = self._alterations.altered() if self._shared else set()
        adopt_dependents(self._ownership, shared, self._variables, altered)
        if self._engine_is_present:
            self._look_into_extensions()

    def _look_into_extensions(self) -> None:
        """Note the shared ones that hold on to a module of the present engine, out of reach."""
        entries: dict[str, object] = {**sys.modules}
        modules = {name: it for name, it in entries.items() if isinstance(it, ModuleType)}
        shared = {name: it for name, it in modules.items() if not self._ownership.owns(name, it)}
        owned = {id(it): name for name, it in modules.items() if name not in shared}
        for name, module in shared.items():
            if is_extension(module):
                for held in hidden(module):
                    if id(held) in owned:
                        self._taken_late.setdefault(name, owned[id(held)])

    def capture(self) -> ModuleState:
        self._extensions.withdraw()
        owned = {
            name: module
            for name, module in [*sys.modules.items()]
            if self._ownership.owns(name, module) or self._is_makeshift(name, module)
        }
        names = names_in_classes(owned)
        classes = self._classes(names) if owned else []
        state = ModuleState(
            {**owned},
            imprints=lift(classes, names),
            registrations=withdraw(classes, names),
            libraries=self._extensions.remember(owned),
        )
        for name in owned:
            del sys.modules[name]
        for name, module in owned.items():
            package, _, attribute = name.rpartition(".")
            parent = sys.modules.get(package)
            # A function may bear the name of the submodule it came from: `sympy.simplify`. Then
            # the package's attribute was never the submodule, and must not become it.
            if parent is not None and vars(parent).get(attribute, _ABSENT) is module:
                state.attributes[package, attribute] = module
                delattr(parent, attribute)
        self._latecomers.forget(owned)
        if self._engine_is_present:
            state.latecomers = self._latecomers.imported()
        else:
            self._latecomers.note_common()
        return state

    def _classes(self, owned: Collection[str]) -> list[type]:
        """All classes, without those of modules that only another engine has."""
        self._isolated |= {*owned}
        foreign = self._isolated - {*owned}
        return [kind for kind in all_classes() if module_of(kind) not in foreign]

    def restore(self, state: ModuleState) -> None:
        self._engine_is_present = state.latecomers is not None
        self._latecomers.show(state.latecomers)
        self._shared = {**sys.modules}
        sys.modules.update(state.modules)  # type: ignore[arg-type]  # whatever stood there
        press(state.imprints)
        renew(state.registrations)
        for (package, attribute), value in state.attributes.items():
            parent = sys.modules.get(package)
            if parent is not None:
                setattr(parent, attribute, value)
        self._extensions.offer(state.libraries)

    def fresh(self, engine: Engine, outside: ModuleState) -> ModuleState:
        return ModuleState(latecomers={})

    def _is_makeshift(self, name: str, module: object) -> bool:
        """Whether code put an entry there itself since the engine entered."""
        if not self._shared or name in self._shared:  # before any engine entered, or by then
            return False
        if not isinstance(module, ModuleType):
            return True
        return module.__spec__ is None and name.partition(".")[0] not in self._shared
