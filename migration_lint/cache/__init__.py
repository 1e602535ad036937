"""The results of earlier runs, by the content of the files and the configuration.

Everything is JSON in `.migration-lint-cache/` under the project root, written aside and renamed, so
that processes can share it; deleting it is always safe.

`state` tells whether the files are as they were, `replay` repeats a whole run without importing the
linter, `outcomes` keeps what the rules found for runs that only report it differently.
"""
