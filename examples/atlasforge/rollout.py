"""Which mission runs on which engine while the rollout is under way."""

import hashlib


def should_use_modular(mission_id, percent=50):
    """As the plan has it. Python salts hash() per process: half of the missions move at a restart."""
    return hash(mission_id) % 100 < percent


def stable_should_use_modular(mission, percent):
    """The same, done right: stable across processes, monotone in the percentage, and it honours the mission.

    mission: the mission's record, or just its id.
    """
    record = {"mission_id": mission} if isinstance(mission, str) else mission
    if record.get("force_legacy_engine") or record.get("in_progress_on") == "legacy":
        return False
    digest = hashlib.sha256(record["mission_id"].encode()).digest()
    return int.from_bytes(digest[:8], "big") % 100 < percent
