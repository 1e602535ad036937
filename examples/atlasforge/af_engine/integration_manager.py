"""What listens to the engine: each integration gets each event."""

import logging
from dataclasses import dataclass

import websocket_events

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class StageEvent:
    """One thing that happened to a mission."""

    event: str
    stage: str
    mission_id: str


class IntegrationManager:
    """Hands every event to every integration; one that fails does not stop the others."""

    def __init__(self, handlers=None):
        self.handlers = list(handlers) if handlers is not None else [dashboard]

    def emit(self, event):
        for handler in self.handlers:
            try:
                handler(event)
            except Exception:
                logger.exception("integration %r failed on %s", handler, event.event)


def dashboard(event):
    if event.event == "stage_started":
        websocket_events.push({"mission_id": event.mission_id, "new_stage": event.stage})
