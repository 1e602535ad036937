"""Evaluate calls: the callee, the arguments, the result."""
