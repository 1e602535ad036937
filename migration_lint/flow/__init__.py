"""Data flow over Python files; see `migration_lint.flow.analysis`."""
