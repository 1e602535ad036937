"""The readiness gate: is a phase of the rollout finished, and on what evidence?

`criteria/` says what must hold, `evidence/` reads what was measured, `run` judges the one by the
other, `outputs/` shows the result.
"""
