"""The tests run the tools as a user at a desk does, whoever runs the tests."""

from __future__ import annotations

import os

# A run inside a test takes with it what it was the first to import. That would leave `unittest`
# with the old module and pytest with the next one, by which it knows no argument of a patch.
import unittest.mock  # noqa: F401

# pytest and the tools themselves print more, other or no colours where these are set.
for name in ("CI", "BUILD_NUMBER", "FORCE_COLOR", "GITHUB_STEP_SUMMARY", "NO_COLOR"):
    os.environ.pop(name, None)
