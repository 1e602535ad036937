"""Tests of engines in worker processes."""
