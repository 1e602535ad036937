"""From facts to diagnostics: the rules judge what the front ends saw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from migration_lint.anchoring.anchor import Cut, anchored
from migration_lint.diagnostic import Diagnostic, Finding
from migration_lint.facts import Facts
from migration_lint.files.globs import matcher
from migration_lint.files.source import SourceFile
from migration_lint.named_tuple import NamedTuple
from migration_lint.naming.legacy_names import LegacyNames
from migration_lint.project import Project
from migration_lint.rules import all_rules
from migration_lint.rules.base import Rule, RuleContext
from migration_lint.runner.embedded import EmbeddedFacts
from migration_lint.selection import Selection
from migration_lint.suppression.suppressing import UNPARSABLE, suppress
from migration_lint.suppression.suppressions import suppressions_of


class Judge(NamedTuple):
    """Judges the files of a project by its selected rules.

    Attributes:
        project: The project with its settings.
        selection: The phase, and which rules apply where.
        names: The names of what is gone in phase 4.
    """

    project: Project
    selection: Selection
    names: LegacyNames

    @classmethod
    def of(cls, project: Project, selection: Selection, files: Iterable[SourceFile] = ()) -> Judge:
        """The judge of a project; modules of the legacy engine may be among its `files`."""
        names = LegacyNames(project.settings, (file.path for file in files))
        return cls(project, selection, names)

    def file(self, file: SourceFile, facts: Facts | None, cut: Cut) -> Sequence[Diagnostic]:
        """The diagnostics of a file, without those that its comments suppress.

        Args:
            file: The file.
            facts: What the front ends saw in it; None where nothing was seen.
            cut: Gives the code that libcst reads to find the place of a diagnostic.
        """
        found = list(self.facts(facts)) if facts else []
        if found and facts and facts.tree:
            read = [one for one in found if one.code != UNPARSABLE]  # libcst reads it no better
            unread = [one for one in found if one.code == UNPARSABLE]
            found = [*anchored(read, file.data, facts.tree, cut), *unread]
        suppressions = suppressions_of(file)
        if not suppressions:
            return found
        require_reason = self.project.settings.lint.require_reason
        passed = suppress(
            file.path, found, suppressions, self.selection, require_reason=require_reason
        )
        return [*passed.kept, *self.facts(Facts(file.path, passed.facts))]

    def facts(self, facts: Facts) -> Iterator[Diagnostic]:
        """What the selected rules say about the facts of one file; fingerprints are still empty."""
        is_bridge = matcher(self.project.settings.bridges)(facts.path)
        context = RuleContext(self.project, self.selection.phase, is_bridge, self.names)
        for rule_class in all_rules().values():
            if self.selection.wants(rule_class.code, facts.path):
                rule = rule_class()
                for finding in _findings(rule, facts, context):
                    yield _diagnostic(rule, finding, facts.path, context)


def _findings(rule: Rule, facts: Facts, context: RuleContext) -> Iterator[Finding]:
    """What a rule says about a file and about the Python embedded in it."""
    if rule.spares_legacy and context.names.owns(facts.path):
        return
    yield from rule.check(facts, context)
    for embedded in facts.of(EmbeddedFacts):
        inside = context._replace(origin=embedded.python.origin)
        for finding in rule.check(embedded.facts, inside):
            lifted = embedded.lift(finding)
            if lifted is not None:
                yield lifted


def _diagnostic(rule: Rule, finding: Finding, path: str, context: RuleContext) -> Diagnostic:
    return Diagnostic(
        code=rule.code,
        name=rule.name,
        severity=rule.severity(finding, context),
        path=path,
        span=finding.span,
        message=finding.message,
        symbol=finding.symbol,
        scope=finding.scope,
        fingerprint="",
        steps=finding.steps,
        fixable=finding.fixable,
    )
