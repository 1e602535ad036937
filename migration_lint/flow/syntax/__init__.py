"""What each kind of expression, statement and annotation does."""
