"""The readiness gate: ready or not for each rollout phase, with the evidence."""
