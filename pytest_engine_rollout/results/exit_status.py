"""What makes the exit status non-zero beyond pytest's own: the names of `--engine-fail-on`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pytest_engine_rollout.results.run import RunResult

DEFAULT = ("regression", "incomplete")
NOTHING = "none"

CONDITIONS: Mapping[str, Callable[[RunResult], int]] = {
    "regression": lambda run: _unknown(run, "regression"),
    "improvement": lambda run: _unknown(run, "improvement"),
    "shared-failure": lambda run: run.parity.shared_failures,
    "one-sided": lambda run: run.parity.one_sided,
    "vacuous": lambda run: sum(totals.vacuous or 0 for totals in run.totals.values()),
    "pinned": lambda run: sum(totals.pinned for totals in run.totals.values()),
    "unexercised": lambda run: sum(not totals.exercised for totals in run.totals.values()),
    "mismatch": lambda run: run.comparison_totals.mismatched,
    "performance": lambda run: int(
        run.performance is not None and run.performance.verdict == "outside"
    ),
    "unnoticed": lambda run: sum(not one.noticed for one in run.sabotage),
    "leak": lambda run: len(run.coverage.leaks) if run.coverage else 0,
    "incomplete": lambda run: int(not run.info.complete),
}
"""How often each condition holds; differences that a mark declares are not counted."""


def parse_fail_on(text: str) -> tuple[str, ...]:
    """The conditions named in `regression,vacuous`; `none` stands for no condition.

    Raises:
        ValueError: A name that is no condition, with the valid ones.
    """
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in CONDITIONS and name != NOTHING]
    if unknown or not names or (NOTHING in names and len(names) > 1):
        wrong = ", ".join(unknown) or text.strip() or "nothing"
        raise ValueError(f"{wrong} given; valid are {', '.join(CONDITIONS)}, or {NOTHING} alone")
    return tuple(name for name in names if name != NOTHING)


def failures(run: RunResult, fail_on: tuple[str, ...]) -> Iterator[str]:
    """`regression (2)`: each condition asked for that holds, with how often it does."""
    for name in fail_on:
        if number := CONDITIONS[name](run):
            yield f"{name} ({number})"


def _unknown(run: RunResult, verdict: str) -> int:
    return sum(pair.verdict == verdict and not pair.known for pair in run.pairs)
