"""Comments that let a diagnostic pass, and what they do."""
