"""What suppressions do to the diagnostics of a file, and what is wrong with the suppressions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from migration_lint.diagnostic import Diagnostic
from migration_lint.facts import SuppressionFact
from migration_lint.rules import all_rules
from migration_lint.selection import Selection
from migration_lint.suppressions import Suppression

UNPARSABLE = "ML901"


@dataclass(frozen=True)
class Passed:
    """The diagnostics of one file after its suppressions.

    Attributes:
        kept: The diagnostics that no suppression covers.
        facts: What is wrong with the suppressions themselves.
    """

    kept: tuple[Diagnostic, ...]
    facts: tuple[SuppressionFact, ...]


def suppress(
    path: str,
    diagnostics: Sequence[Diagnostic],
    suppressions: Sequence[Suppression],
    selection: Selection,
    *,
    require_reason: bool,
) -> Passed:
    """Let the suppressions of a file do their work.

    Args:
        path: The file.
        diagnostics: Its diagnostics.
        suppressions: Its suppressions.
        selection: Which codes were checked; a suppression of another one may still be of use.
        require_reason: Whether a suppression must give a reason.
    """
    kept = tuple(one for one in diagnostics if not any(s.covers(one) for s in suppressions))
    judged = not any(one.code == UNPARSABLE for one in diagnostics)
    facts = [
        SuppressionFact(suppression.span, ",".join(suppression.codes), problem)
        for suppression in suppressions
        for problem in _problems(
            suppression, _used(suppression, diagnostics), selection, path, judged, require_reason
        )
    ]
    return Passed(kept, tuple(facts))


def _used(suppression: Suppression, diagnostics: Sequence[Diagnostic]) -> list[str]:
    return [one.code for one in diagnostics if suppression.covers(one)]


def _problems(
    suppression: Suppression,
    used: Sequence[str],
    selection: Selection,
    path: str,
    judged: bool,
    require_reason: bool,
) -> Iterator[str]:
    """What is wrong with one suppression; `judged` is false where its file could not be parsed."""
    if suppression.mistake:
        yield f"{suppression.mistake}; mend it"
        return
    if require_reason and not suppression.reason:
        yield "gives no reason; write one behind the brackets"
    for code in suppression.codes or ("",):
        about = f"of {code} " if code else ""
        spoken_of = [known for known in all_rules() if known.startswith(code)]
        if not spoken_of:
            yield f"names {code}, which is no code; mend it"
        elif (
            judged
            and not any(one.startswith(code) for one in used)
            and all(selection.wants(known, path) for known in spoken_of)
        ):
            yield f"{about}lets nothing pass; delete it"
