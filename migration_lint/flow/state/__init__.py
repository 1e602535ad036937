"""The state of an evaluation: what names hold, what is put where, in which context."""
