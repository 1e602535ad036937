"""The gate's criteria, one file each."""
