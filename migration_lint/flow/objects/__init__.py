"""Evaluate what is reached through objects, classes and containers."""
