"""Find, fix and ratchet down what a migration still needs of its old engine."""

__version__ = "0.1.0"
