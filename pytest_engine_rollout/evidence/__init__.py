"""The kinds of evidence, one file each."""
