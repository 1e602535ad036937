"""Tests of watching code run."""
