"""Lists, tuples, sets, dicts and iterators: making them, and what is put in."""

from __future__ import annotations

from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Class,
    Const,
    ControllerClass,
    Function,
    Symbol,
    Unknown,
    Value,
    Values,
    added,
    join,
)
from migration_lint.flow.state.frame import Frame

_PLAIN = frozenset((Const, Symbol, Unknown))


def new_container(frame: Frame, kind: str, site: object) -> Container:
    """The container made at a site, with everything that was put into it."""
    memory = frame.program.containers
    known = memory.get((kind, site))
    if known is None:
        known = memory[kind, site] = Container(kind)
    return known


def of_members(frame: Frame, kind: str, site: object, members: Values) -> Values:
    """A container of unknown length with these members."""
    if not (holds_anything(members) or frame.program.telling.flows(members)):
        return UNKNOWN
    container = new_container(frame, kind, (site, frame.context))
    add(frame, container, members)
    return frozenset({container})


def in_order(frame: Frame, kind: str, site: object, members: list[Values]) -> Values:
    """A container with these members, one at each place."""
    every = join(members)
    if not (holds_anything(every) or frame.program.telling.flows(every)):
        return UNKNOWN
    container = new_container(frame, kind, (site, frame.context))
    for position, held in enumerate(members):
        put(frame, container, position, held)
    return frozenset({container})


def holds_anything(members: Values) -> bool:
    """Whether one of the members is of the project: it may take an engine, or hold one later."""
    return any(type(value) not in _PLAIN for value in members)


def keys_of(values: Values) -> list[object] | None:
    """The keys that an expression may be: constants, classes, functions; None: others too."""
    found: list[object] = []
    for value in values:
        if isinstance(value, Const):
            found.append(value.value)
        elif isinstance(value, (Class, ControllerClass, Function)):
            found.append(value)
        else:
            return None
    return found


def as_value(key: object) -> Value:
    """What a key of a container is where it is iterated over."""
    return key if isinstance(key, Value) else Const(key)


def under(container: Container, key: object) -> Values:
    """What is under a key; a controller's class may be had by several names."""
    if isinstance(key, ControllerClass):
        alike = (k for k in container.items if isinstance(k, ControllerClass))
        return join([container.items[k] for k in alike if k.subclass is key.subclass])
    return container.items.get(key, NOTHING)


def add(frame: Frame, container: Container, members: Values, keys: Values = NOTHING) -> None:
    """Put members anywhere in a container; in a dict, under `keys`."""
    container.exact = False
    rest, all_keys = added(container.rest, members), added(container.keys, keys)
    if rest is not container.rest or all_keys is not container.keys:
        container.rest, container.keys = rest, all_keys
        frame.program.holdings.grown(container, members | keys)


def put(frame: Frame, container: Container, key: object, values: Values) -> None:
    """Put values at a known place of a container."""
    held = container.items.get(key)
    if held is None:
        frame.program.relevance.key(container, key)
    every = values if held is None else added(held, values)
    if every is not held:
        container.items[key] = every
        frame.program.holdings.grown(container, values)


def make_key(frame: Frame, site: object, declared: Values) -> Values:
    """The key that is made at a site, for what is of a type."""
    key = new_container(frame, "key", site)
    if frame.program.matters(declared):
        add(frame, key, declared)
    return frozenset({key})


def put_by_key(frame: Frame, keys: Values, values: Values) -> None:
    """Put values where keys lead to."""
    for key in keys:
        if isinstance(key, Container) and key.kind == "key":
            add(frame, key, values)


def had_by_key(frame: Frame, keys: Values) -> Values:
    """What keys lead to; nothing for those that are something else."""
    known = [key for key in keys if isinstance(key, Container) and key.kind == "key"]
    for key in known:
        frame.program.read(key, "items")
    return join(key.every() for key in known)
