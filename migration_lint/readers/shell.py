"""Shell scripts, by suffix, by name or by their first line."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.command_facts import shell_facts
from migration_lint.readers.excerpt import Excerpt
from migration_lint.regex import regex

_SHEBANG = regex(r"#!.*\b(?:ba|da|z|k|mk|a|c|tc|fi)?sh\b")


class ShellReader(Reader):
    """Settings and commands of scripts for sh and its kin, csh and fish."""

    names = (
        "*.sh", "*.bash", "*.zsh", "*.ksh", "*.csh", "*.fish", "*.envrc",
        ".bashrc", ".bash_profile", ".profile", ".zshrc", ".xprofile",
    )  # fmt: skip

    @classmethod
    def takes(cls, path: str, first_line: str) -> bool:
        """By the usual suffixes and names; a file without a suffix by its `#!` line."""
        has_suffix = "." in path.rpartition("/")[2]
        by_shebang = not has_suffix and _SHEBANG.match(first_line) is not None
        return by_shebang or super().takes(path, first_line)

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield settings, commands, and Python in here-documents."""
        yield from shell_facts(source)
