"""The tests of each engine: collecting, naming, separating and running them."""
