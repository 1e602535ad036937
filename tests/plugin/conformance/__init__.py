"""Conformance: every test under `--engines=both` behaves as in a process of its own.

Each row is a tiny project, or a part of one. It is run plainly once per engine, the environment
set by hand and the plugin switched off, and once with `--engines=both`; outcomes, messages and
recorded properties must agree test by test. `rows/` holds the table, one file per topic.
"""
