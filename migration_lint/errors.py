"""What can go wrong by a user's doing; such an error ends in one message and status 2."""

from __future__ import annotations


class UserError(Exception):
    """What was asked for cannot be done; the message says what, where and what to do next."""
