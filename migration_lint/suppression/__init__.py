"""Comments that suppress diagnostics."""
