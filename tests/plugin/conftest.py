"""The plugin is imported before a run within the run, which would import it anew each time."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest_engine_rollout

for _module in pkgutil.walk_packages(pytest_engine_rollout.__path__, "pytest_engine_rollout."):
    import_module(_module.name)
