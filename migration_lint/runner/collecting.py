"""From files to facts: the front ends look at the files that the sieve lets pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from migration_lint.facts import Facts
from migration_lint.files.sieve import DAMAGED, FLOWS, NAMED, SPEAKS, TELLS, Sieve
from migration_lint.files.source import SourceFile
from migration_lint.flow.analysis import analyse
from migration_lint.flow.code.corpus import Ahead, Search, parsed_ahead, words_naming
from migration_lint.flow.surfaces import surface, uses  # noqa: F401 - imported early, see `lint`
from migration_lint.parallel import Shared, all_apart, largest_first
from migration_lint.project import Project
from migration_lint.readers import read_files
from migration_lint.readers.facts import PythonFact
from migration_lint.runner.embedded import EmbeddedFacts, embedded_sources
from migration_lint.unparsable import unparsable_files, worth_parsing

if TYPE_CHECKING:
    from migration_lint.flow.recording.trace import Trace

_WORTH_A_PROCESS = 1 << 14  # bytes to parse that take longer than to start a process


def collect_facts(
    project: Project, sieve: Sieve, jobs: int, trace: Trace | None = None, *, every: bool
) -> Mapping[str, Facts]:
    """What the front ends see in the files of a project, by path.

    Args:
        project: The project with its settings.
        sieve: Has looked at all files.
        jobs: How many processes may work at it.
        trace: Is told what the facts depend on.
        every: Whether each Python file is parsed, even if only to see whether it can be.
    """
    python, flowing = sieve.python(), sieve.having(FLOWS)
    passing = {file.path for file in flowing}
    left = [file for file in python if file.path not in passing]
    damaged = [file for file in sieve.having(DAMAGED) if file.path not in passing]
    worth = worth_parsing(left, damaged, every=every)
    beside = _BesideFlow(sieve, python, largest_first(worth.files), jobs)
    ahead = Ahead(parsed_ahead(flowing), python, beside.files_naming)
    found = dict(beside.read())
    embedded, hosts = embedded_sources(found)
    passing |= {file.path for file in embedded if sieve.marks_of(file.path, file.data) & FLOWS}
    followed = analyse([*python, *embedded], project, passing, jobs, trace, ahead)
    _merge({**beside.unparsable(), **followed}, hosts, found)
    if trace is not None:
        trace.heard = [file.path for file in sieve.having(NAMED | SPEAKS)]
        trace.left = sum(file.size for file in left)
        trace.spared = worth.spared
    return found


class _BesideFlow:
    """What another process does while this one parses the files in which values are followed.

    It reads the files of other formats, searches the Python files for the modules that tell, and
    parses files to see whether they parse.
    """

    def __init__(
        self,
        sieve: Sieve,
        python: Sequence[SourceFile],
        to_parse: Sequence[SourceFile],
        jobs: int,
    ) -> None:
        named = sieve.having(NAMED)
        self._search = Search(python, words_naming(sieve.having(TELLS)))
        self._checks = Shared(lambda at: unparsable_files([to_parse[at]]), len(to_parse))
        size = sum(file.size for file in (*named, *to_parse))
        self.read: Callable[[], Mapping[str, Facts]]
        self.read, self._searched, self._checked = all_apart(
            lambda: read_files(named),
            self._search.take,
            self._checks.take,
            jobs if size > _WORTH_A_PROCESS else 1,
        )

    def files_naming(self) -> Mapping[bytes, list[str]]:
        """By the name of each module that tells, the paths of the Python files that have it."""
        return self._search.finish(self._searched)

    def unparsable(self) -> dict[str, Facts]:
        """Why files do not parse, for those that do not; ends the search."""
        self._search.close()
        checked = self._checks.finish(self._checked)
        return {path: facts for one in checked for path, facts in one.items()}


def _merge(
    python: Mapping[str, Facts],
    hosts: Mapping[str, tuple[Facts, PythonFact]],
    into: dict[str, Facts],
) -> None:
    """Add the facts of Python code to those of its file, or of the file that it is embedded in."""
    for path, facts in python.items():
        if path in hosts:
            host, inner = hosts[path]
            host.add(EmbeddedFacts(inner, facts))
        elif path in into:
            into[path].update(facts)
        else:
            into[path] = facts
