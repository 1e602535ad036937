"""`--engine-report`: the JSON document that the gate reads."""

from __future__ import annotations

import json

from pytest_engine_rollout.reports.base import Report
from pytest_engine_rollout.reports.document import document_of
from pytest_engine_rollout.results import RunResult


class JsonReport(Report):
    """`engine-report.json`, as its schema describes it; plain ASCII, so that it takes any text."""

    is_evidence = True

    def text(self, run: RunResult) -> str:
        """The document, one value a line."""
        return json.dumps(document_of(run), indent=1, allow_nan=False) + "\n"
