"""Judge criteria by the linter's findings."""

from __future__ import annotations

from collections.abc import Sequence

from migration_lint.diagnostic import Diagnostic
from migration_lint.gate.evidence.lint_result import LintResult
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count

# The rules without which silence says nothing of the legacy engine or of the protocol.
DEPENDENCE = ("ML101", "ML102", "ML103", "ML201")


def judge_findings(evidence: LintResult, codes: Sequence[str], noun: str, remedy: str) -> Judgement:
    """No diagnostic of these rules, from rules that exist, in files that could be read."""
    found = evidence.counting(codes)
    aside = evidence.aside_of(codes)
    measured = f"{count(len(found), noun)} in {count(evidence.files, 'file')}{let_pass(aside)}"
    if found:
        return failed(measured, *map(place, found), remedy=remedy)
    missing = lacking(evidence, codes)
    if missing:
        return inconclusive(measured, more=missing)
    blind = evidence.unparsable()
    if blind:
        more = f"a look into {count(len(blind), 'file')} that cannot be parsed"
        return inconclusive(measured, *map(place, blind), more=more)
    return passed(measured, *aside)


def let_pass(aside: Sequence[str]) -> str:
    """How many findings comments and `per-file-ignores` suppress, as part of a figure."""
    return f", {len(aside)} let pass" if aside else ""


def lacking(evidence: LintResult, codes: Sequence[str]) -> str:
    """The rules among `codes` that did not run, in words; empty where all did."""
    missing = [code for code in codes if code not in evidence.codes]
    return f"rules that this version lacks: {', '.join(missing)}" if missing else ""


def place(diagnostic: Diagnostic) -> str:
    """A diagnostic in one line."""
    where = f"{diagnostic.path}:{diagnostic.span.line}:{diagnostic.span.column}"
    return f"{where}: {diagnostic.code} {diagnostic.message}"
