"""Settings that the interpreter and the standard library keep once per process."""
