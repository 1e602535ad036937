"""What is kept of what was seen, and the facts that are made of it."""
