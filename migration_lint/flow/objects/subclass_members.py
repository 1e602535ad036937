"""Whether a member of a controller is its engine's, or that of a subclass in the project."""

from __future__ import annotations

from collections.abc import Mapping

from migration_lint.flow.code.definitions import ClassDefinition
from migration_lint.flow.domain.values import Controller, ControllerClass
from migration_lint.flow.objects.hierarchy import order
from migration_lint.flow.surfaces.surface import Surface, own_members

_OF_EVERY_OBJECT = frozenset(dir(object)) | {"__module__", "__name__", "__qualname__"}
_OF_EVERY_CLASS = frozenset(dir(type))


class SubclassMembers:
    """Tells a subclass's own members from those of the engines.

    Args:
        surfaces: What the engines' controllers offer, as far as that is known.
    """

    def __init__(self, surfaces: Mapping[str, Surface]) -> None:
        self._surfaces = surfaces
        self._put: dict[ClassDefinition, frozenset[str]] = {}

    def is_own(self, value: Controller | ControllerClass, name: str) -> bool:
        """Whether a member is a subclass's own, or every object's, and not an engine's.

        What a subclass defines is its own, overridden or not. What it puts on `self` is its own
        unless an engine keeps something there; what others put on its objects is not.
        """
        if name in _OF_EVERY_OBJECT:
            return True
        if isinstance(value, ControllerClass) and name in _OF_EVERY_CLASS and name != "__dict__":
            return True
        if value.subclass is None or value.subclass.engines:
            return False
        for definition in order(value.subclass):
            if not definition.engines:
                if name in definition.names:
                    return True
                if name in self._put_on_self(definition):
                    return not any(name in one.members for one in self._surfaces.values())
        return False

    def _put_on_self(self, definition: ClassDefinition) -> frozenset[str]:
        known = self._put.get(definition)
        if known is None:
            known = self._put[definition] = frozenset(one.name for one in own_members(definition))
        return known
