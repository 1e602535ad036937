"""The layers of a world, one for each kind of state that a process has once."""
