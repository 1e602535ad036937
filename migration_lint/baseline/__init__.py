"""The baseline: a committed file of known diagnostics, which can only get shorter.

`file` reads and writes it, `ratchet` compares it with what a run found, `renames` follows files.
"""
