"""Tests of the performance evidence."""
