"""Keys that are objects, such as pytest's `StashKey`: what is put under one is kept by it."""

from __future__ import annotations

from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.values import Values, join
from migration_lint.flow.objects.containers import add, new_container
from migration_lint.flow.state.frame import Frame

KIND = "key"


def make_key(frame: Frame, site: object, declared: Values) -> Values:
    """The key that is made at a site, for what is of a type."""
    key = new_container(frame, KIND, site)
    if frame.program.matters(declared):
        add(frame, key, declared)
    return frozenset({key})


def put_by_key(frame: Frame, keys: Values, values: Values) -> None:
    """Put values where keys lead to."""
    for key in keys:
        if isinstance(key, Container) and key.kind == KIND:
            add(frame, key, values)


def had_by_key(frame: Frame, keys: Values) -> Values:
    """What keys lead to; nothing for those that are something else."""
    known = [key for key in keys if isinstance(key, Container) and key.kind == KIND]
    for key in known:
        frame.program.read(key, "items")
    return join(key.every() for key in known)
