"""Which modules each engine owns, and what happens when a module is imported."""
