"""Record what was seen at each place, and make facts of it."""
