"""The surfaces of both engines side by side, and what to do about their differences."""
