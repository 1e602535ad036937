"""Follow values through Python code and yield facts about them."""
