"""The settings tables of the parts, one file each."""
