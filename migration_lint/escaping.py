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


def message(text: str) -> str:
    """A message of several lines; what follows in it is indented, so that none begins a command."""
    first, *others = text.splitlines() or [""]
    return "\n".join([one_line(first), *(f"  {one_line(one.strip())}" for one in others)])


def _is_harmless(character: str) -> bool:
    return character.isprintable() or character == "\u3000"


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def html(text: str) -> str:
    """The text for HTML and for attributes in it."""
    escaped = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace('"', "&quot;").replace("'", "&#39;")


def xml(text: str) -> str:
    """The text for XML 1.0, which has no way at all to write most control characters."""
    return html(text)


def markdown(text: str) -> str:
    """The text for a cell of a Markdown table, none of it taken for markup."""
    return "".join(f"\\{one}" if one in "\\`*_{}[]<>#|~!@" else one for one in one_line(text))


def github_message(text: str) -> str:
    """The message of a workflow command; a line break would start another command."""
    return one_line(text).replace("%", "%25")


def github_property(text: str) -> str:
    """A property of a workflow command; a line break in it has a code of its own."""
    coded = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return one_line(coded).replace(":", "%3A").replace(",", "%2C")
