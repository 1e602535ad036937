"""Find, read, search and write the files of a project."""
