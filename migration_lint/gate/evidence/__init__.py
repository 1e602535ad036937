"""The readers of evidence, one file each; a criterion names the reader it needs."""
