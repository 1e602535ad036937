"""ML903."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lint.diagnostic import Finding
from migration_lint.facts import Facts, StaleEntryFact
from migration_lint.rules.base import Rule, RuleContext


class StaleBaseline(Rule):
    """An entry of the baseline that nothing matches any more.

    What it does:
        Reports entries of the baseline file whose diagnostic is gone.

    Why it matters here:
        The baseline is a ratchet: what is done stays done. An entry that outlives its diagnostic
        would let the same problem come back unseen.

    Example:
        `.migration-baseline.json` lists a legacy import of `dashboard.py` that was removed.

    Use instead:
        Run `migration-lint baseline --prune` and commit the shorter file.

    Fix safety:
        Pruning only removes entries; it never adds one.
    """

    code = "ML903"
    name = "stale-baseline"

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield the stale entries."""
        for fact in facts.of(StaleEntryFact):
            about = f" on `{fact.symbol}`" if fact.symbol else ""
            place = f"{fact.path}, {fact.scope}" if fact.scope else fact.path
            yield Finding(
                fact.span,
                f"{fact.code}{about} in {place} is no longer found; "
                "run `migration-lint baseline --prune`",
                symbol=f"{fact.code} {fact.symbol}",
                scope=place,
            )
