"""Engines in processes of their own: each worker of pytest-xdist serves one for its whole life."""
