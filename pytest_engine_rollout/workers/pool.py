"""Assign workers to engines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING

from migration_lint.project import Engine
from pytest_engine_rollout.workers.launch import launcher

if TYPE_CHECKING:
    from execnet import XSpec


@dataclass
class Slot:
    """A slot for one worker at a time.

    Attributes:
        spec: What execnet starts it by; a worker that replaces a dead one has the same.
        python: The interpreter that was asked for.
        engine: The engine that its worker serves, or that its last worker served.
        is_vacant: Whether its last worker has done its work.
    """

    spec: XSpec
    python: str | None
    engine: Engine
    is_vacant: bool = False


class Pool:
    """The slots of a run, and the engines that wait for one.

    With fewer slots than engines, an engine begins when another one is done.

    Args:
        specs: One spec per worker, from the options of pytest-xdist.
        engines: The engines that were asked for.
        known: All engines of the project.
    """

    def __init__(
        self, specs: Sequence[XSpec], engines: Sequence[Engine], known: Sequence[Engine]
    ) -> None:
        self._known = tuple(known)
        self.waiting = [*engines[len(specs) :]]
        self._slots = [
            Slot(spec, spec.python, engine)
            for spec, engine in zip(specs, cycle(engines), strict=False)
        ]
        for slot in self._slots:
            self.serve(slot.spec, slot.engine)

    @property
    def workers(self) -> Mapping[str, int]:
        """How many workers each engine begins with, by its name."""
        return {**dict.fromkeys((engine.name for engine in self.waiting), 1), **self.serving}

    @property
    def serving(self) -> Mapping[str, int]:
        """How many workers each engine has now, by its name."""
        return Counter(slot.engine.name for slot in self._slots if not slot.is_vacant)

    def engine_of(self, spec: XSpec) -> Engine:
        """The engine that a worker started by this spec serves."""
        return self._slot(spec).engine

    def vacate(self, spec: XSpec) -> None:
        """Note that the worker of a slot has ended."""
        self._slot(spec).is_vacant = True

    def serve(self, spec: XSpec, engine: Engine) -> None:
        """Assign the next worker of a slot to an engine."""
        slot = self._slot(spec)
        slot.engine, slot.is_vacant = engine, False
        slot.spec.python = launcher(engine, self._known, slot.python)

    def _slot(self, spec: XSpec) -> Slot:
        return next(slot for slot in self._slots if slot.spec is spec)
