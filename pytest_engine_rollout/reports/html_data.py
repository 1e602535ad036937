"""The pairs of a run as the data that the page's script reads."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, get_args

from pytest_engine_rollout.reports.text import visible
from pytest_engine_rollout.results import EngineResult, Outcome, Pair, RunResult, Verdict

_OUTCOMES: dict[str, int] = {name: number for number, name in enumerate(get_args(Outcome))}
_VERDICTS: dict[str, int] = {name: number for number, name in enumerate(get_args(Verdict))}


def island(run: RunResult) -> str:
    """JSON that can stand in a script element: plain ASCII, and nothing in it ends the element."""
    info = run.info
    positions = {pair.id: number for number, pair in enumerate(run.pairs)}
    comparisons: defaultdict[int, list[list[Any]]] = defaultdict(list)
    for one in run.comparisons:
        if one.id in positions and one.status != "matched":
            texts = (one.kind, one.key, one.status, one.path, one.control, one.candidate)
            comparisons[positions[one.id]].append([_text(text) for text in (*texts, one.message)])
    document = {
        "control": visible(info.control),
        "candidate": visible(info.candidate),
        "pairs": [_pair(pair, info.control, info.candidate) for pair in run.pairs],
        "comparisons": comparisons,
    }
    text = json.dumps(document, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _pair(pair: Pair, control: str, candidate: str) -> list[Any]:
    return [
        visible(pair.id),
        visible(pair.path),
        pair.line,
        _VERDICTS[pair.verdict],
        int(pair.known),
        _half(pair.engines.get(control)),
        _half(pair.engines.get(candidate)),
    ]


def _half(half: EngineResult | None) -> list[Any] | None:
    if half is None:
        return None
    return [
        _OUTCOMES[half.outcome],
        round(half.duration, 6),
        None if half.exercised is None else int(half.exercised),
        visible(", ".join(half.pinned)),
        visible(half.message),
        visible(half.details),
    ]


def _text(text: str | None) -> str | None:
    return None if text is None else visible(text)
