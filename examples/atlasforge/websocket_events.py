"""What the dashboard is told. A real one keeps sockets; this one keeps what it was told."""

SENT = []


def push(message):
    SENT.append(message)


def emit_stage_change(mission_id, old_stage, new_stage):
    push({"mission_id": mission_id, "old_stage": old_stage, "new_stage": new_stage})
