"""Compare the diagnostics of a run with a baseline."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from migration_lint.diagnostic import Diagnostic, Severity
from migration_lint.fingerprint import Key, keyed
from migration_lint.named_tuple import NamedTuple

META = "ML9"  # what the linter says about itself is never known


class Compared(NamedTuple):
    """The diagnostics of a run compared with a baseline.

    Attributes:
        diagnostics: What the run found, each marked new or known.
        stale: The entries that nothing matches, each with its line.
    """

    diagnostics: tuple[Diagnostic, ...]
    stale: Mapping[Key, int]


def compare(
    diagnostics: Iterable[Diagnostic],
    entries: Mapping[Key, int],
    renames: Mapping[str, str],
    looked_at: Callable[[Key], bool],
) -> Compared:
    """Mark the diagnostics that the baseline knows, and find its stale entries.

    Args:
        diagnostics: In the one order of diagnostics.
        entries: The baseline.
        renames: Old path to new path of the files that git sees renamed.
        looked_at: Whether the run would have found what an entry is about, were it still there.
    """
    moved = {_moved(key, renames): key for key in entries}
    marked, met = [], set()
    for key, diagnostic in keyed(diagnostics):
        known = key in moved and can_be_known(diagnostic)
        marked.append(diagnostic._replace(status="known" if known else "new"))
        if known:
            met.add(moved[key])
    stale = {key: entries[key] for now, key in moved.items() if key not in met and looked_at(now)}
    return Compared(tuple(marked), stale)


def keys_to_keep(diagnostics: Iterable[Diagnostic]) -> list[Key]:
    """The entries of a baseline that knows all of the diagnostics."""
    return [key for key, diagnostic in keyed(diagnostics) if can_be_known(diagnostic)]


def pruned(
    entries: Collection[Key], stale: Collection[Key], renames: Mapping[str, str]
) -> list[Key]:
    """The entries that are left without the stale ones, under their files' new names."""
    return [_moved(key, renames) for key in entries if key not in stale]


def can_be_known(diagnostic: Diagnostic) -> bool:
    """Whether a diagnostic may stand in a baseline.

    Notes may not: what is a note today can be an error in the next phase, and must show then.
    """
    return diagnostic.severity is not Severity.NOTE and not diagnostic.code.startswith(META)


def _moved(key: Key, renames: Mapping[str, str]) -> Key:
    return key._replace(path=renames.get(key.path, key.path))
