"""The whole program under analysis, and the work that is left at it."""
