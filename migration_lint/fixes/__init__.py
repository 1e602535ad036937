"""The fixes, one file each; every fix is a libcst transformation."""
