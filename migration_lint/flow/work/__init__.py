"""The program under analysis, and the worklist that evaluates it."""
