"""Tell whether evidence may be used: of this commit, recent, complete, not from the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from migration_lint.gate.evidence.base import Provenance, Request

_SHORT = 12  # characters of a commit hash that outputs show
_NAMED = 3  # changed files that a reason names
_COPY = "a suite that writes into its own checkout must run in a copy, such as `git worktree add`"


def refusals(provenance: Provenance, request: Request) -> tuple[str, ...]:
    """Every reason why the evidence must not be used, in words; empty where it may be."""
    return (
        *_of_time(provenance, request),
        *_of_revision(provenance, request),
        *_of_run(provenance, request),
    )


def _of_time(provenance: Provenance, request: Request) -> Iterator[str]:
    if provenance.gathered is None:
        yield "it does not say when it was gathered"
        return
    age = request.now - provenance.gathered
    gate = request.project.settings.gate
    keeps = gate.max_age_hours if provenance.keeps_hours is None else provenance.keeps_hours
    limit, key = (
        timedelta(hours=keeps),
        "max-age-hours" if provenance.keeps_hours is None else "window-days",
    )
    if -age > timedelta(seconds=provenance.clock_slack):
        yield f"it is from the future: gathered {provenance.gathered.isoformat()}"
    elif age > limit:
        yield f"it is too old: {show_age(age)}, at most {show_age(limit)} count ({key})"


def _of_revision(provenance: Provenance, request: Request) -> Iterator[str]:
    head, allow_dirty = request.revision.commit, request.project.settings.gate.allow_dirty
    if provenance.bound_to_commit and provenance.commit is None:
        yield "it does not say of which commit it is"
    if provenance.commit is not None and head is not None and provenance.commit != head:
        then = short(provenance.commit)
        hint = f" ({_COPY})" if provenance.deselected is not None else ""  # it is of a test run
        yield (
            f"it is of commit {then}, the tree is at {short(head)}: check out {then} again, or "
            f"gather it anew{hint}"
        )
    if provenance.commit is not None and head is None:
        yield f"it is of commit {short(provenance.commit)}, and the tree is in no git repository"
    if allow_dirty:
        return
    if provenance.bound_to_commit and provenance.commit is not None and provenance.dirty is None:
        yield "it does not say whether the tree differed from its commit"
    if provenance.dirty:
        yield "it is of a dirty tree: commit what differs, then gather it anew (allow-dirty)"
    if provenance.bound_to_commit and head is not None and request.revision.dirty is None:
        yield "git does not say whether the tree differs from its commit"
    if provenance.bound_to_commit and request.revision.dirty:
        files = _files(request.revision.changed)
        yield f"the tree differs from the commit: {files}: commit or restore them ({_COPY})"


def _of_run(provenance: Provenance, request: Request) -> Iterator[str]:
    if provenance.digest is not None and provenance.digest != request.digest:
        yield "it was gathered under another configuration"
    if provenance.complete is False:
        reason = "; ".join(provenance.gaps) or "the run did not come to its end"
        yield f"it is incomplete: {reason}"
    allowed = request.project.settings.gate.allow_deselected
    if (provenance.deselected or 0) > allowed:
        plural = "test was" if provenance.deselected == 1 else "tests were"
        said = f"{provenance.deselected} {plural} deselected"
        yield f"{said}, at most {allowed} may be (allow-deselected)"


def _files(changed: tuple[str, ...]) -> str:
    more = len(changed) - _NAMED
    return ", ".join(changed[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def short(commit: str) -> str:
    """A commit as outputs show it."""
    return commit[:_SHORT]


def show_age(age: timedelta) -> str:
    """A length of time in the unit that suits it: `40 min`, `26.5 h`, `9.0 days`."""
    hours = age.total_seconds() / 3600
    if hours < 1:
        return f"{hours * 60:.0f} min"
    return f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.1f} days"
