"""The base of all kinds of evidence.

Defining a subclass of `Evidence` in a module of `pytest_engine_rollout.evidence` registers it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pytest_engine_rollout.submodules import import_all

if TYPE_CHECKING:
    import pytest

    from migration_lint.project import Engine
    from pytest_engine_rollout.session import RolloutSession

REGISTRY: dict[str, type[Evidence]] = {}

When = Literal["setup", "call", "teardown"]


class Evidence(ABC):
    """One kind of evidence, gathered while tests run; one object per process.

    Attributes:
        name: The key under which `collect` appears on the reports and in the report file.
        phases: The phases of a test that `begin` and `end` are called around.
        session: The state of the run.
    """

    name: ClassVar[str]
    phases: ClassVar[frozenset[When]] = frozenset()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "name" in cls.__dict__:
            clash = REGISTRY.get(cls.name, cls)
            if clash.__module__ != cls.__module__:  # the same kind, if its module is imported again
                raise TypeError(f"{cls.__qualname__}: {cls.name} is {clash.__qualname__}'s name")
            REGISTRY[cls.name] = cls

    def __init__(self, session: RolloutSession) -> None:
        self.session = session

    @classmethod
    def wanted(cls, session: RolloutSession) -> bool:  # noqa: ARG003 - for overriding kinds
        """Whether to gather this kind in this run."""
        return True

    def engine_started(self, engine: Engine) -> None:
        """An engine is entered for the first time; nothing of it is imported yet."""

    def engine_entered(self, engine: Engine) -> None:
        """The process is now in an engine's world: its modules are the ones in `sys.modules`."""

    def engine_left(self, engine: Engine) -> None:
        """The process is about to leave an engine's world."""

    def forget(self) -> None:
        """Drop what is known of the test before; called when a test begins."""

    def begin(self, item: pytest.Item, when: When) -> None:
        """Begin to watch one of the `phases` of a test; one test runs at a time."""

    def end(self, item: pytest.Item, when: When) -> None:
        """Stop watching the phase, however it ended."""

    @abstractmethod
    def collect(self, item: pytest.Item) -> Mapping[str, Any]:
        """The evidence of a test after its call phase, as plain JSON values.

        It goes on the report of that phase, and must not change later. An empty mapping is left
        out: most tests have nothing to say, and what is kept of each makes the garbage collector
        slower.
        """

    def seen(self) -> Sequence[Any]:
        """The evidence of the running test so far, for the fixture's `events` and `logs`."""
        return ()

    def finish(self) -> None:
        """End of the run: undo whatever watching needed."""


class Watching:
    """A context around one phase of one test, in which kinds of evidence watch.

    Args:
        kinds: What watches this phase.
        item: The test.
        when: The phase.
    """

    __slots__ = ("_item", "_kinds", "_when")

    def __init__(self, kinds: Sequence[Evidence], item: pytest.Item, when: When) -> None:
        self._kinds = kinds
        self._item = item
        self._when = when

    def __enter__(self) -> None:
        for kind in self._kinds:
            kind.begin(self._item, self._when)

    def __exit__(self, *_: object) -> None:
        for kind in reversed(self._kinds):
            kind.end(self._item, self._when)


def gather(session: RolloutSession) -> list[Evidence]:
    """An object of every kind that the run wants, in the order of their names."""
    import_all(__name__.rpartition(".")[0])
    return [REGISTRY[name](session) for name in sorted(REGISTRY) if REGISTRY[name].wanted(session)]
