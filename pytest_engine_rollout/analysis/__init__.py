"""Analyses of all pairs together, after the tests have run.

Defining a subclass of `Analysis` in a module of this package registers it.
"""

from __future__ import annotations
