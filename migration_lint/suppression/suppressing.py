"""Apply the suppressions of a file, and check them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migration_lint.diagnostic import Diagnostic
from migration_lint.facts import SuppressionFact
from migration_lint.named_tuple import NamedTuple
from migration_lint.rules import all_rules
from migration_lint.selection import Selection
from migration_lint.suppression.suppressions import Suppression

UNPARSABLE = "ML901"


class Passed(NamedTuple):
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
    """Apply the suppressions of a file to its diagnostics.

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
        fact
        for suppression in suppressions
        for fact in _problems(
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
) -> Iterator[SuppressionFact]:
    """What is wrong with one suppression; `judged` is false where its file could not be parsed."""
    span, codes = suppression.span, ",".join(suppression.codes)
    if suppression.mistake:
        yield SuppressionFact(span, codes, f"{suppression.mistake}; mend it")
        return
    if require_reason and not suppression.reason:
        yield SuppressionFact(span, codes, "gives no reason; write one behind the brackets")
    for code in suppression.codes or ("",):
        about = f"of {code} " if code else ""
        spoken_of = [known for known in all_rules() if known.startswith(code)]
        if not spoken_of:
            yield SuppressionFact(span, codes, f"names {code}, which is no code; mend it")
        elif (
            judged
            and not any(one.startswith(code) for one in used)
            and all(selection.wants(known, path) for known in spoken_of)
        ):
            problem = f"{about}lets nothing pass; delete it"
            yield SuppressionFact(span, code, problem, deletable=suppression.deletable)
