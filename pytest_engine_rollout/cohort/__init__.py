"""The audit of a rollout function: which missions it sends to which engine, again and again.

`python -m pytest_engine_rollout.cohort MODULE:FUNCTION --percent 0,50,100`
"""
