"""Tests of snapshots, noise and differences."""
