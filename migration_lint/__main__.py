"""`python -m migration_lint`."""

from __future__ import annotations

import sys

from migration_lint.cli import main

sys.exit(main())
