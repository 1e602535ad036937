"""Processes that ended, whoever started them and however."""

from __future__ import annotations

from importlib import import_module
from typing import Any

try:
    resource: Any = import_module("resource")
except ImportError:  # Windows
    resource = None


def reaped() -> int:
    """A number that grows whenever a child process ends and is waited for."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt if resource else 0
