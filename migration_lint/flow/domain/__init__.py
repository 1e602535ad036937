"""The abstract values of the analysis."""
