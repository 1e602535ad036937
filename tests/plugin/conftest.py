"""The plugin is imported before a run within the run: it would be imported anew in each otherwise."""

from __future__ import annotations

import pytest_engine_rollout.hooks  # noqa: F401 - see above
