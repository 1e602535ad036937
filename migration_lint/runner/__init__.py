"""A run of the linter, from the files of a project to what the user is told.

Each module calls the one before it: `lint` makes diagnostics of files, `check` tells which of them
are new beside a baseline and a git range, `answer` reports that for a command line of `check` and
keeps it for the next one. `fix` mends what `lint` finds.
"""
