"""The documentation's build: `make docs`. Warnings are errors there."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "extensions"))

from migration_lint import __version__

project = "pytest-engine-rollout"
author = "The pytest-engine-rollout maintainers"
version = release = __version__
extensions = ["myst_parser", "reference"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = f"{project} {version}"
exclude_patterns = ["extensions", "ci/README.md"]
nitpicky = True
