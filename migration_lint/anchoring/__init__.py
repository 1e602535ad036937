"""Anchor diagnostics to libcst nodes, without having libcst read more than necessary.

The standard parser finds what is reported; libcst is the parser of record. `evident` passes what
libcst could only confirm, `statements` cuts out the statement around any other place, `nodes` asks
libcst what stands there.
"""
