"""Anchor what is reported to libcst nodes, without libcst reading more than it must.

The standard parser finds what is reported; libcst is the parser of record. `statements` cuts out
the statement around a place, `nodes` asks libcst what stands there.
"""
