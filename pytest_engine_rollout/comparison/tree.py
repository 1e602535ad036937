"""The parts of a snapshot: what a node is and what is in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Json = Any

_LONGEST = 200


def kind_of(node: Json) -> str:
    """The type that a node stands for."""
    if isinstance(node, Mapping):
        return str(node.get("$type", "dict"))
    return type(node).__name__


def members(node: Json) -> dict[str, Json] | None:
    """The nodes inside a node, by the step that leads to them; None for a node without inside.

    A step is what is added to the path: `.name`, `[0]`.
    """
    if isinstance(node, list):
        return {f"[{position}]": member for position, member in enumerate(node)}
    if not isinstance(node, Mapping):
        return None
    if "$type" not in node:
        return {f".{name}": member for name, member in node.items()}
    if isinstance(node.get("state"), Mapping):
        return {f".{name}": member for name, member in node["state"].items()}
    return _listed(node)


def _listed(node: Mapping[str, Json]) -> dict[str, Json] | None:
    if "arguments" in node:
        told = {".message": node["message"]} if "message" in node else {}
        return told or {f".args{step}": m for step, m in (members(node["arguments"]) or {}).items()}
    return members(node["items"]) if "items" in node else None


def short_text(node: Json) -> str:
    """A node in a few words."""
    if isinstance(node, str):
        text = repr(node)
    elif isinstance(node, Mapping) and "$type" in node:
        text = _short_tagged(node)
    elif node is None or isinstance(node, bool):
        text = str(node)
    else:
        text = json.dumps(node, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _short_tagged(node: Mapping[str, Json]) -> str:
    kind = node["$type"]
    if "name" in node:
        return f"{kind} {node['name']}"
    for key in ("message", "text", "state", "items", "arguments", "shape"):
        if key in node:
            return f"{kind}({short_text(node[key])})"
    return str(kind)
