"""Whose a module is, and what happens when it is imported."""
