"""Readers of files that are not Python, one format each."""
