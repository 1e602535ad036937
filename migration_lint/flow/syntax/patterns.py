"""`match`: what a pattern tells of its subject, and what it binds."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.paths import path_of
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Const, Values, strings
from migration_lint.flow.objects import records
from migration_lint.flow.objects.attributes import get_attribute
from migration_lint.flow.objects.containers import of_members
from migration_lint.flow.objects.hierarchy import class_attribute
from migration_lint.flow.objects.items import iterated, read_flag
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame, State
from migration_lint.flow.syntax.comparing import by_constant, by_singleton
from migration_lint.flow.syntax.evaluation import evaluate
from migration_lint.flow.syntax.kinds import by_type


def split(frame: Frame, pattern: ast.pattern, subject: Values, node: ast.expr) -> State:
    """Leave the frame where `pattern` matches, and return the state where it does not."""
    otherwise = frame.fork()
    matched = bind(frame, pattern, subject)
    path = path_of(node)
    if path is not None and matched is not UNKNOWN:
        frame.state = frame.parted(frame.state, path, matched)
        otherwise = frame.parted(otherwise, path, remaining_of(frame, pattern, subject))
    return otherwise


def remaining(frame: Frame, case: ast.match_case, subject: Values) -> Values:
    """What the subject may still be after a case did not match."""
    return subject if case.guard is not None else remaining_of(frame, case.pattern, subject)


def remaining_of(frame: Frame, pattern: ast.pattern, subject: Values) -> Values:
    """What of `subject` a pattern leaves over."""
    if isinstance(pattern, ast.MatchAs):
        return remaining_of(frame, pattern.pattern, subject) if pattern.pattern else NOTHING
    if isinstance(pattern, ast.MatchOr):
        for inner in pattern.patterns:
            subject = remaining_of(frame, inner, subject)
        return subject
    if isinstance(pattern, ast.MatchSingleton):
        return by_singleton(subject, pattern.value)[1]
    if isinstance(pattern, ast.MatchValue):
        return by_constant(subject, evaluate(frame.quiet(), pattern.value))[1]
    if isinstance(pattern, ast.MatchClass) and not pattern.patterns and not pattern.kwd_patterns:
        return by_type(frame, subject, evaluate(frame.quiet(), pattern.cls), pattern)[1]
    return subject


def constants_of_cases(
    frame: Frame, cases: list[ast.match_case]
) -> tuple[tuple[object, ...], ...] | None:
    """What each case takes, up to the one that takes all; None where that is not only constants."""
    found = []
    for case in cases:
        if case.guard is not None:
            return None
        if isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None:
            break
        taken = _constants(frame, case.pattern)
        if taken is None:
            return None
        found.append(taken)
    return tuple(found)


def _constants(frame: Frame, pattern: ast.pattern) -> tuple[object, ...] | None:
    if isinstance(pattern, ast.MatchSingleton):
        return (pattern.value,)
    if isinstance(pattern, ast.MatchAs) and pattern.pattern is not None:
        return _constants(frame, pattern.pattern)
    if isinstance(pattern, ast.MatchOr):
        parts = [_constants(frame, inner) for inner in pattern.patterns]
        return None if None in parts else tuple(it for part in parts if part for it in part)
    if isinstance(pattern, ast.MatchValue):
        held = list(evaluate(frame.quiet(), pattern.value))
        return (held[0].value,) if len(held) == 1 and isinstance(held[0], Const) else None
    return None


def bind(frame: Frame, pattern: ast.pattern, subject: Values) -> Values:
    """Bind the names of a pattern; what the subject is where it matches."""
    if isinstance(pattern, ast.MatchAs):
        held = bind(frame, pattern.pattern, subject) if pattern.pattern else subject
        if pattern.name:
            moved = observe.step(frame, held, pattern, f"bound to `{pattern.name}`")
            frame.bind(pattern.name, moved, pattern.lineno)
        return held
    if isinstance(pattern, ast.MatchOr):
        found = NOTHING
        for inner in pattern.patterns:
            found |= bind(frame, inner, subject)
        return found
    bind_one = _BINDERS.get(type(pattern))
    return bind_one(frame, pattern, subject) if bind_one is not None else subject


def _bind_value(frame: Frame, pattern: ast.MatchValue, subject: Values) -> Values:
    return by_constant(subject, evaluate(frame, pattern.value))[0]


def _bind_singleton(frame: Frame, pattern: ast.MatchSingleton, subject: Values) -> Values:  # noqa: ARG001 - as the others
    return by_singleton(subject, pattern.value)[0]


def _bind_class(frame: Frame, pattern: ast.MatchClass, subject: Values) -> Values:
    held = by_type(frame, subject, evaluate(frame, pattern.cls), pattern)[0]
    for name, inner in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True):
        values = get_attribute(frame, held, name, pattern)
        observe.attribute(frame, pattern, held, name, values, how="match")  # type: ignore[arg-type]  # a pattern has a span as well
        bind(frame, inner, values)
    for position, inner in enumerate(pattern.patterns):
        bind(frame, inner, _positional(frame, held, position, pattern))
    return held


def _positional(frame: Frame, held: Values, position: int, pattern: ast.pattern) -> Values:
    """What a positional pattern of a class gets: the attribute that `__match_args__` names.

    Of a built-in class it is what is matched itself: `case str(name)`.
    """
    found = NOTHING
    for value in held:
        if not isinstance(value, Object):
            found |= {value} if isinstance(value, (Container, Const)) else UNKNOWN
            continue
        names = list(records.fields_of(value.definition))
        for listed in class_attribute(frame, value, "__match_args__"):
            if isinstance(listed, Container):
                names = [name for one in listed.items.values() for name in strings(one)]
        for name in names[position : position + 1]:
            found |= get_attribute(frame, frozenset({value}), name, pattern)
    return found or UNKNOWN


def _bind_sequence(frame: Frame, pattern: ast.MatchSequence, subject: Values) -> Values:
    for position, inner in enumerate(pattern.patterns):
        if isinstance(inner, ast.MatchStar):
            if inner.name:
                members = iterated(frame, subject, pattern)
                frame.bind(inner.name, of_members(frame, "list", inner, members), inner.lineno)
            continue
        found = NOTHING
        for value in subject:
            if isinstance(value, Container) and value.exact:
                found |= value.items.get(position, NOTHING)
            else:
                found |= iterated(frame, frozenset({value}), pattern)
        bind(frame, inner, found)
    return subject


def _bind_mapping(frame: Frame, pattern: ast.MatchMapping, subject: Values) -> Values:
    for key, inner in zip(pattern.keys, pattern.patterns, strict=True):
        asked = evaluate(frame, key)
        observe.keys(frame, key, asked, subject)
        names = [value.value for value in asked if isinstance(value, Const)]
        found = read_flag(frame, subject, asked, key)
        for value in subject:
            if isinstance(value, Container):
                found |= value.rest
                for name in names:
                    found |= value.items.get(name, NOTHING)
            else:
                found |= UNKNOWN
        bind(frame, inner, found or UNKNOWN)
    if pattern.rest:
        frame.bind(pattern.rest, subject, pattern.lineno)
    return subject


_BINDERS: dict[type[ast.pattern], Callable[[Frame, Any, Values], Values]] = {
    ast.MatchClass: _bind_class,
    ast.MatchSequence: _bind_sequence,
    ast.MatchMapping: _bind_mapping,
    ast.MatchValue: _bind_value,
    ast.MatchSingleton: _bind_singleton,
}
