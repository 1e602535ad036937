"""Attributes that an engine's modules set on classes that all engines share.

`zope.interface` notes on classes of the standard library what they implement, in objects of its
own. A second copy of it could not read the notes of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from pytest_engine_rollout.comparison.inspection import ids, module_of, namespace

Imprint = tuple[type, str, object]


def lift(classes: Collection[type], owned: Collection[str]) -> list[Imprint]:
    """Remove from shared classes the attributes whose type an isolated module defines.

    Args:
        classes: All classes that there are.
        owned: The names of the isolated modules.

    Returns:
        What was taken off: the class, the attribute's name and its value.
    """
    own_types = ids(it for it in classes if module_of(it) in owned)
    imprints = [
        (holder, name, value)
        for holder in classes
        # Nearly all classes fail this test, which runs no Python code.
        if not own_types.isdisjoint(map(id, map(type, namespace(holder).values())))
        if id(holder) not in own_types
        for name, value in namespace(holder).items()
        if id(type(value)) in own_types
    ]
    return [imprint for imprint in imprints if _take_off(*imprint[:2])]


def press(imprints: Collection[Imprint]) -> None:
    """Set the removed attributes again."""
    for holder, name, value in imprints:
        type.__setattr__(holder, name, value)


def _take_off(holder: type, name: str) -> bool:
    """Remove an attribute; False where a class written in C refuses."""
    try:
        type.__delattr__(holder, name)
    except TypeError:
        return False
    return True


def all_classes() -> list[type]:
    """All classes of the process except `object`."""
    found: list[type] = []
    seen = {id(object)}
    below: Callable[[type], list[type]] = type.__subclasses__
    waiting: list[type] = [object]
    while waiting:
        new = [kind for kind in below(waiting.pop()) if id(kind) not in seen]
        if new:
            seen.update(map(id, new))
            waiting += new
            found += new
    return found
