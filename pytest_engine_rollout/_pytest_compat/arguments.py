"""The paths and node ids of the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pytest


class Missing(NamedTuple):
    """An argument of the command line that no test matched, and the collectors searched."""

    argument: str
    collectors: Sequence[pytest.Collector]


class Arguments:
    """The paths and node ids asked for on the command line, while pytest collects them.

    Args:
        session: The session that is being collected.
        engines: The names of all engines of the run.
    """

    def __init__(self, session: pytest.Session, engines: Sequence[str]) -> None:
        self._session: Any = session
        self._engines = tuple(engines)
        self._all = tuple(session._initial_parts)
        self._found: set[int] = set()
        self._missing: dict[int, Missing] = {}

    def select(self, engine: str) -> None:
        """Keep only the arguments for `engine`; a node id without an engine is for each."""
        self._session._initial_parts = self._watched(engine)

    def select_none(self) -> None:
        """Keep no arguments, so that nothing is collected."""
        self._session._initial_parts = ()

    @property
    def found(self) -> frozenset[int]:
        """The positions of the arguments that were found on at least one engine."""
        return frozenset(self._found)

    def missing(self) -> dict[int, Missing]:
        """By position, the arguments that were found on none of their engines."""
        return {i: self._missing[i] for i in sorted({*self._missing} - self._found)}

    def _watched(self, engine: str) -> Iterator[Any]:
        """Yield the arguments for `engine`, and note after each whether pytest found it."""
        for position, part in enumerate(self._all):
            selected = self._for_engine(part, engine)
            if selected is None:
                continue
            yield selected
            if self._session._notfound:
                argument, collectors = self._session._notfound.pop()
                named = argument.partition("[")[0] + (self._split(part)[1] or "")
                self._missing[position] = Missing(named, collectors)
            else:
                self._found.add(position)

    def _for_engine(self, part: Any, engine: str) -> Any:
        names, parameters = self._split(part)
        if parameters is None:
            return part
        inside = parameters[1:-1]
        named = next((e for e in self._engines if f"-{inside}".endswith(f"-{e}")), None)
        if named is None:
            return self._joined(part, names, f"[{inside}-{engine}]")
        return part if named == engine else None

    @staticmethod
    def _split(part: Any) -> tuple[list[str], str | None]:
        if hasattr(part, "parametrization"):
            return list(part.parts), part.parametrization
        if not part.parts:
            return [], None
        head, bracket, tail = part.parts[-1].partition("[")
        return [*part.parts[:-1], head], bracket + tail if bracket else None

    @staticmethod
    def _joined(part: Any, names: list[str], parameters: str) -> Any:
        if hasattr(part, "parametrization"):
            return replace(part, parametrization=parameters)
        return replace(part, parts=[*names[:-1], names[-1] + parameters])
