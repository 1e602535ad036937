"""Limits that both a run and the short ways around one keep to; importing them costs nothing."""

PARSED = 1 << 17  # bytes of Python, the smallest files, parsed only to see whether they parse
COMMIT = 100  # files at most that a commit is taken to have; more are taken for a project
