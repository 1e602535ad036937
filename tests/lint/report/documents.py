"""Reports as the plugin writes them, made here without it."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

_RESULT = {
    "id": "tests/test_a.py::test_a[{}]",
    "outcome": "passed",
    "duration": 0.25,
    "observed": None,
    "exercised": True,
    "vacuous": False,
    "pinned": [],
    "message": "",
    "details": "",
    "reruns": 0,
    "evidence": {},
}
_TOTALS = {
    "tests": 1,
    "passed": 1,
    "failed": 0,
    "errors": 0,
    "skipped": 0,
    "xfailed": 0,
    "xpassed": 0,
    "pass_rate": 1.0,
    "exercised": 1,
    "exercised_share": 1.0,
    "unseen": 0,
    "vacuous": 0,
    "pinned": 0,
    "vacuous_pinned": 0,
    "time": 0.25,
}
_DOCUMENT: dict[str, Any] = {
    "schema": 1,
    "tool": {"name": "pytest-engine-rollout", "version": "0.1.0"},
    "run": {
        "complete": True,
        "reasons": [],
        "started": "2026-01-31T08:00:00Z",
        "duration": 1.5,
        "arguments": ["--engines=both"],
        "exit_status": 0,
        "deselected": 0,
        "control": "legacy",
        "candidate": "modular",
        "asked": ["legacy", "modular"],
        "observed": {},
        "commit": "0123456789abcdef0123456789abcdef01234567",
        "dirty": False,
        "configuration": {"source": None, "digest": "sha256:00"},
        "versions": {"python": "3.12.1"},
        "platform": "Linux",
        "workers": 0,
    },
    "engines": {"legacy": _TOTALS, "modular": _TOTALS},
    "parity": {
        "pairs": 1,
        "matched": 1,
        "matched_exercised": 1,
        "regressions": 0,
        "improvements": 0,
        "shared_failures": 0,
        "one_sided": 0,
        "known": 0,
    },
    "tests": [
        {
            "id": "tests/test_a.py::test_a",
            "path": "tests/test_a.py",
            "line": 3,
            "verdict": "matched",
            "known": False,
            "engines": {
                name: _RESULT | {"id": f"tests/test_a.py::test_a[{name}]"}
                for name in ("legacy", "modular")
            },
        }
    ],
    "comparison_totals": {"matched": 0, "mismatched": 0, "ignored": 0, "scrubbed": {}},
    "comparisons": [],
    "performance": None,
    "sabotage": [],
    "coverage": None,
}


def document() -> dict[str, Any]:
    """A report of one matched pair, to be changed at will."""
    return copy.deepcopy(_DOCUMENT)


def write(path: Path, content: Any) -> Path:
    """Write `content` as JSON and give the path back."""
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
