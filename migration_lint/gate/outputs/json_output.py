"""`--format json`: everything, for programs."""

from __future__ import annotations

import json

from migration_lint.gate.document import document_of
from migration_lint.gate.outputs.base import Output
from migration_lint.gate.result import GateResult


class JsonOutput(Output):
    """One JSON document; its schema is `schemas/gate-verdict.schema.json`."""

    name = "json"

    def render(self, result: GateResult) -> str:
        """The whole answer; characters beyond ASCII are escaped."""
        return json.dumps(document_of(result), indent=2) + "\n"
