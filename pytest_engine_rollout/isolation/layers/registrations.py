"""Classes of an engine that are registered as virtual subclasses of shared classes.

Abstract base classes remember who registered with them and who passed their checks, and there is
code that asks for it: `zope.interface` declares interfaces for all that it finds there. In a
process of its own an engine would find no other engine's classes.
"""

from __future__ import annotations

import abc
from collections.abc import Collection, Iterable
from typing import Any, TypeGuard
from weakref import ref

from pytest_engine_rollout.comparison.inspection import module_of, namespace

Registration = tuple[abc.ABCMeta, type]

_FORGET_REGISTERED: Any = vars(abc.ABCMeta)["_abc_registry_clear"]
_FORGET_PASSED: Any = vars(abc.ABCMeta)["_abc_caches_clear"]
_DUMP: Any = vars(abc)["_get_dump"]


def withdraw(classes: Iterable[type], owned: Collection[str]) -> list[Registration]:
    """Unregister the classes of isolated modules from shared abstract base classes.

    Args:
        classes: All classes that there are.
        owned: The names of the isolated modules.

    Returns:
        What was registered: the abstract base class and the class, in no order that matters.
    """
    withdrawn: list[Registration] = []
    for holder in classes:
        if not _is_abstract(holder) or module_of(holder) in owned:
            continue
        registered, passed = _remembered(holder)
        own = [(holder, kind) for kind in registered if module_of(kind) in owned]
        if own or any(module_of(kind) in owned for kind in passed):
            _FORGET_REGISTERED(holder)
            _FORGET_PASSED(holder)
            renew((holder, kind) for kind in registered if module_of(kind) not in owned)
            withdrawn += own
    return withdrawn


def renew(registrations: Iterable[Registration]) -> None:
    """Register classes again."""
    for holder, kind in registrations:
        abc.ABCMeta.register(holder, kind)


def _is_abstract(kind: type) -> TypeGuard[abc.ABCMeta]:
    """Whether a class is an abstract base class, which keeps a registry."""
    return issubclass(type(kind), abc.ABCMeta) and "_abc_impl" in namespace(kind)


def _remembered(holder: type) -> tuple[list[type], list[type]]:
    """The classes registered with an abstract base class, and those that passed its checks."""
    registered, passed, *_ = _DUMP(holder)
    return _alive(registered), _alive(passed)


def _alive(references: Iterable[ref[type]]) -> list[type]:
    return [kind for kind in (reference() for reference in references) if kind is not None]
