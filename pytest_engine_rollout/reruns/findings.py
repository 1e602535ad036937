"""What running tests again has found; workers send it as JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, ClassVar

from pytest_engine_rollout.results import Sabotage

Json = dict[str, Any]


class Findings:
    """Evidence by full node id, and sabotage by method.

    Attributes:
        noise: The evidence of each further run of the control.
        repeats: The evidence of each run of either engine in which they took turns.
        unbreakable: By method, why it could not be made to raise.
    """

    KEY: ClassVar[str] = "engine_rollout_reruns"

    def __init__(self) -> None:
        self.noise: defaultdict[str, list[Json]] = defaultdict(list)
        self.repeats: defaultdict[str, list[Json]] = defaultdict(list)
        self.unbreakable: dict[str, str] = {}
        self._sabotage: dict[str, dict[str, list[str]]] = {}

    def add_noise(self, nodeid: str, evidence: Json) -> None:
        """Add the evidence of one more run of a test on the control."""
        self.noise[nodeid].append(evidence)

    def add_repeat(self, nodeid: str, evidence: Json) -> None:
        """Add the evidence of one more measurement of a test."""
        self.repeats[nodeid].append(evidence)

    def add_sabotage(
        self, engine: str, method: str, tests: Sequence[str], noticed: Sequence[str]
    ) -> None:
        """Add the tests that were run again with a broken method, and those that noticed."""
        known = self._sabotage.setdefault(f"{engine}.{method}", {"tests": [], "noticed": []})
        known["tests"] += tests
        known["noticed"] += noticed

    @property
    def sabotage(self) -> tuple[Sabotage, ...]:
        """The results by method."""
        found = []
        for name, lists in self._sabotage.items():
            engine, _, method = name.partition(".")
            tests, noticed = (tuple(sorted(lists[key])) for key in ("tests", "noticed"))
            found.append(Sabotage(engine, method, tests, noticed))
        return tuple(found)

    def to_json(self) -> str:
        """All findings, as a worker sends them."""
        return json.dumps([self.noise, self.repeats, self._sabotage, self.unbreakable])

    def merge(self, sent: str) -> None:
        """Add the findings that a worker sent."""
        noise, repeats, sabotage, unbreakable = json.loads(sent)
        self.unbreakable |= unbreakable
        for mine, theirs in ((self.noise, noise), (self.repeats, repeats)):
            for nodeid, evidence in theirs.items():
                mine[nodeid] += evidence
        for name, found in sabotage.items():
            engine, method = name.split(".", 1)
            self.add_sabotage(engine, method, found["tests"], found["noticed"])
