"""What objects, classes and containers are, and what is reached through them."""
