"""Watch which code runs, without changing what that code sees."""
