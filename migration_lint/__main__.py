"""`python -m migration_lint`."""

from __future__ import annotations

import sys

from migration_lint.cli import run_as_program

sys.exit(run_as_program())
