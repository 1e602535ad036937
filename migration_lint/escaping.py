"""Text from the files of others made harmless for where it is shown."""

from __future__ import annotations


def one_line(text: str) -> str:
    r"""The text without line breaks and without characters that steer a terminal.

    Control characters, lone surrogates and the marks that change the direction of writing are
    shown as escapes, `\x1b`.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(one if _is_harmless(one) else _escape(one) for one in text)


def _is_harmless(character: str) -> bool:
    return character.isprintable() or character == "\u3000"


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
