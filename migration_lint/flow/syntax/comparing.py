"""Comparisons with constants: what of some values can be equal to one, and what cannot."""

from __future__ import annotations

from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.values import UNKNOWN, Const, Controller, ControllerClass, Values


def by_singleton(values: Values, constant: object) -> tuple[Values, Values]:
    """What of `values` can be None, True or False itself, and what can be something else."""
    same = frozenset(v for v in values if isinstance(v, Const) and v.value is constant)
    return same | (values & UNKNOWN), values - same


def by_identity(values: Values, right: Values) -> tuple[Values, Values]:
    """What of `values` can be the one object that is asked for, and what can be another."""
    asked = next(iter(right)) if len(right) == 1 else None
    if not isinstance(asked, Object) or not asked.is_one:
        return values, values
    others = frozenset(v for v in values if isinstance(v, (Controller, ControllerClass, Const)))
    return values - others, values - right


def by_constant(values: Values, right: Values) -> tuple[Values, Values]:
    """What of `values` can be equal to a constant, and what can be different from it."""
    constant = next(iter(right)) if len(right) == 1 else None
    return _among(values, [constant.value]) if isinstance(constant, Const) else (values, values)


def by_member(values: Values, right: Values) -> tuple[Values, Values]:
    """What of `values` can be among the members of a display of constants, and what cannot."""
    held = next(iter(right)) if len(right) == 1 else None
    if not isinstance(held, Container) or not held.exact or held.kind == "dict":
        return values, values
    members = [next(iter(one)) if len(one) == 1 else None for one in held.items.values()]
    constant = [one.value for one in members if isinstance(one, Const)]
    return _among(values, constant) if len(constant) == len(members) else (values, values)


def _among(values: Values, constant: list[object]) -> tuple[Values, Values]:
    equal = frozenset(v for v in values if isinstance(v, Const) and v.value in constant)
    return values - (_constants(values) - equal), values - equal


def _constants(values: Values) -> Values:
    return frozenset(value for value in values if isinstance(value, Const))
