"""The layers of a world: each looks after one kind of thing that a process has once."""
