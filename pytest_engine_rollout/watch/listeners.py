"""The listeners to module execution and process starts."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType

from pytest_engine_rollout.watch.real_paths import RealPaths

ModuleListener = Callable[[CodeType, str], None]
ProcessListener = Callable[[str], None]

FORK = "fork"


class Listeners:
    """The listeners, and the function that ends their source."""

    def __init__(self) -> None:
        self.on_module: list[ModuleListener] = []
        self.on_process: list[ProcessListener] = []
        self.end: Callable[[], None] = lambda: None
        self._paths = RealPaths()

    def executing(self, code: CodeType) -> None:
        """Tell the listeners that a module is about to be executed."""
        file = self._paths.of(code.co_filename)
        for listener in self.on_module:
            listener(code, file)

    def starting(self, program: str) -> None:
        """Tell the listeners that a process is about to be started."""
        for listener in self.on_process:
            listener(program)
