"""Plain values that shared packages keep: settings, counters, lists of names.

`options["backend"] = "fast"` says nothing of where it comes from, so nothing tells whether it is
the engine's. What an engine's code or a test changes in such a value is undone for other engines;
what importing another package changes is done for each engine that imports it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from operator import is_, itemgetter
from types import ModuleType
from typing import Any, NamedTuple

from migration_lint.project import Engine
from pytest_engine_rollout.comparison.inspection import (
    instance_dict,
    is_class,
    module_of,
    namespace,
)
from pytest_engine_rollout.isolation.importing.holdings import taken
from pytest_engine_rollout.isolation.importing.ownership import MACHINERY, Ownership
from pytest_engine_rollout.isolation.importing.plain import (
    CONTAINERS,
    copy_plain,
    is_plain,
    put_contents,
)
from pytest_engine_rollout.isolation.layer import Layer

_ABSENT: Any = object()

Holder = ModuleType | type | dict[str, Any]
"""What holds values by name: a module, a class, or the `__dict__` of an object."""

Place = tuple[str, str]
"""The module and the name in it that leads to a holder; no name is the module itself."""

Values = Mapping[Place, Mapping[str, Any]]


class _Record(NamedTuple):
    """The values of a holder at one look.

    Attributes:
        names: What it holds now.
        size: How many names it had.
        get: Gives at once what is there now under the names of plain values.
        values: Copies of those values.
        state: The same by name.
    """

    names: Mapping[str, Any]
    size: int
    get: Callable[[Any], tuple[Any, ...]]
    values: tuple[Any, ...]
    state: Mapping[str, Any]


class PackageValues(Layer[Values]):
    """The plain values of shared packages that an engine was the first to import.

    Looked at is what a package shows at its top: the modules right below it, and those that define
    what it holds; they are looked at around each import, so all of them would be too many.

    A module in which anything else was changed in place is left as it is: its values tell what is
    in those objects ("have I registered them?"), and the objects stay.
    """

    def __init__(self, ownership: Ownership) -> None:
        self._ownership = ownership
        self._outside: frozenset[str] = frozenset()
        self._passed: set[str] = set()
        self._wanted: set[str] = set()
        self._modules: dict[str, ModuleType] = {}
        self._holders: dict[Place, Holder] = {}
        self._records: dict[Place, _Record] = {}
        self._kept: set[int] = set()  # the identities of the holders
        self._objects: dict[str, dict[int, tuple[Any, list[Any]]]] = {}
        self._left_alone: set[str] = set()

    def keeps(self, holder: ModuleType | type) -> bool:
        """Whether this layer looks after a module or class."""
        return id(holder) in self._kept

    def capture(self) -> Values:
        if not self._outside:
            self._outside = frozenset(name.partition(".")[0] for name in sys.modules)
        for name in [name for name in self._modules if self._ownership.owns_name(name)]:
            self._forget(name)
        found = self.look()
        self._left_alone |= {it for it in self._objects if self._has_changed(it)}
        return found

    def restore(self, state: Values) -> None:
        known = self.look()
        for place, wanted in state.items():
            if place in known and known[place] is not wanted and place[0] not in self._left_alone:
                _put(self._holders[place], known[place], wanted)

    def fresh(self, engine: Engine, outside: Values) -> Values:
        return {}

    def look(self) -> dict[Place, Mapping[str, Any]]:
        """The present values; the same record object as before where a holder has not changed."""
        if self._outside:
            self._look_for_modules()
        changed = [place for place, known in self._records.items() if not _is_as_known(known)]
        for place in changed:
            known = self._records[place]
            found = self._records[place] = _record(known.names)
            if any(name in known.names for name in known.state.keys() - found.state):
                self._left_alone.add(place[0])  # where a plain value was, an object is
        return {place: known.state for place, known in self._records.items()}

    def _look_for_modules(self) -> None:
        for name in sys.modules.keys() - self._passed:
            module = sys.modules[name]
            if not self._is_shared(name, module):
                self._passed.add(name)
            elif not _has_yet_to_begin(module):
                self._wanted.update(_shown(name, module))
                if not _is_being_executed(module):
                    self._passed.add(name)
        for name in self._wanted:
            present = sys.modules.get(name)
            if type(present) is ModuleType and self._modules.get(name) is not present:
                self._add(name, present)

    def _is_shared(self, name: str, module: object) -> bool:
        top = name.partition(".")[0]
        return not (
            top in sys.stdlib_module_names
            or top in MACHINERY
            or top in self._outside
            or type(module) is not ModuleType
            or self._ownership.owns(name, module)
        )

    def _add(self, name: str, module: ModuleType) -> None:
        if self._ownership.owns(name, module) or _has_yet_to_begin(module):
            return
        if name in self._modules:
            self._forget(name)
        if not _is_being_executed(module):
            self._modules[name] = module
        objects = self._objects.setdefault(name, {})
        for path, holder in _holders(name, module):
            if (name, path) not in self._holders:
                self._holders[name, path] = holder
                self._kept.add(id(holder))
                self._records[name, path] = _record(_names(holder))
            for held in _objects(_names(holder)):
                objects.setdefault(id(held), (held, _elements(held)))

    def _forget(self, name: str) -> None:
        del self._modules[name]
        for place in [place for place in self._holders if place[0] == name]:
            self._kept.discard(id(self._holders[place]))
            del self._holders[place], self._records[place]

    def _has_changed(self, module: str) -> bool:
        """Whether a container of values that are not all plain has changed since the start."""
        return any(
            len(held) != len(first) or not all(map(is_, _elements(held), first))
            for held, first in self._objects[module].values()
        )


def _shown(name: str, module: ModuleType) -> Iterator[str]:
    """The names of the modules to look at together with one of them."""
    package, _, rest = name.partition(".")
    of_namespace = "__file__" not in vars(sys.modules.get(package, module))
    depth = rest.count(".") if of_namespace and rest else rest.count(".") + bool(rest)
    if depth <= 1:
        yield name
    if depth == 0:
        yield from (it for it in taken(module) if it.partition(".")[0] == package)


def _holders(name: str, module: ModuleType) -> Iterator[tuple[str, Holder]]:
    """A module, its classes that have plain values, and its objects of the package's own classes.

    What is bound to a name of another class is looked after with all that is bound.
    """
    yield "", module
    package = name.partition(".")[0]
    for attribute, value in [*vars(module).items()]:
        if is_class(value):
            if module_of(value) == name and _record(namespace(value)).values:
                yield attribute, value
        elif module_of(type(value)).partition(".")[0] == package:
            names = instance_dict(value)
            is_its_own = instance_dict(value) is names  # where it has none, each is a new one
            if is_its_own and all(map(is_plain, names.values())):
                yield attribute, names


def _has_yet_to_begin(module: ModuleType) -> bool:
    return _is_being_executed(module) and all(name.startswith("__") for name in vars(module))


def _is_being_executed(module: ModuleType) -> bool:
    return bool(getattr(vars(module).get("__spec__"), "_initializing", False))


def _names(holder: Holder) -> Mapping[str, Any]:
    if type(holder) is dict:
        return holder
    return namespace(holder) if is_class(holder) else vars(holder)


def _is_as_known(known: _Record) -> bool:
    if len(known.names) != known.size:
        return False
    try:
        return not known.values or bool(known.get(known.names) == known.values)
    except Exception:  # noqa: BLE001 - what is there now may raise anything when it is compared
        return False


def _record(names: Mapping[str, Any]) -> _Record:
    state = {
        name: copy_plain(value)
        for name, value in [*names.items()]
        if type(name) is str and not name.startswith("__") and is_plain(value)
    }
    return _Record(names, len(names), _getter(tuple(state)), tuple(state.values()), state)


def _getter(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda mapping: tuple(mapping[name] for name in names)


def _objects(names: Mapping[str, Any]) -> Iterator[Any]:
    """The containers among some values that hold anything but plain values."""
    for name, value in [*names.items()]:
        if id(type(value)) in CONTAINERS and not str(name).startswith("__") and not is_plain(value):
            yield value


def _elements(container: Any) -> list[Any]:
    return [*container.values()] if type(container) is dict else [*container]


def _put(holder: Holder, known: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    """Give a holder the plain values of another state."""
    names = _names(holder)
    for name in known.keys() | wanted.keys():
        now, then = names.get(name, _ABSENT), wanted.get(name, _ABSENT)
        if now is not _ABSENT and name not in known:
            continue  # it is an object here
        if type(now) is type(then) and id(type(now)) in CONTAINERS:
            put_contents(now, then)
        elif now is _ABSENT or then is _ABSENT or now != then:
            _bind(holder, name, then if then is _ABSENT else copy_plain(then))


def _bind(holder: Holder, name: str, value: Any) -> None:
    if is_class(holder):
        if value is _ABSENT:
            type.__delattr__(holder, name)
        else:
            type.__setattr__(holder, name, value)
        return
    names = holder if type(holder) is dict else vars(holder)
    if value is _ABSENT:
        names.pop(name, None)
    else:
        names[name] = value
