"""Both engines in one test: the fixtures `engine_pair` and `engine_handoff`."""
