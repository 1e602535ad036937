"""Run engines in separate processes: each worker of pytest-xdist serves one engine."""
