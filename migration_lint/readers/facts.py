"""The facts that readers yield of files that are not Python."""

from __future__ import annotations

from typing import Literal

from migration_lint.diagnostic import Span
from migration_lint.named_tuple import NamedTuple
from migration_lint.readers.excerpt import Excerpt

Origin = Literal["file", "doctest", "notebook", "script"]


class SettingFact(NamedTuple):
    """A name that is given a value: an environment variable, a key of a configuration file.

    Attributes:
        name: The last part of the key; empty for a member of a list.
        value: As it would be read: a string, or the boolean or number that the format has.
        span: The place of the name.
        keys: The keys around it, outermost first, the name last; list positions are left out.
        text: The value where it is a string.
    """

    name: str
    value: object
    span: Span
    keys: tuple[str, ...] = ()
    text: Excerpt | None = None

    @property
    def variable(self) -> str:
        """The name without what it is said to lie in: `env.NAME`."""
        return self.name.rpartition(".")[2]


class DefaultFact(NamedTuple):
    """A variable that is read, and what it is taken for where it has none: `${NAME:-value}`."""

    name: str
    value: str
    span: Span


class CommandFact(NamedTuple):
    """One command line, word by word, quotes removed; the first word is the program."""

    words: tuple[Excerpt, ...]


class PythonFact(NamedTuple):
    """Python code inside another file, or inside a docstring.

    Attributes:
        code: The code, with what it needs to be understood in front of it.
        origin: What kind of place it stands in.
        context: How many characters of `code` are there only to be known: the module around a
            docstring.
    """

    code: Excerpt
    origin: Origin
    context: int = 0
