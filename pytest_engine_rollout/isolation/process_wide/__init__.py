"""Settings that the interpreter and its library keep once for the whole process."""
