"""Find functions by name, `module:Class.method`, once their module is loaded."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from pytest_engine_rollout.comparison import inspection
from pytest_engine_rollout.watch.listening import listen
from pytest_engine_rollout.watch.locate import find_module
from pytest_engine_rollout.watch.probes import Listener, Probes, find_functions


class Functions:
    """Puts probes on functions that are known by name.

    Each time a module is executed, for whichever engine, the functions wanted of it are found in
    its code; what a class inherits from elsewhere is found on the class, by `look_again`.

    Args:
        probes: Where to put them.
        root: Where the project's modules are.

    Attributes:
        unseen: The names wanted under which there is something that no probe can be put on.
    """

    def __init__(self, probes: Probes, root: Path) -> None:
        self._probes = probes
        self._root = root
        self._by_file: dict[str, list[tuple[str, list[str], Listener]]] = {}
        self._named: dict[str, list[tuple[list[str], Listener]]] = {}
        self._defined: set[tuple[str, ...]] = set()
        self._looked_at: dict[str, object] = {}
        self.unseen: set[str] = set()
        self.stop: Callable[[], None] = listen(self._executing, lambda _: None)

    def want(self, name: str, listener: Listener) -> None:
        """Tell `listener` of the calls of the function `name`, `module:Class.method`."""
        module, _, dotted = name.partition(":")
        path = dotted.split(".")
        self._named.setdefault(module, []).append((path, listener))
        spec = find_module(module, self._root)
        if spec is not None and spec.origin is not None:
            file = os.path.realpath(spec.origin)
            self._by_file.setdefault(file, []).append((module, path, listener))

    def look_again(self) -> None:
        """Look for the functions in modules that were loaded since the last call."""
        for module, wanted in self._named.items():
            loaded = sys.modules.get(module)
            if loaded is None or loaded is self._looked_at.get(module):
                continue
            known = [self._look_at(module, loaded, *one) for one in wanted]
            if all(known):
                self._looked_at[module] = loaded

    def _look_at(self, module: str, loaded: object, path: list[str], listener: Listener) -> bool:
        """Whether a module offers something under a name, which is then seen or known not to be."""
        found = attribute_of(loaded, path)
        if found is None:
            return False
        function = definition_of(found, path[-1])
        is_seen = function is not None and self._probes.add(function, listener)
        if not is_seen and (module, *path) not in self._defined:
            self.unseen.add(f"{module}:{'.'.join(path)}")
        return True

    def _executing(self, code: CodeType, file: str) -> None:
        for module, path, listener in self._by_file.get(file, ()):
            for function in find_functions(code, path):
                if self._probes.add_code(function, listener):
                    self._defined.add((module, *path))


def attribute_of(module: object, path: list[str]) -> Any:
    """The unbound attribute at a dotted path of a module; None where there is none.

    Nothing of the module runs: attributes are read past properties and `__getattr__`.
    """
    found: Any = inspection.instance_dict(module).get(path[0])
    for name in path[1:]:
        found = inspection.class_attribute(found, name) if inspection.is_class(found) else None
    return found


def definition_of(found: object, name: str) -> FunctionType | None:
    """The function of this name that decorators wrap.

    Its decorators may say what they wrap, or merely hold it in their closure. A closure that holds
    no such function is none to look at: its code is that of everything its decorator was put on.
    """
    if isinstance(found, (staticmethod, classmethod)):
        found = found.__func__
    seen: set[int] = set()
    while isinstance(found, FunctionType) and id(found) not in seen:
        seen.add(id(found))
        wrapped = inspection.instance_dict(found).get("__wrapped__")
        if wrapped is None and found.__code__.co_name != name and found.__closure__:
            wrapped = next((f for f in _enclosed(found) if _leads_to(f, name)), None)
            if wrapped is None:
                return None
        if wrapped is None:
            return found
        found = wrapped
    return None


def _enclosed(function: FunctionType) -> Iterator[FunctionType]:
    """The functions in the cells of a closure."""
    for cell in function.__closure__ or ():
        with suppress(ValueError):  # a cell that was never filled
            if isinstance(cell.cell_contents, FunctionType):
                yield cell.cell_contents


def _leads_to(function: FunctionType, name: str) -> bool:
    return definition_of(function, name) is not None
