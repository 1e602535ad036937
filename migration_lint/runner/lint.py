"""From files to diagnostics: front ends yield facts, rules judge them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from migration_lint.anchoring.anchor import Cut, anchored, sparing
from migration_lint.diagnostic import Diagnostic, Finding
from migration_lint.facts import Facts
from migration_lint.files.globs import matcher
from migration_lint.files.sieve import DAMAGED, FLOWS, NAMED, SPEAKS, TELLS, Sieve
from migration_lint.files.source import PYTHON, SourceFile
from migration_lint.fingerprint import fingerprinted
from migration_lint.named_tuple import NamedTuple
from migration_lint.naming.legacy_names import LegacyNames
from migration_lint.parallel import Shared, all_apart, processors, taking_turns
from migration_lint.progress import Progress
from migration_lint.project import Project
from migration_lint.rules import all_rules
from migration_lint.rules.base import Context, Rule
from migration_lint.runner.embedded import EmbeddedFacts, embedded_sources
from migration_lint.selection import Selection
from migration_lint.suppression.suppressing import UNPARSABLE, suppress
from migration_lint.suppression.suppressions import suppressions_of
from migration_lint.unparsable import unparsable_files, worth_parsing

if TYPE_CHECKING:
    from migration_lint.cache.state import State
    from migration_lint.flow.recording.trace import Trace

_UNREADABLE = ": cannot be read: "
_WORTH_A_PROCESS = 1 << 14  # bytes to parse that take longer than to start a process
_ORDER = attrgetter("order")
_FEW = 8  # files that one process judges sooner than two


class Outcome(NamedTuple):
    """What a run found.

    Attributes:
        diagnostics: In the one order of diagnostics.
        problems: The files that could not be read, one sentence each.
        checked: How many files were looked at.
        asked_git: Whether git had a say in which of the diagnostics are new.
        state: The state of the project's files for which it holds; None where nobody keeps it.
    """

    diagnostics: tuple[Diagnostic, ...]
    problems: tuple[str, ...]
    checked: int
    asked_git: bool = False
    state: State | None = None

    def narrowed(self, chosen: Collection[str] | None) -> Outcome:
        """The part of it that is about the chosen paths; all of it where None are given."""
        if chosen is None:
            return self
        return self._replace(
            diagnostics=tuple(one for one in self.diagnostics if one.path in chosen),
            problems=tuple(one for one in self.problems if one.partition(_UNREADABLE)[0] in chosen),
            checked=len(chosen),
        )


class Means(NamedTuple):
    """What a run works with.

    Attributes:
        jobs: How many processes may work at it.
        progress: Is told how far it has come.
        trace: Is told what the outcome depends on.
        sieve: Has begun to look at the files of the project.
        parses_all: Whether what has nothing of the migration is parsed too, however much it is.
    """

    jobs: int
    progress: Progress
    trace: Trace | None = None
    sieve: Sieve | None = None
    parses_all: bool = False


def lint(
    project: Project,
    files: Sequence[SourceFile],
    selection: Selection,
    chosen: Collection[str] | None = None,
    cut: Cut = sparing,
    means: Means | None = None,
) -> Outcome:
    """Look at the whole project and report on the files chosen.

    Args:
        project: The settings.
        files: Every file of the project: facts cross files even when few are reported on.
        selection: The phase and which rules apply where.
        chosen: The paths to report on; None for all.
        cut: Gives what libcst reads for the sake of a place.
        means: What the run works with.
    """
    means = means or Means(processors(), Progress())
    progress = means.progress
    wanted = files if chosen is None else [file for file in files if file.path in chosen]
    sieve = means.sieve or Sieve(project, files, means.jobs)
    _import_analysis()
    sieve.finish(progress)
    progress.now("following the engines through the files")
    facts = collect_facts(
        project, sieve, means, every=means.parses_all or selection.names(UNPARSABLE)
    )
    speaking = {file.path for file in sieve.having(SPEAKS)}
    progress.now("judging what the files do")
    judged = _largest_first(
        [file for file in wanted if file.path in facts or file.path in speaking]
    )

    by = Standards.of(project, selection, files)

    def found_in(number: int) -> Sequence[Diagnostic]:
        file = judged[number]
        found = _lint_file(by, file, facts.get(file.path), cut)
        return list(fingerprinted(sorted(found, key=_ORDER)))

    jobs = means.jobs if len(judged) > _FEW else 1
    diagnostics = [one for found in taking_turns(found_in, len(judged), jobs) for one in found]
    problems = tuple(
        f"{file.path}{_UNREADABLE}{sieve.unreadable[file.path]}; mend its permissions or exclude it"
        for file in wanted
        if file.path in sieve.unreadable
    )
    return Outcome(tuple(sorted(diagnostics, key=_ORDER)), problems, len(wanted))


def _largest_first(files: Sequence[SourceFile]) -> Sequence[SourceFile]:
    """The order in which no process waits long for another one's last file."""
    return sorted(files, key=lambda file: file.size, reverse=True)


def _import_analysis() -> None:
    """Import what nearly every run needs, while other processes search the files."""
    from migration_lint.flow import analysis  # noqa: F401, PLC0415 - to import them
    from migration_lint.flow.surfaces import surface, uses  # noqa: F401, PLC0415 - as above

    all_rules()


class Standards(NamedTuple):
    """What the files of a project are judged by.

    Attributes:
        selection: The phase and which rules apply where.
        names: What is gone in phase 4.
    """

    project: Project
    selection: Selection
    names: LegacyNames

    @classmethod
    def of(
        cls, project: Project, selection: Selection, files: Iterable[SourceFile] = ()
    ) -> Standards:
        """Those of a project, in whose files modules of the legacy engine may lie."""
        names = LegacyNames(project.settings, (file.path for file in files))
        return cls(project, selection, names)


def _lint_file(
    by: Standards, file: SourceFile, facts: Facts | None, cut: Cut
) -> Sequence[Diagnostic]:
    """The diagnostics of one file, those of its suppressions among them."""
    found = list(judge(by, facts)) if facts else []
    if found and facts and facts.tree:
        read = [one for one in found if one.code != UNPARSABLE]  # libcst reads it no better
        unread = [one for one in found if one.code == UNPARSABLE]
        found = [*anchored(read, file.data, facts.tree, cut), *unread]
    suppressions = suppressions_of(file)
    if not suppressions:
        return found
    require_reason = by.project.settings.lint.require_reason
    passed = suppress(file.path, found, suppressions, by.selection, require_reason=require_reason)
    about_them = judge(by, Facts(file.path, passed.facts))
    return [*passed.kept, *about_them]


def lint_unparsed(
    project: Project, files: Sequence[SourceFile], selection: Selection
) -> list[Diagnostic]:
    """The files that do not parse, of those that a run on a whole project may have passed over."""
    asked = [file for file in files if file.path.endswith(PYTHON)]
    broken = unparsable_files(asked)
    by = Standards.of(project, selection)
    found: list[Diagnostic] = []
    for file in asked:
        if file.path in broken:
            found += _lint_file(by, file, broken[file.path], sparing)
    return found


def collect_facts(
    project: Project, sieve: Sieve, means: Means, *, every: bool
) -> Mapping[str, Facts]:
    """What the front ends see in the files, by path; `every` Python file is parsed if need be."""
    from migration_lint.flow.analysis import analyse  # noqa: PLC0415 - heavy, and not for every command
    from migration_lint.flow.code.corpus import (  # noqa: PLC0415 - as above
        Ahead,
        Search,
        parsed_ahead,
        words_naming,
    )
    from migration_lint.readers import read_files  # noqa: PLC0415 - as above

    python = sieve.python()
    passing = {file.path for file in sieve.having(FLOWS)}
    left = [file for file in python if file.path not in passing]
    damaged = [file for file in sieve.having(DAMAGED) if file.path not in passing]
    worth = worth_parsing(left, damaged, every=every)
    others = _largest_first(worth.files)
    named = sieve.having(NAMED)
    worth_a_process = sum(file.size for file in (*named, *others)) > _WORTH_A_PROCESS
    search = Search(python, words_naming(sieve.having(TELLS)))
    checks = Shared(lambda number: unparsable_files([others[number]]), len(others))
    read, searched, checked = all_apart(
        lambda: read_files(named),
        search.take,
        checks.take,
        means.jobs if worth_a_process else 1,
    )
    early = parsed_ahead(sieve.having(FLOWS))
    ahead = Ahead(early, python, lambda: search.finish(searched))
    merged = dict(read())
    embedded, hosts = embedded_sources(merged)
    passing |= {file.path for file in embedded if sieve.marks_of(file.path, file.data) & FLOWS}
    parsed = analyse([*python, *embedded], project, passing, means.jobs, means.trace, ahead)
    search.close()
    broken = {path: facts for one in checks.finish(checked) for path, facts in one.items()}
    for path, facts in {**broken, **parsed}.items():
        if path in hosts:
            host, inner = hosts[path]
            host.add(EmbeddedFacts(inner, facts))
        elif path in merged:
            merged[path].update(facts)
        else:
            merged[path] = facts
    if means.trace is not None:
        means.trace.heard = [file.path for file in sieve.having(NAMED | SPEAKS)]
        means.trace.left = sum(file.size for file in left)
        means.trace.spared = worth.spared
    return merged


def judge(by: Standards, facts: Facts) -> Iterator[Diagnostic]:
    """What the selected rules say about one file; fingerprints are still empty."""
    is_bridge = matcher(by.project.settings.bridges)(facts.path)
    context = Context(by.project, by.selection.phase, is_bridge, by.names)
    for rule_class in all_rules().values():
        if by.selection.wants(rule_class.code, facts.path):
            rule = rule_class()
            for finding in _findings(rule, facts, context):
                yield _diagnostic(rule, finding, facts.path, context)


def _findings(rule: Rule, facts: Facts, context: Context) -> Iterator[Finding]:
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


def _diagnostic(rule: Rule, finding: Finding, path: str, context: Context) -> Diagnostic:
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
