"""Fingerprints: what a diagnostic is about, whatever line it stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from migration_lint.diagnostic import Diagnostic


class Key(NamedTuple):
    """What identifies a diagnostic as long as it is the same problem.

    Attributes:
        occurrence: How many of the same path, code, symbol and scope stand before it.
    """

    path: str
    code: str
    symbol: str
    scope: str
    occurrence: int

    @property
    def fingerprint(self) -> str:
        """The key as 16 hexadecimal digits."""
        parts = (self.path, self.code, self.symbol, self.scope, str(self.occurrence))
        return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def keyed(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Key, Diagnostic]]:
    """The diagnostics, each with its key.

    Args:
        diagnostics: In the one order of diagnostics: occurrences are counted along it.
    """
    seen: Counter[tuple[str, str, str, str]] = Counter()
    for diagnostic in diagnostics:
        about = (diagnostic.path, diagnostic.code, diagnostic.symbol, diagnostic.scope)
        yield Key(*about, seen[about]), diagnostic
        seen[about] += 1


def fingerprinted(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The diagnostics with their fingerprints filled in; see `keyed` for the order."""
    for key, diagnostic in keyed(diagnostics):
        yield diagnostic._replace(fingerprint=key.fingerprint)
