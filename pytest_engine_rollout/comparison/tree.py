"""The parts of a snapshot: what a node is and what is in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

Node = Any
"""A value in a snapshot: a plain JSON value, or an object with its type under `$type`."""
_Words = Callable[[str, Mapping[str, Node]], str]

_LONGEST = 200


def kind_of(node: Node) -> str:
    """The type that a node stands for."""
    if isinstance(node, Mapping):
        return str(node.get("$type", "dict"))
    return type(node).__name__


def members(node: Node) -> dict[str, Node] | None:
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


def text_of(node: Node) -> str | None:
    """The text that a node stands for, or the head of one that was cut; None for anything else."""
    if isinstance(node, str):
        return node
    is_cut = isinstance(node, Mapping) and node.get("$type") == "str" and "data" in node
    return str(node["data"]) if is_cut else None


def form_of(node: Node) -> Node:
    """The shape and element type of an array; None for anything else."""
    if not isinstance(node, Mapping) or "shape" not in node or "$type" not in node:
        return None
    return node["shape"], node["dtype"]


def _listed(node: Mapping[str, Node]) -> dict[str, Node] | None:
    if "members" in node:
        return _unordered(node["members"])
    if "arguments" in node:
        told = {".message": node["message"]} if "message" in node else {}
        return told or {f".args{step}": m for step, m in (members(node["arguments"]) or {}).items()}
    return members(node["items"]) if "items" in node else None


def _unordered(nodes: list[Node]) -> dict[str, Node]:
    """The members of a set, each by its own value as the step."""
    found: dict[str, Node] = {}
    for node in nodes:
        step = f"{{{short_text(node)}}}"
        found[step if step not in found else f"{step}#{len(found)}"] = node
    return found


def short_text(node: Node) -> str:
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


def _short_tagged(node: Mapping[str, Node]) -> str:
    kind = node["$type"]
    return next((words(kind, node) for key, words in _WORDS.items() if key in node), str(kind))


def _short_array(kind: str, node: Mapping[str, Node]) -> str:
    shape = " x ".join(map(str, node["shape"])) or "one number"
    inside = f": {short_text(node['items'])}" if "items" in node else ""
    digest = f", digest {node['digest']}" if "digest" in node else ""
    return f"{kind} of {node['dtype']}, {shape}{digest}{inside}"


def _short_data(kind: str, node: Mapping[str, Node]) -> str:
    data: str = node["data"]
    if "digest" not in node:
        return data
    return f"{kind} of length {node['length']}, digest {node['digest']}: {data}"


def _inside(key: str) -> _Words:
    return lambda kind, node: f"{kind}({short_text(node[key])})"


_WORDS: Mapping[str, _Words] = {
    "name": lambda kind, node: f"{kind} {node['name']}",
    "member": lambda kind, node: f"{kind}.{node['member']}",
    "shape": _short_array,
    "data": _short_data,
    "digest": lambda kind, node: f"{kind} with digest {node['digest']}",
} | {key: _inside(key) for key in ("message", "text", "state", "items", "members", "arguments")}
"""How a node is said that has a key, the first that it has."""
