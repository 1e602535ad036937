"""Tell whether a text names something of the legacy engine: a module, a file, a command, code."""
