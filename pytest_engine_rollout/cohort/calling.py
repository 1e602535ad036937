"""Call a rollout function with what its parameters' names ask for."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

Mission = Mapping[str, Any]

_IDS = frozenset({"mission_id", "id", "identifier", "name", "key", "mission_name"})
_PERCENT = ("percent", "percentage", "pct", "rollout")
_FRACTION = ("fraction", "share", "ratio", "probability")
_HOW = "wrap it in a function of (mission, percent) or (mission_id, percent)"


class CallingError(Exception):
    """The function cannot be called with what an audit has; the message says what to do."""


@dataclass(frozen=True)
class Calling:
    """How the function is called.

    Attributes:
        takes_record: Whether its first argument is the mission's record, not only its id.
        percent: The parameter that takes the percentage; None without one.
        by_place: Whether that parameter takes no name.
        scale: What 100 % is in that parameter: 100 or 1.
        from_record: Further parameters, filled from the mission's record.
    """

    takes_record: bool
    percent: str | None
    scale: float
    from_record: tuple[str, ...]
    by_place: bool = False

    def answer(self, function: Callable[..., Any], mission: Mission, percent: float | None) -> Any:
        """What the function returns for a mission at a percentage; of a coroutine, its result."""
        placed = [mission if self.takes_record else mission["mission_id"]]
        named = {name: mission[name] for name in self.from_record if name in mission}
        if self.percent is not None and percent is not None:
            value = percent * self.scale / 100
            plain = int(value) if value == int(value) else value
            if self.by_place:
                placed.append(plain)
            else:
                named[self.percent] = plain
        answer = function(*placed, **named)
        return _awaited(answer) if inspect.isawaitable(answer) else answer


def _awaited(answer: Awaitable[Any]) -> Any:
    import asyncio  # noqa: PLC0415 - the product's process may be one without it

    async def wait() -> Any:
        return await answer

    return asyncio.run(wait())


def calling_of(function: Callable[..., Any], record: Mission) -> Calling:
    """Find out how to call `function`, by trying it on one mission's record.

    Raises:
        CallingError: It takes something that an audit does not have.
    """
    first, *others = _parameters(function)
    percent, scale = _percent_parameter(others)
    by_place = bool(others) and others[0].kind is inspect.Parameter.POSITIONAL_ONLY
    if by_place and others[0].name != percent:
        raise CallingError(f"it takes `{others[0].name}` by place, after the mission; {_HOW}")
    rest = [one for one in others if one.name != percent]
    for one in rest:
        if one.default is one.empty and one.name not in record:
            raise CallingError(f"it takes `{one.name}`, which an audit does not have; {_HOW}")
    known = tuple(one.name for one in rest if one.name in record)
    with_record = Calling(True, percent, scale, known, by_place)
    if first.name in _IDS or first.annotation in (str, "str"):
        return replace(with_record, takes_record=False)
    try:
        with_record.answer(function, record, 50)
    except Exception:  # noqa: BLE001 - whatever it makes of a record, it is no function of records
        return replace(with_record, takes_record=False)
    return with_record


def _parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        raise CallingError(f"its signature cannot be seen; {_HOW}") from None
    named = [one for one in parameters if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)]
    if not named or named[0].kind is inspect.Parameter.KEYWORD_ONLY:
        raise CallingError(f"it takes no mission; {_HOW}")
    return named


def _percent_parameter(parameters: list[inspect.Parameter]) -> tuple[str | None, float]:
    for one in parameters:
        words = one.name.lower()
        if any(word in words for word in _FRACTION):
            return one.name, 1.0
        if any(word in words for word in _PERCENT):
            return one.name, 100.0
    return None, 100.0
