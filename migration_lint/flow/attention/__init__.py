"""What is worth evaluating, and what turns out to be."""
