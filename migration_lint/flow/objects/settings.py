"""Classes of pydantic's settings, whose fields are filled from the environment."""

from __future__ import annotations

from migration_lint.flow.code.definitions import ClassDefinition
from migration_lint.flow.code.settings_fields import SettingsField, is_settings, settings_fields
from migration_lint.flow.domain.readings import of_truth
from migration_lint.flow.domain.values import Const, Place, Reading
from migration_lint.flow.objects.hierarchy import order
from migration_lint.flow.state.frame import Frame

_TRUE = ("1", "on", "t", "true", "y", "yes")  # what pydantic takes for true, in any case


def fill_from_environment(frame: Frame, definition: ClassDefinition) -> None:
    """Put into a field that the flag fills what is read of it."""
    classes = order(definition)
    if not any(is_settings(one.node) for one in classes):
        return
    program = frame.program
    for one in classes:
        for field in settings_fields(one.node):
            if field.variable.lower() == program.vocabulary.flag.lower():
                place = Place(one.scope.source.path, field.target)
                held = frozenset({_reading(field, place)})
                program.holdings.put_name(one, field.target.id, held)
                program.telling.hold(definition, held, field.target.id)


def _reading(field: SettingsField, place: Place) -> Reading:
    default = getattr(field.default, "value", None)
    if isinstance(default, bool) or getattr(field.annotation, "id", "") == "bool":
        return of_truth(default, _TRUE, place)
    return Reading("environment", None if default is None else Const(default), (), place)
