"""Finding functions by name, `module:Class.method`, whenever their module gets loaded."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from pytest_engine_rollout.comparison import inspection
from pytest_engine_rollout.watch.listening import listen
from pytest_engine_rollout.watch.locate import find_module
from pytest_engine_rollout.watch.probes import Listener, Probes, find_functions


class Functions:
    """Puts probes on functions that are known by name only.

    Each time a module is executed, for whichever engine, the functions wanted of it are found in
    its code; what a class inherits from elsewhere is found on the class, by `look_again`.

    Args:
        probes: Where to put them.
        root: Where the project's modules are.
    """

    def __init__(self, probes: Probes, root: Path) -> None:
        self._probes = probes
        self._root = root
        self._by_file: dict[str, list[tuple[list[str], Listener]]] = {}
        self._named: dict[str, list[tuple[list[str], Listener]]] = {}
        self._looked_at: dict[str, object] = {}
        self.stop: Callable[[], None] = listen(self._executing, lambda _: None)

    def want(self, name: str, listener: Listener) -> None:
        """Tell `listener` of the calls of the function `name`, `module:Class.method`."""
        module, _, dotted = name.partition(":")
        path = dotted.split(".")
        self._named.setdefault(module, []).append((path, listener))
        spec = find_module(module, self._root)
        if spec is not None and spec.origin is not None:
            file = os.path.realpath(spec.origin)
            self._by_file.setdefault(file, []).append((path, listener))

    def look_again(self) -> None:
        """Find what modules loaded since the last time offer under the names wanted."""
        for module, wanted in self._named.items():
            loaded = sys.modules.get(module)
            if loaded is None or loaded is self._looked_at.get(module):
                continue
            found = [(function_of(loaded, path), listener) for path, listener in wanted]
            for function, listener in found:
                if function is not None:
                    self._probes.add(function, listener)
            if all(function is not None for function, _ in found):
                self._looked_at[module] = loaded

    def _executing(self, code: CodeType, file: str) -> None:
        for path, listener in self._by_file.get(file, ()):
            for function in find_functions(code, path):
                self._probes.add_code(function, listener)


def function_of(module: object, path: list[str]) -> FunctionType | None:
    """A function that a module offers, without its decorators; None where there is none.

    Nothing of the module runs: attributes are read past properties and `__getattr__`.
    """
    if module is None:
        return None
    found: Any = inspection.instance_dict(module).get(path[0])
    for name in path[1:]:
        found = inspection.class_attribute(found, name) if inspection.is_class(found) else None
    if isinstance(found, (staticmethod, classmethod)):
        found = found.__func__
    if not isinstance(found, FunctionType):
        return None
    inner = inspection.instance_dict(found).get("__wrapped__")
    return inner if isinstance(inner, FunctionType) else found
