"""Modules that an engine cannot import because another engine has imported them.

What they do then can be done once in a process: define an option, add a file to the pool of
protobuf, register a type with a library in C++. The error does not say so; to a process of its own
the module is no trouble. And the error may be hidden: the suite may do without the module, or
raise something else.
"""

from __future__ import annotations

import dis
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType, TracebackType
from typing import Any, NamedTuple

from migration_lint.project import Engine
from pytest_engine_rollout.isolation.importing.ownership import MACHINERY
from pytest_engine_rollout.isolation.importing.taking_part import found_behind, take_part
from pytest_engine_rollout.isolation.throwaway_process import importable_alone


class _Failure(NamedTuple):
    """Where an import failed.

    Attributes:
        module: Which module failed.
        raised_in: The one whose code raised the error.
        is_of_call: Whether it came out of a call of what is no Python code.
    """

    module: str
    raised_in: str
    is_of_call: bool


class Refusals(MetaPathFinder):
    """Recognizes such modules by the errors that importing them raises.

    Args:
        is_of_another: Whether a module is one that another engine has imported, by its name.
        is_owned: Whether each engine has its own copy of a module, by its name.

    Attributes:
        met: By engine, the message about the first such module that it met.
    """

    def __init__(
        self, is_of_another: Callable[[str], bool], is_owned: Callable[[str], bool]
    ) -> None:
        self.met: dict[str, str] = {}
        self._is_of_another = is_of_another
        self._is_owned = is_owned
        self._importable: dict[str, bool] = {}
        self._engine = ""
        self._had: defaultdict[str, set[str]] = defaultdict(set)

    def listen(self, engine: Engine) -> None:
        """Take part in the imports of the engine that has entered."""
        self._engine = engine.name
        if self not in sys.meta_path:
            sys.meta_path.insert(0, self)

    def withdraw(self, engine: Engine) -> None:
        """The engine is left: what it has by now, it was able to import."""
        self._had[engine.name] |= sys.modules.keys()
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module as it is found without us, and notice how importing it ends."""
        if not self._is_of_another(fullname) or fullname in self._had[self._engine]:
            return None
        spec = found_behind(self, fullname, path, target)
        if spec is not None and hasattr(spec.loader, "exec_module"):
            take_part(spec, partial(self._execute, spec.loader))
        return spec

    def _execute(self, loader: Any, module: ModuleType) -> None:
        __tracebackhide__ = True
        name = module.__name__
        try:
            loader.exec_module(module)
        except Exception as error:
            if self._is_of_what_is_shared(name, error):
                self.note(self._engine, self.explain(error))
            raise
        self._had[self._engine].add(name)

    def _is_of_what_is_shared(self, name: str, error: Exception) -> bool:
        """Whether an error was raised by what engines share, so that there may be no other cause.

        An engine's own code may raise errors for many a reason, if only it is in a test's way.
        """
        failure = self._failure(error)
        if failure is None or failure.module != name:
            return False
        top = failure.raised_in.partition(".")[0]
        is_own = self._is_owned(failure.raised_in)
        return failure.is_of_call if is_own else top not in {*sys.stdlib_module_names, *MACHINERY}

    def note(self, engine: str, problem: str) -> None:
        """Note the message about an engine, if there is one: later tests may be wrong as well."""
        if problem:
            self.met.setdefault(engine, problem)

    def explain(self, error: BaseException) -> str:
        """The message if an error comes from such a module; else empty."""
        for cause in _causes(error):
            failure = self._failure(cause)
            if failure is not None:
                if not self._is_importable(failure.module):
                    continue
                by = failure.raised_in
                refuses = f"{by} refuses" if by != failure.module else "it fails"
                return (
                    f"{failure.module} cannot be imported a second time in this process: {refuses} "
                    f"with {type(cause).__name__}: {cause}; give each engine a process: "
                    "--engine-isolation=process"
                )
        return ""

    def _failure(self, error: BaseException) -> _Failure | None:
        places = [*_places(error.__traceback__)]
        for place in reversed(places):
            module = _module_of(place)
            if place.tb_frame.f_code.co_name == "<module>" and self._is_of_another(module):
                return _Failure(module, _module_of(places[-1]), _is_call(places[-1]))
        return None

    def _is_importable(self, module: str) -> bool:
        if module not in self._importable:
            self._importable[module] = bool(importable_alone([module]))
        return self._importable[module]


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, and those that it was raised from."""
    while error is not None:
        yield error
        error = error.__cause__


def _places(trace: TracebackType | None) -> Iterator[TracebackType]:
    """The places that an error has gone through, from the outermost on."""
    while trace is not None:
        yield trace
        trace = trace.tb_next


def _module_of(place: TracebackType) -> str:
    return str(place.tb_frame.f_globals.get("__name__"))


def _is_call(place: TracebackType) -> bool:
    code = place.tb_frame.f_code.co_code
    operation = dis.opname[code[place.tb_lasti]] if place.tb_lasti < len(code) else ""
    return operation.startswith("CALL") and not operation.startswith("CALL_INTRINSIC")
