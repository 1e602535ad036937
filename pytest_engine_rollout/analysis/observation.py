"""What one engine did in one test, from all kinds of evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from pytest_engine_rollout.comparison import Scrubbers
from pytest_engine_rollout.comparison.tree import Node


class Observation(NamedTuple):
    """One engine's side of a comparison.

    Attributes:
        values: Pictures to compare, by kind and key: `("call", "update_stage[0]")`.
        orders: Sequences whose order is compared, by kind.
        cut: What was left out when the pictures were taken, how many of each.
    """

    values: Mapping[tuple[str, str], Node] = MappingProxyType({})
    orders: Mapping[str, Sequence[str]] = MappingProxyType({})
    cut: Mapping[str, int] = MappingProxyType({})


def observe(
    evidence: Mapping[str, Any], engine: str, scrubbers: Scrubbers, *, caused: bool
) -> Observation:
    """Combine the evidence of one half of a pair.

    Args:
        evidence: Of one test on one engine, by the kind's name.
        engine: The engine asked for: calls of another one's controller are none of its doing.
        scrubbers: Applied to all that is compared.
        caused: Whether to look at what the engine did; else only at what the test recorded.
    """
    records = evidence.get("records", {})
    values = {("observation", key): value for key, value in records.get("recorded", {}).items()}
    orders: dict[str, list[str]] = {}
    cut = {"places too large to be looked at": records.get("cut", 0)}
    if caused:
        calls = outermost_calls(evidence, engine)
        cut = _cut(evidence, engine, records.get("cut", 0))
        orders["call"] = [call["method"] for call in calls]
        orders["event"] = _events(evidence)
        orders["log"] = [scrubbers.scrub(line) for line in _logs(evidence)]
        values |= _call_values(calls)
    scrubbed = {place: scrubbers.scrub(value) for place, value in values.items()}
    return Observation(scrubbed, orders, {what: count for what, count in cut.items() if count})


def outermost_calls(evidence: Mapping[str, Any], engine: str) -> list[Mapping[str, Any]]:
    """The calls of the engine's controller that came from outside of it.

    What an engine calls of itself is how it works, not what it does.
    """
    made = evidence.get("calls", {}).get("made", ())
    return [call for call in made if call["depth"] == 0 and call["engine"] == engine]


def is_alone(evidence: Mapping[str, Any], engine: str) -> bool:
    """Whether no other engine's controller was called, which could have caused what was seen.

    A rehearsal runs both on purpose, and below Python 3.12 the other one's calls are not seen.
    """
    if evidence.get("rehearsals", {}).get("rehearsed"):
        return False
    counts = evidence.get("calls", {}).get("count", {})
    return all(name.partition(".")[0] == engine for name in counts)


def _cut(evidence: Mapping[str, Any], engine: str, places: int) -> dict[str, int]:
    calls = evidence.get("calls", {})
    counts = calls.get("count", {}).items()
    counted = sum(count for name, count in counts if name.partition(".")[0] == engine)
    seen = sum(call["engine"] == engine for call in calls.get("made", ()))
    return {
        "places too large to be looked at": places + calls.get("cut", 0),
        "calls that were only counted": counted - seen,
        "events that were only counted": evidence.get("events", {}).get("cut", 0),
        "log records left out": evidence.get("logs", {}).get("cut", 0),
    }


def _call_values(calls: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], Node]:
    values: dict[tuple[str, str], Node] = {}
    numbers: Counter[str] = Counter()
    for call in calls:
        method = call["method"]
        picture = {key: call[key] for key in ("arguments", "result") if key in call}
        if "raised" in call:
            raised = call["raised"]
            picture["result"] = raised | {"$type": f"raised {raised['$type']}"}
        values["call", f"{method}[{numbers[method]}]"] = picture
        numbers[method] += 1
    return values


def _events(evidence: Mapping[str, Any]) -> list[str]:
    emitted = evidence.get("events", {}).get("emitted", ())
    return [f"{e['event']} {e['stage']}" if e["stage"] else e["event"] for e in emitted]


def _logs(evidence: Mapping[str, Any]) -> list[str]:
    logged = evidence.get("logs", {}).get("logged", ())
    return [f"{record['level']} {record['message']}" for record in logged]
