"""Read what a snapshot represents by its name: functions, methods, classes, modules."""

from __future__ import annotations

from types import FunctionType
from typing import TYPE_CHECKING, Any

from pytest_engine_rollout.comparison import inspection
from pytest_engine_rollout.comparison.tree import Node

if TYPE_CHECKING:
    from pytest_engine_rollout.comparison.snapshot import Camera


LONGEST_NAME = 200


def read_function(camera: Camera, value: Any, _: str) -> Node:
    """The node of a function: its name."""
    return {"$type": camera.name_of(type(value)), "name": value.__qualname__[:LONGEST_NAME]}


def read_method(camera: Camera, value: Any, path: str) -> Node:
    """The node of a bound method: its function."""
    function = value.__func__
    if type(function) is not FunctionType:
        return {"$type": "method", "cut": "all"}
    return read_function(camera, function, path) | {"$type": "method"}


def read_module(camera: Camera, value: Any, _: str) -> Node:
    """The node of a module: its name."""
    name = inspection.instance_dict(value).get("__name__")
    return {"$type": camera.name_of(type(value)), "name": name if type(name) is str else None}


def read_class(camera: Camera, value: Any, _: str) -> Node:
    """The node of a class: its name."""
    return {"$type": "type", "name": camera.name_of(value)}
