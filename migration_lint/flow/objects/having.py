"""Whether something has an attribute, as far as that is certain."""

from __future__ import annotations

from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.values import Const, Controller, Value
from migration_lint.flow.objects.delegation import has_hook
from migration_lint.flow.objects.hierarchy import bases_are_known, class_attribute, order
from migration_lint.flow.state.frame import Frame

_BUILTIN: dict[str, type] = {"dict": dict, "list": list, "set": set, "tuple": tuple}


def has(frame: Frame, value: Value, name: str) -> bool | None:
    """Whether a value has an attribute; None where that is not certain."""
    if isinstance(value, Controller):
        return True if name in frame.program.vocabulary.protocol else None
    if isinstance(value, Const) and value.value is None:
        return hasattr(None, name)
    if isinstance(value, Container) and value.kind in _BUILTIN:
        return hasattr(_BUILTIN[value.kind], name)
    return _object_has(frame, value, name) if isinstance(value, Object) else None


def _object_has(frame: Frame, value: Object, name: str) -> bool | None:
    if class_attribute(frame, value, name):
        return True
    for one in (*order(value.definition), *value.definition.subclasses):
        frame.program.read(one.every, name)
        if name in one.attributes or not bases_are_known(one) or has_hook(frame, one, name):
            return None
    return False
