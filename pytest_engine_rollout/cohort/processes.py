"""Ask several processes, each with its own hash seed, the same question."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pytest_engine_rollout.cohort.calling import CallingError, Mission

SEEDS = ("0", "1", "2", "random")  # 0 turns salting off; the others are processes after a restart
_TIMEOUT = 300  # seconds for one process
_LAST = 5  # lines of a failed process's output that a message shows

Answer = bool | str


@dataclass(frozen=True)
class Question:
    """What each process is asked.

    Attributes:
        function: `module:function`.
        root: The folder that it is imported from.
        missions: The records, at least one.
        percents: The percentages, ascending.
        truths: What an engine's name means, where the function returns one.
        variable: An environment variable that takes the percentage; None without one.
    """

    function: str
    root: Path
    missions: Sequence[Mission]
    percents: tuple[float, ...]
    truths: Mapping[str, bool]
    variable: str | None = None


@dataclass(frozen=True)
class Answers:
    """What one process answered: by percentage, one answer for each mission."""

    takes_record: bool
    takes_percent: bool
    by_percent: Mapping[float, Sequence[Answer]]


def ask_all(question: Question, seeds: Sequence[str]) -> list[Answers]:
    """The answers of one process for each hash seed.

    Raises:
        CallingError: The function cannot be called, or a process died.
    """
    return [_ask(question, seed) for seed in seeds]


def _ask(question: Question, seed: str) -> Answers:
    """Ask one process, or one for each percentage where the environment holds it."""
    if question.variable is None:
        return _answers(_run(question, question.percents, {"PYTHONHASHSEED": seed}))
    parts = []
    for percent in question.percents:
        environment = {"PYTHONHASHSEED": seed, question.variable: f"{percent:g}"}
        parts.append(_answers(_run(question, (percent,), environment)))
    merged = {percent: given for part in parts for percent, given in part.by_percent.items()}
    return Answers(parts[0].takes_record, True, merged)


def _answers(reply: Mapping[str, Any]) -> Answers:
    by_percent = {float(percent): given for percent, given in reply["answers"].items()}
    return Answers(reply["takes_record"], reply["takes_percent"], by_percent)


def _run(
    question: Question, percents: tuple[float, ...], environment: Mapping[str, str]
) -> Mapping[str, Any]:
    request = {
        "function": question.function,
        "root": str(question.root),
        "missions": list(question.missions),
        "percents": list(percents),
        "truths": dict(question.truths),
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest_engine_rollout.cohort.worker"],
            input=json.dumps(request),
            capture_output=True,
            text=True,
            check=False,
            cwd=question.root,
            env={**os.environ, **environment},
            timeout=_TIMEOUT,
        )
        reply: Mapping[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise CallingError(
            f"a process did not end within {_TIMEOUT} s; does the function wait for something? "
            "Ask about fewer missions: --ids"
        ) from None
    except json.JSONDecodeError:
        last = " / ".join(done.stderr.splitlines()[-_LAST:]) or "it said nothing"
        raise CallingError(
            f"a process ended with status {done.returncode} before it answered: {last}"
        ) from None
    if "refused" in reply:
        raise CallingError(reply["refused"])
    return reply
