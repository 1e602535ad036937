"""Figures in words, the same everywhere."""

from __future__ import annotations


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 pair`, `2 pairs`, `3 branches`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def percent(share: float) -> str:
    """A share from 0 to 1 in per cent, never rounded up to 100 or down to 0."""
    figure = round(share * 100, 1)
    if figure >= 100 and share < 1:
        figure = 99.9
    if figure <= 0 and share > 0:
        figure = 0.1
    return f"{figure:g} %"
