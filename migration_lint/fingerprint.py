"""Fingerprints: what a diagnostic is about, whatever line it stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any

from migration_lint.diagnostic import Diagnostic
from migration_lint.named_tuple import NamedTuple


@cache
def _sha256() -> Callable[[bytes], Any]:
    """The one that is Python's own: the module hashlib loads all of OpenSSL."""
    for name in ("_sha2", "_sha256"):  # since and before Python 3.12
        with suppress(ImportError):
            made: Callable[[bytes], Any] = import_module(name).sha256
            return made
    from hashlib import sha256  # noqa: PLC0415 - where there is no other

    return sha256


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
        digest: str = _sha256()("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
        return digest[:16]


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
