"""The marks of the plugin: which engines a test runs on, and where a gap is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from migration_lint.project import Project
from migration_lint.project.tables.gaps import GAP_KINDS

ENGINES = "engines"
GAP = "engine_gap"
_NAMES = frozenset({ENGINES, GAP})
_GAP_KEYS = ("kind", "raises", "reason", "issue")

LINES = (
    f"{ENGINES}(*names): run the test on these engines only",
    (
        f"{GAP}(engine, *, kind, raises, reason, issue): a known gap of an engine; "
        f"kind is {', '.join(GAP_KINDS)}"
    ),
)


def ours(item: pytest.Item) -> list[pytest.Mark]:
    """The marks of the plugin on a test, the closest first.

    As `item.iter_markers()` gives them; most tests have none, and so to ask takes longer.
    """
    found: list[pytest.Mark] = []
    node: pytest.Item | pytest.Collector | None = item
    while node is not None:
        if node.own_markers:
            found += [mark for mark in node.own_markers if mark.name in _NAMES]
        node = node.parent
    return found


def runs_on(item: pytest.Item, engine: str) -> bool:
    """Whether a test is to run on an engine; the closest mark decides."""
    mark = next((mark for mark in ours(item) if mark.name == ENGINES), None)
    return mark is None or engine in mark.args


def mistakes(item: pytest.Item, project: Project) -> list[str]:
    """What is wrong with the marks on a test, each in one line."""
    own = ours(item)
    if not own:
        return []
    found = [*_of_engines(own, project), *_of_gaps(own, project)]
    return [f"{item.nodeid}: {mistake}" for mistake in dict.fromkeys(found)]


def _of_engines(marks: Iterable[pytest.Mark], project: Project) -> Iterator[str]:
    for mark in (mark for mark in marks if mark.name == ENGINES):
        if not mark.args:
            yield f"mark {ENGINES} names no engine; choose from {', '.join(project.engines)}"
        yield from _unknown(ENGINES, mark.args, project)


def _of_gaps(marks: Iterable[pytest.Mark], project: Project) -> Iterator[str]:
    for mark in (mark for mark in marks if mark.name == GAP):
        if not mark.args:
            yield f"mark {GAP} names no engine; choose from {', '.join(project.engines)}"
        yield from _unknown(GAP, mark.args, project)
        kind = mark.kwargs.get("kind")
        if kind not in GAP_KINDS:
            yield f"mark {GAP}: unknown kind {kind!r}; choose from {', '.join(GAP_KINDS)}"
        if not mark.kwargs.get("raises") and not mark.kwargs.get("reason"):
            yield f"mark {GAP}: give raises or reason"
        for key in mark.kwargs:
            if key not in _GAP_KEYS:
                yield f"mark {GAP}: unknown argument {key!r}; choose from {', '.join(_GAP_KEYS)}"


def _unknown(mark: str, names: tuple[object, ...], project: Project) -> Iterator[str]:
    for name in names:
        if name not in project.engines:
            known = ", ".join(project.engines)
            yield f"mark {mark}: unknown engine {name!r}; choose from {known}"
