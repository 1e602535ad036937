"""Lint each snapshot of the history; those without differences that matter share one result."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from itertools import chain
from typing import Any, TypeAlias

from migration_lint.cache.changes import inside, outside
from migration_lint.cache.outcomes import key_of
from migration_lint.cache.store import read_record, write_record
from migration_lint.diagnostic import Severity
from migration_lint.files import git
from migration_lint.files.globs import matcher
from migration_lint.files.source import SourceFile
from migration_lint.files.words import may_spell_freely, names_of, spellings_of
from migration_lint.flow.recording.trace import Trace
from migration_lint.history.commits import Commit, Snapshot, snapshots
from migration_lint.parallel import parts, processors, share
from migration_lint.progress import Progress
from migration_lint.project import Project
from migration_lint.runner.lint import Resources, lint
from migration_lint.selection import Selection, selection_of

KIND = "history"
_PYTHON = (".py", ".pyi")
State: TypeAlias = tuple[tuple[str, str], ...]  # path and blob, sorted


@dataclass(frozen=True)
class Problem:
    """One finding at a commit, as far as the burn-down needs it."""

    code: str
    path: str
    symbol: str


@dataclass(frozen=True)
class Point:
    """The findings at a commit, by fingerprint."""

    commit: Commit
    found: Mapping[str, Problem]


@dataclass(frozen=True)
class Work:
    """Everything that a process needs to look at a state of the project."""

    project: Project
    selection: Selection


def timeline(work: Work, past: Sequence[Snapshot], *, jobs: int, cache: bool) -> list[Point]:
    """The findings at each snapshot, in their order.

    Args:
        work: The settings of today, by which all of the past is judged.
        past: The commits.
        jobs: How many processes share the work.
        cache: Whether what earlier runs found is used and kept.
    """
    root = str(work.project.root)
    states = _states(root, work.project, past)
    key = key_of(work.project, work.selection)
    known = _recall(root, key) if cache else {}
    names = [_name(state) for state in states]
    missing = {name: state for name, state in zip(names, states, strict=True) if name not in known}
    known |= _look(work, missing, jobs)
    if cache and missing:
        _keep(root, key, {name: known[name] for name in set(names)})
    return [Point(snapshot.commit, known[name]) for snapshot, name in zip(past, names, strict=True)]


def weekly(project: Project, phase: int | None, *, cache: bool) -> list[Point]:
    """The findings at the end of each week of the project's history.

    Raises:
        GitError: There is no history.
    """
    excluded = matcher(project.settings.exclude)
    weeks = snapshots(str(project.root), "HEAD", "week", excluded)
    work = Work(project, selection_of(project, phase))
    return timeline(work, weeks, jobs=processors(), cache=cache)


def look_along(work: Work, states: Sequence[State]) -> list[Mapping[str, Problem]]:
    """The findings in consecutive states of the project, without notes."""
    with git.blobs(str(work.project.root)) as contents:
        walk = Walk(work, contents)
        return [walk.look_at(state) for state in states]


class Walk:
    """Lints one state after the other, and only those in which a change can matter."""

    def __init__(self, work: Work, contents: git.Blobs) -> None:
        self._work = work
        self._contents = contents
        self._state: dict[str, str] = {}
        self._files: dict[tuple[str, str], SourceFile] = {}
        self._trace: dict[str, Any] = {}
        self._found: Mapping[str, Problem] = {}

    def look_at(self, state: State) -> Mapping[str, Problem]:
        """The findings in a state."""
        now = dict(state)
        if now.keys() != self._state.keys() or not all(
            self._cannot_matter(path, self._state[path], blob)
            for path, blob in state
            if blob != self._state[path]
        ):
            self._state, self._found = now, self._analysed(state)
        return self._found

    def _cannot_matter(self, path: str, before: str, after: str) -> bool:
        trace = self._trace
        data = self._contents.read(after)
        if path not in trace["files"]:
            known = path in trace["heard"] or any(one.path == path for one in self._found.values())
            return not known and outside(path, data, trace) is not None
        old = self._contents.read(before)
        return inside(old, data, trace["files"][path], trace) is not None

    def _analysed(self, state: State) -> Mapping[str, Problem]:
        self._files = {pair: self._files.get(pair) or self._file(*pair) for pair in state}
        trace, work = Trace(), self._work
        diagnostics = lint(
            work.project,
            list(self._files.values()),
            work.selection,
            cut=lambda *_: None,
            resources=Resources(1, Progress(), trace, parses_all=True),
        ).diagnostics
        self._trace = vars(trace)
        found = {
            one.fingerprint: Problem(one.code, one.path, one.symbol)
            for one in diagnostics
            if one.severity > Severity.NOTE
        }
        del diagnostics
        gc.collect()  # the analysis is full of cycles, and the next one needs the room
        return found

    def _file(self, path: str, blob: str) -> SourceFile:
        return SourceFile(path, partial(self._contents.read, blob))


def _states(root: str, project: Project, past: Sequence[Snapshot]) -> list[State]:
    """Of each snapshot the files that can matter: Python, and what names the migration."""
    names, spellings = names_of(project.settings), spellings_of(project.settings)
    verdicts: dict[tuple[str, str], bool] = {}

    def matters(contents: git.Blobs, path: str, blob: str) -> bool:
        if path.endswith(_PYTHON):
            return True
        if (path, blob) not in verdicts:
            data = contents.read(blob)
            verdicts[path, blob] = any(name in data for name in names) or (
                may_spell_freely(path) and spellings.search(data) is not None
            )
        return verdicts[path, blob]

    with git.blobs(root) as contents:
        return [
            tuple(sorted(pair for pair in snapshot.blobs if matters(contents, *pair)))
            for snapshot in past
        ]


def _look(work: Work, missing: Mapping[str, State], jobs: int) -> dict[str, Mapping[str, Problem]]:
    states = list(missing.values())
    walks = [part for part in parts(states, jobs) if part]
    found = share(partial(look_along, work), walks, jobs)
    return dict(zip(missing, chain.from_iterable(found), strict=True))


def _name(state: State) -> str:
    text = "\0".join(f"{path}\0{blob}" for path, blob in state)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _recall(root: str, key: str) -> dict[str, Mapping[str, Problem]]:
    record = read_record(root, KIND, key) or {}
    try:
        return {
            name: {fingerprint: Problem(*fields) for fingerprint, fields in found.items()}
            for name, found in record.get("states", {}).items()
        }
    except (AttributeError, TypeError):
        return {}  # a damaged record


def _keep(root: str, key: str, states: Mapping[str, Mapping[str, Problem]]) -> None:
    record = {
        name: {one: [p.code, p.path, p.symbol] for one, p in found.items()}
        for name, found in states.items()
    }
    write_record(root, KIND, key, {"states": record})
