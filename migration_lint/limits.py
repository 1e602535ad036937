"""Limits that both a run and the short ways around one keep to; importing them costs nothing."""

ALL_PARSED = 1 << 22  # bytes of Python that are all parsed only to see whether they parse
