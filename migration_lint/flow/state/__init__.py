"""The state of an evaluation: contexts, frames, and what objects hold."""
