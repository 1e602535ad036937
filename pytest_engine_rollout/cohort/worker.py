"""One process of an audit: reads what to ask on standard input, answers on standard output.

Run as `python -m pytest_engine_rollout.cohort.worker`; nothing but the standard library and the
rollout function's own imports is loaded, so that the process is like one of the product's.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

from pytest_engine_rollout.cohort.calling import Calling, CallingError, Mission, calling_of
from pytest_engine_rollout.lookup import object_named


def main() -> None:
    """Answer one request; what the audited code prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    request = json.load(sys.stdin)
    sys.path.insert(0, request["root"])
    try:
        reply = _reply(request)
    except CallingError as problem:
        reply = {"refused": str(problem)}
    with answers:
        json.dump(reply, answers)


def _reply(request: dict[str, Any]) -> dict[str, Any]:
    function = _function(request["function"])
    missions = request["missions"]
    calling = calling_of(function, missions[0])
    truths = request["truths"]
    return {
        "takes_record": calling.takes_record,
        "takes_percent": calling.percent is not None,
        "answers": {
            str(percent): [_ask(function, calling, one, percent, truths) for one in missions]
            for percent in request["percents"]
        },
    }


def _function(name: str) -> Callable[..., Any]:
    try:
        found = object_named(name)
    except Exception as problem:  # noqa: BLE001 - the module may raise anything
        raise CallingError(f"{type(problem).__name__}: {problem}") from None
    if not callable(found):
        raise CallingError(f"it is a {type(found).__name__}, not a function")
    function: Callable[..., Any] = found
    return function


def _ask(
    function: Callable[..., Any],
    calling: Calling,
    mission: Mission,
    percent: float,
    truths: dict[str, bool],
) -> bool | str:
    """Whether the mission goes to the candidate, asked twice; a text where that is unclear."""
    try:
        first, second = (calling.answer(function, mission, percent) for _ in range(2))
    except (Exception, SystemExit) as problem:  # noqa: BLE001 - raising is a finding of the audit
        return f"raises {type(problem).__name__}: {problem}"
    if first != second:
        return "gives two answers in one process"
    answer = truths.get(first) if isinstance(first, str) else first
    if type(first) is int and first in (0, 1):
        answer = bool(first)
    if not isinstance(answer, bool):
        return f"returns {ascii(first)[:60]}, which is neither true nor false nor an engine"
    return answer


if __name__ == "__main__":
    main()
