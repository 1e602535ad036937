"""One world per engine: what a process of its own would have, swapped within one process."""
