"""The plugin is imported before a run within the run, which would import it anew each time."""

from __future__ import annotations

import pytest_engine_rollout.hooks  # noqa: F401 - see above
