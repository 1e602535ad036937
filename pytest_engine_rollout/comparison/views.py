"""Read bytes, and views of other objects, for a snapshot."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

from pytest_engine_rollout.comparison.text import digest_of
from pytest_engine_rollout.comparison.tree import Node

if TYPE_CHECKING:
    from pytest_engine_rollout.comparison.snapshot import Camera


_HEAD = 100  # bytes


def read_bytes(camera: Camera, value: Any, _: str) -> Node:
    """The node of bytes: the head, the length, and the digest of a long one."""
    whole = memoryview(value)  # `len` and slices of a subclass may be its own
    head = bytes(whole[:_HEAD])
    picture = {"$type": camera.name_of(type(value)), "data": repr(head), "length": whole.nbytes}
    if whole.nbytes > _HEAD:
        picture["digest"] = digest_of(value)
    return picture


def read_memory(camera: Camera, value: Any, path: str) -> Node:
    """The node of a `memoryview`."""
    return read_bytes(camera, value.tobytes(), path) | {"$type": "memoryview"}


def read_view(camera: Camera, value: Any, path: str) -> Node:
    """The node of a view of a dictionary."""
    members = camera.items(type(value).__iter__(value), type(value).__len__(value), path)
    return {"$type": camera.name_of(type(value)), **members}


def read_inner(camera: Camera, value: Any, path: str) -> Node:
    """The node of the object behind a read-only view."""
    inner = gc.get_referents(value)
    if len(inner) != 1:
        return {"$type": camera.name_of(type(value)), "cut": "all"}
    return {"$type": camera.name_of(type(value)), "items": [camera.look(inner[0], path)]}
