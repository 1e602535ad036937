"""Evaluate each kind of expression, statement and annotation."""
