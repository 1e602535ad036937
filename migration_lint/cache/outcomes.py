"""Keep the diagnostics for runs that report them differently: other paths, another format."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from migration_lint import __version__
from migration_lint.cache.state import digest_of, is_same
from migration_lint.cache.store import read_record, write_record
from migration_lint.diagnostic import Diagnostic, Severity, Span, Step
from migration_lint.files.source import SourceFile
from migration_lint.named_tuple import NamedTuple
from migration_lint.project import Project
from migration_lint.selection import Selection

if TYPE_CHECKING:
    from migration_lint.cache.state import State
    from migration_lint.flow.recording.trace import Trace

KIND = "found"


class KnownOutcome(NamedTuple):
    """The diagnostics of an earlier run on the same files, and the files' state."""

    diagnostics: tuple[Diagnostic, ...]
    state: State


def key_of(project: Project, selection: Selection) -> str:
    """Everything that the findings depend on except the files."""
    return "\0".join((__version__, sys.version, repr(project.settings), repr(selection)))


def state_of(files: Sequence[SourceFile]) -> State | None:
    """The state of files as they were read; None where one is not from a disk or unreadable."""
    state = {}
    for file in files:
        stamp = file.stamp
        try:
            digest = digest_of(file.peek())
        except OSError:
            return None
        if stamp is None or file.stamp != stamp:
            return None  # it changed since it was looked at
        state[file.path] = (stamp, digest)
    return state


def recall(root: str, key: str, files: Sequence[SourceFile]) -> KnownOutcome | None:
    """The outcome of an earlier run on the same files; None where there is none."""
    record = read_record(root, KIND, key)
    try:
        if record is None or not is_same(
            root, [file.path for file in files], record["files"], record["made"]
        ):
            return None
        return KnownOutcome(tuple(map(_diagnostic, record["diagnostics"])), record["files"])
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None  # a damaged record


def recall_trace(root: str, key: str, state: State) -> dict[str, Any] | None:
    """The trace of the run on files of that state; None where there is none."""
    record = read_record(root, KIND, key)
    same = record is not None and record.get("files") == {
        path: [stamp, digest] for path, (stamp, digest) in state.items()
    }
    return record.get("trace") if record is not None and same else None


def keep(
    root: str,
    key: str,
    state: State,
    made: int,
    diagnostics: Sequence[Diagnostic],
    trace: Trace,
) -> None:
    """Keep the outcome of a run on files of that state."""
    entries = [_entry(one) for one in diagnostics]
    record = {"files": state, "made": made, "diagnostics": entries, "trace": vars(trace)}
    write_record(root, KIND, key, record)


def _entry(one: Diagnostic) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "severity": one.severity.label,
        "path": one.path,
        "span": _numbers(one.span),
        "message": one.message,
        "symbol": one.symbol,
        "scope": one.scope,
        "fingerprint": one.fingerprint,
        "steps": [[step.path, _numbers(step.span), step.message] for step in one.steps],
        "fixable": one.fixable,
    }


def _diagnostic(entry: dict[str, Any]) -> Diagnostic:
    severity, span = Severity[entry["severity"].upper()], Span(*entry["span"])
    steps = tuple(Step(path, Span(*place), message) for path, place, message in entry["steps"])
    return Diagnostic(**{**entry, "severity": severity, "span": span, "steps": steps})


def _numbers(span: Span) -> list[int]:
    return [span.line, span.column, span.end_line, span.end_column]
