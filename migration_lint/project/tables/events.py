"""The table `[tool.engine_rollout.events]`: what the engines emit, under common names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from migration_lint.project.checks import mapping_of, object_name, text
from migration_lint.project.settings import SettingsTable, setting


class EventTap(SettingsTable):
    """One callable whose calls are events: the table `[tool.engine_rollout.events.NAME]`."""

    call: str = setting(object_name, 'The callable, "module:Class.method" or "module:function".')
    stage: str = setting(
        text,
        "The argument that says the stage, with dots for what is inside it: `event.stage`.",
        "",
    )
    event: str = setting(
        text,
        "The common name of the event, or `{argument}`, with dots as above; of `{event.kind|kind}` "
        "the first there is.",
        "",
    )
    names: Mapping[str, str] = setting(
        mapping_of(text),
        "Common names by the engine's own; events that are not listed are left out, unless the "
        "table is empty.",
        factory=lambda: MappingProxyType({}),
    )


def default_taps() -> Mapping[str, EventTap]:
    """AtlasForge's: legacy tells the dashboard, modular its integrations."""
    return MappingProxyType(
        {
            "legacy": EventTap(
                call="websocket_events:emit_stage_change", stage="new_stage", event="stage_change"
            ),
            "modular": EventTap(
                call="af_engine.integration_manager:IntegrationManager.emit",
                stage="event.stage",
                event="{event.type.value|event.event}",
                names=MappingProxyType(
                    {"stage_started": "stage_change", "mission_completed": "stage_change"}
                ),
            ),
        }
    )
