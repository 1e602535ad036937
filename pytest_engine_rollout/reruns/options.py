"""The options that ask for tests to be run again."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from pytest_engine_rollout.options import option_value
from pytest_engine_rollout.session import RolloutSession
from pytest_engine_rollout.workers.role import Role

EVERYTHING = "all"
MOST_RUNS = 1_000


class SabotageTarget(NamedTuple):
    """One protocol method of one engine, which is to be broken."""

    engine: str
    method: str

    def __str__(self) -> str:
        return f"{self.engine}.{self.method}"


class RerunOptions(NamedTuple):
    """What the options ask to be run again.

    Attributes:
        noise: How often the control's tests are run again to learn what is noise.
        repetitions: How often each pair is measured, the engines taking turns; 1 is the run itself,
            in which they do not.
        sabotage: The methods to break, one after the other.
    """

    noise: int = 0
    repetitions: int = 1
    sabotage: tuple[SabotageTarget, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether any test is to be run again."""
        return bool(self.noise or self.sabotage) or self.repetitions > 1


def read_rerun_options(rollout: RolloutSession) -> RerunOptions:
    """Read `--engine-noise`, `--engine-repeat` and `--engine-sabotage`.

    Raises:
        pytest.UsageError: One of them cannot be read or done.
    """
    config = rollout.config
    found = RerunOptions(
        _number(config, "--engine-noise", 0),
        _number(config, "--engine-repeat", 1),
        _targets(rollout, option_value(config, "--engine-sabotage")),
    )
    if found.anything and option_value(config, "--engine-evidence") == "off":
        raise pytest.UsageError(
            "--engine-noise, --engine-repeat and --engine-sabotage need evidence: "
            "leave --engine-evidence=off out"
        )
    if found.repetitions > 1 and rollout.place.role is not Role.ALONE:
        raise pytest.UsageError(
            "--engine-repeat measures the engines side by side in one process: leave -n out"
        )
    return found


def _number(config: pytest.Config, flag: str, low: int) -> int:
    text = option_value(config, flag)
    if text is None:
        return low
    if not text.isdigit() or not low <= int(text) <= MOST_RUNS:
        raise pytest.UsageError(f"{flag}={text}: give a whole number from {low} to {MOST_RUNS}")
    return int(text)


def _targets(rollout: RolloutSession, asked: str | None) -> tuple[SabotageTarget, ...]:
    if asked is None:
        return ()
    protocol = rollout.project.settings.protocol
    methods = [method.name for method in protocol if method.parameters is not None]
    engines = [name for name, engine in rollout.project.engines.items() if engine.controller]
    if not methods or not engines:
        missing = "controller" if not engines else "method of the protocol"
        raise pytest.UsageError(f"--engine-sabotage: the configuration names no {missing} to break")
    words = engines if asked == EVERYTHING else [word.strip() for word in asked.split(",")]
    found: dict[SabotageTarget, None] = {}
    for word in words:
        engine, dot, method = word.partition(".")
        if engine not in engines or (dot and method not in methods):
            raise pytest.UsageError(
                f"--engine-sabotage={word}: not an engine or a method of its protocol; write "
                f"ENGINE or ENGINE.METHOD, of {', '.join(engines)} and {', '.join(methods)}"
            )
        found |= dict.fromkeys(
            SabotageTarget(engine, name) for name in ([method] if dot else methods)
        )
    return tuple(found)
