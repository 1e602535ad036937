"""`__dict__`, `vars()`, `globals()`: the attributes of something, reached as a dict."""

from __future__ import annotations

import ast

from migration_lint.flow.domain.holders import Attributes, Container, Object
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Module, Values, strings
from migration_lint.flow.objects.attributes import get_attribute
from migration_lint.flow.objects.storing import set_attribute
from migration_lint.flow.state.frame import Frame


def own_globals(frame: Frame) -> Values:
    """What `globals()` gives."""
    return frozenset({Attributes(Module(frame.source.module))})


def get_key(frame: Frame, namespace: Attributes, key: Values, node: ast.AST) -> Values:
    """`vars(x)["name"]`."""
    found = NOTHING
    for name in strings(key):
        found |= get_attribute(frame, frozenset({namespace.owner}), name, node)
    return found or UNKNOWN


def all_of(frame: Frame, namespace: Attributes) -> dict[str, Values]:
    """What is known of the attributes of an object or module by name."""
    owner = namespace.owner
    if isinstance(owner, Module):
        path = frame.program.index.find(owner.name, frame.source.path)
        state = frame.program.modules.load(path) if path is not None else None
        if state is not None and state.source is frame.source and frame.definition is None:
            return dict(frame.state or {})
        return dict(state.exports) if state is not None else {}
    frame.program.read(owner, "items")
    return dict(owner.attributes) if isinstance(owner, Object) else {}


def put_key(frame: Frame, namespace: Attributes, key: Values, values: Values) -> None:
    """`vars(x)["name"] = values`."""
    for name in strings(key):
        set_attribute(frame, frozenset({namespace.owner}), name, values)


def update(frame: Frame, namespace: Attributes, mapping: Values) -> None:
    """`vars(x).update(mapping)`."""
    for value in mapping:
        if isinstance(value, Container) and value.kind == "dict":
            frame.program.read(value, "items")
            for name, values in list(value.items.items()):
                if isinstance(name, str):
                    set_attribute(frame, frozenset({namespace.owner}), name, values)
