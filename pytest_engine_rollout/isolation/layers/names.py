"""Names that an engine rebinds in shared modules and classes: `json.dumps = ...`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from operator import is_
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any, NamedTuple

from migration_lint.project import Engine
from pytest_engine_rollout.comparison.inspection import (
    instance_dict,
    is_class,
    module_of,
    namespace,
)
from pytest_engine_rollout.isolation.importing.ownership import MACHINERY, Ownership
from pytest_engine_rollout.isolation.importing.plain import PLAIN
from pytest_engine_rollout.isolation.layer import Layer

_ABSENT: Any = object()
_HEAP_TYPE = 1 << 9  # Py_TPFLAGS_HEAPTYPE: a class whose attributes can be set

# Here pytest binds names itself, for as long as a test or the collection lasts.
_BUSY = frozenset({"sys", "warnings"})

Holder = ModuleType | type


class Binding(NamedTuple):
    """The value of a name in a module or class; `_ABSENT` where the engine deleted it."""

    holder: Holder
    name: str
    value: Any


Bindings = dict[tuple[int, str], Binding]
"""By the identity of the holder, as a class may refuse to be hashed, and the name."""


class SharedNames(Layer["Bindings | None"]):
    """The names of shared modules and of their classes that an engine rebinds.

    Looked at are the standard library and the shared packages that an engine was the first to
    import. pytest and its plugins bind some names for all engines; such a value is known by the
    module that defined it. Outside of all engines the state is None.

    A shared package may bind names of other modules when it is imported or asked to, and does so
    once. Such bindings are made for every engine that has the package.

    Args:
        ownership: Which modules are not shared.
        keeps_plain: Whether the plain values of a module or class are looked after elsewhere.
    """

    def __init__(self, ownership: Ownership, keeps_plain: Callable[[Holder], bool]) -> None:
        self._ownership = ownership
        self._keeps_plain = keeps_plain
        self._outside: frozenset[str] = frozenset()
        self._inside = False
        self._baseline: dict[int, tuple[Holder, Mapping[str, Any]]] = {}
        self._of_packages: dict[str, Bindings] = {}

    def capture(self) -> Bindings | None:
        if not self._inside:
            self._outside = self._outside or frozenset(sys.modules)
            return None
        own: Bindings = {}
        for holder, name, before, now in self._changes():
            if self._is_own(now):
                key, binding = (id(holder), name), Binding(holder, name, now)
                own[key] = binding
                package = self._package_of(now)
                if package:
                    self._of_packages.setdefault(package, {})[key] = binding
                _bind(holder, name, before)
        return own

    def restore(self, state: Bindings | None) -> None:
        self._inside = state is not None
        if state is not None:
            self._look_anew()
            for binding in state.values():
                _bind(*binding)

    def repeat(self, packages: Iterable[str]) -> None:
        """Rebind, for this engine, the names that some shared packages rebound under another."""
        for package in packages:
            for binding in self._of_packages.get(package, {}).values():
                _bind(*binding)

    def _look_anew(self) -> None:
        """Note the names of shared modules and classes before the engine rebinds any."""
        for holder in {id(changed): changed for changed, *_ in self._changes()}.values():
            self._baseline[id(holder)] = holder, {**_members(holder)}
        for name, module in [*sys.modules.items()]:
            if type(module) is not ModuleType or id(module) in self._baseline:
                continue
            if self._is_shared(name, module):
                classes = [it for it in vars(module).values() if _is_class_of(it, name)]
                self._baseline |= {id(it): (it, {**_members(it)}) for it in (module, *classes)}

    def _changes(self) -> Iterator[tuple[Holder, str, Any, Any]]:
        """The rebound names: the holder, the name, its value before and now.

        Where plain values are looked after elsewhere, they are left out.
        """
        for holder, before in self._baseline.values():
            now = _members(holder)
            if len(now) == len(before) and all(map(is_, now.values(), before.values())):
                continue
            skips_plain = self._keeps_plain(holder)
            for name in [*(before.keys() | now.keys())]:
                first, last = before.get(name, _ABSENT), now.get(name, _ABSENT)
                if first is not last and not (skips_plain and _are_plain(first, last)):
                    yield holder, name, first, last

    def fresh(self, engine: Engine, outside: Bindings | None) -> Bindings:
        return {}

    def _is_shared(self, name: str, module: ModuleType) -> bool:
        top = name.partition(".")[0]
        if top in sys.stdlib_module_names:
            return name not in _BUSY
        return top not in self._outside and not self._ownership.owns(name, module)

    def _is_own(self, value: object) -> bool:
        """Whether it was not pytest or a plugin that bound a value."""
        if isinstance(value, ModuleType):  # importing a submodule binds it on its package
            return False
        top = home(value).partition(".")[0]
        if top in sys.stdlib_module_names:
            return True
        return top not in MACHINERY and top not in self._outside

    def _package_of(self, value: object) -> str:
        """The shared package that defines a function or class; else empty.

        What else comes from there may have been made for an engine: a wrapper around something.
        """
        module = _defined_in(value)
        name = getattr(value, "__qualname__", "")
        if not module or self._ownership.owns_name(module):
            return ""
        if instance_dict(sys.modules.get(module)).get(name) is not value:
            return ""
        return module.partition(".")[0]


def _are_plain(*values: object) -> bool:
    return all(value is _ABSENT or id(type(value)) in PLAIN for value in values)


def _members(holder: Holder) -> Mapping[str, Any]:
    return namespace(holder) if is_class(holder) else vars(holder)


def _is_class_of(value: object, module: str) -> bool:
    return is_class(value) and bool(value.__flags__ & _HEAP_TYPE) and module_of(value) == module


def home(value: object) -> str:
    """The module that defined a function or class, or the class of an object."""
    while type(value) in (MethodType, partial):
        value = value.__func__ if type(value) is MethodType else value.func  # type: ignore[attr-defined]  # as just seen
    if is_class(value):
        return module_of(value)
    if type(value) in (FunctionType, BuiltinFunctionType):
        return str(getattr(value, "__module__", None))
    return module_of(type(value))


def _defined_in(value: object) -> str:
    """The module whose code defines a function or class, whatever its `__module__` says."""
    if is_class(value):
        return module_of(value)
    return str(value.__globals__.get("__name__")) if type(value) is FunctionType else ""


def _bind(holder: Holder, name: str, value: object) -> None:
    if is_class(holder):
        with suppress(TypeError, AttributeError):  # a class may refuse
            if value is _ABSENT:
                type.__delattr__(holder, name)
            else:
                type.__setattr__(holder, name, value)
    elif value is _ABSENT:
        vars(holder).pop(name, None)
    else:
        vars(holder)[name] = value
