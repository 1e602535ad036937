"""pytest's items of each engine: collecting, naming, parting and running them."""
