"""Lists, tuples, sets, dicts and iterators: what is put in comes out."""

from __future__ import annotations

import ast

from migration_lint.flow.frame import Frame
from migration_lint.flow.observe import step
from migration_lint.flow.values import (
    NOTHING,
    UNKNOWN,
    Bound,
    Class,
    Const,
    Container,
    ControllerClass,
    Module,
    Object,
    Symbol,
    Values,
    bounded,
    join,
    strings,
)


def new_container(frame: Frame, kind: str, site: object) -> Container:
    """The container made at a site, with what was ever put in it."""
    fresh = Container(kind, site)
    known = frame.program.memory.setdefault(fresh, fresh)
    assert isinstance(known, Container)
    return known


def of_members(frame: Frame, kind: str, site: object, members: Values) -> Values:
    """A container of unknown length with these members."""
    if not frame.program.flows(members):
        return UNKNOWN
    container = new_container(frame, kind, (site, frame.context))
    add(frame, container, members)
    return frozenset({container})


def add(frame: Frame, container: Container, members: Values, keys: Values = NOTHING) -> None:
    """Put members anywhere in a container; in a dict, under `keys`."""
    container.exact = False
    if not members <= container.rest or not keys <= container.keys:
        container.rest = bounded(container.rest | members)
        container.keys = bounded(container.keys | keys)
        frame.program.grown(container, members | keys)


def put(frame: Frame, container: Container, key: object, values: Values) -> None:
    """Put values at a known place of a container."""
    held = container.items.get(key)
    if held is None or not values <= held:
        container.items[key] = bounded(held | values) if held else values
        frame.program.grown(container, values)


def put_item(frame: Frame, base: Values, key: Values, values: Values) -> None:
    """`base[key] = values`."""
    for container in base:
        if isinstance(container, Symbol) and frame.program.flows(values):
            frame.program.undefer(container.name)
        if not isinstance(container, Container):
            continue
        constant = _constant_keys(key)
        if constant is None:
            add(frame, container, values, key if container.kind == "dict" else NOTHING)
        else:
            for one in constant:
                put(frame, container, one, values)


def _constant_keys(key: Values) -> list[object] | None:
    found = []
    for value in key:
        if not isinstance(value, Const):
            return None
        found.append(value.value)
    return found


def get_item(frame: Frame, base: Values, key: Values, node: ast.Subscript) -> Values:
    """`base[key]`."""
    found = NOTHING
    for value in base:
        if isinstance(value, Container):
            frame.program.read(value, "items")
            found |= _from_container(value, key, node)
        elif isinstance(value, Symbol):
            found |= _from_symbol(frame, value, key, node)
        elif isinstance(value, (ControllerClass, Class)):
            found |= {value}  # a generic class with its parameter
        elif isinstance(value, Object):
            found |= _method(frame, value, "__getitem__", key, node)
        elif isinstance(value, Const) and isinstance(value.value, str):
            found |= _of_string(value.value, key)
        else:
            found |= UNKNOWN
    return found


def _from_symbol(frame: Frame, symbol: Symbol, key: Values, node: ast.Subscript) -> Values:
    from migration_lint.flow.typeforms import form  # noqa: PLC0415 - a cycle

    if symbol.name == "sys.modules":
        return frozenset(Module(name) for name in strings(key)) or UNKNOWN
    if symbol.name.startswith(("typing.", "typing_extensions.", "collections.abc.", "builtins.")):
        return form(frame, frozenset({symbol}), node)
    return UNKNOWN


def _of_string(text: str, key: Values) -> Values:
    found: set[Const] = set()
    for value in key:
        if isinstance(value, Const) and isinstance(value.value, int):
            found.add(Const(text[value.value : value.value + 1 or None]))
        else:
            return UNKNOWN
    return frozenset(found)


def _from_container(container: Container, key: Values, node: ast.Subscript) -> Values:
    if isinstance(node.slice, ast.Slice):
        return frozenset({container})
    constant = _constant_keys(key)
    if constant is None or not constant:
        return container.every() | (UNKNOWN if not container.exact else NOTHING)
    found = NOTHING
    for one in constant:
        if isinstance(one, int) and one < 0 and container.kind != "dict" and container.exact:
            found |= container.items.get(len(container.items) + one, NOTHING)
        else:
            found |= container.items.get(one, NOTHING)
    return found | container.rest or UNKNOWN


def _method(frame: Frame, value: Object, name: str, key: Values, node: ast.AST) -> Values:
    from migration_lint.flow.calls import call_values  # noqa: PLC0415 - a cycle
    from migration_lint.flow.hierarchy import class_attribute  # noqa: PLC0415 - a cycle
    from migration_lint.flow.parameters import Arguments  # noqa: PLC0415 - a cycle

    receiver = frozenset({value})
    method = class_attribute(frame, value, name)
    if not method:
        return UNKNOWN
    bound = frozenset(Bound(one, (receiver,)) for one in method)
    return call_values(frame, bound, Arguments([key] if key else []), node)


NAME_OF_MODULE = Symbol("sys.modules.<name>")
MODULE_TABLES = frozenset({"sys.modules", "sys.modules.keys()", "sys.modules.copy()"})


def iterated(frame: Frame, values: Values, node: ast.AST) -> Values:
    """What iterating over `values` gives."""
    found = NOTHING
    for value in values:
        if isinstance(value, Container):
            frame.program.read(value, "items")
            if value.kind == "dict":
                constants = frozenset(Const(key) for key in value.items)
                found |= constants | value.keys or UNKNOWN
            else:
                found |= value.every() or NOTHING
            if not value.exact and not value.rest:
                found |= UNKNOWN
        elif isinstance(value, Object):
            inner = _method(frame, value, "__iter__", NOTHING, node)
            if inner == values:
                found |= _method(frame, value, "__next__", NOTHING, node)
            else:
                found |= iterated(frame, inner, node) if inner is not UNKNOWN else UNKNOWN
        elif isinstance(value, Symbol) and value.name in MODULE_TABLES:
            found |= {NAME_OF_MODULE}
        elif isinstance(value, Symbol) and value.name == "sys.modules.items()":
            pair = new_container(frame, "tuple", (node, frame.context, "member"))
            put(frame, pair, 0, frozenset({NAME_OF_MODULE}))
            found |= {pair}
        else:
            found |= UNKNOWN
    return step(frame, found, node, "taken from what is iterated over here")


def unpacked(
    frame: Frame, target: ast.Tuple | ast.List, values: Values, node: ast.AST
) -> list[Values]:
    """What each member of an unpacking target gets."""
    count = len(target.elts)
    starred = [i for i, inner in enumerate(target.elts) if isinstance(inner, ast.Starred)]
    result = [NOTHING] * count
    for value in values:
        if isinstance(value, Container) and value.exact and value.kind in ("list", "tuple"):
            frame.program.read(value, "items")
            parts = _spread(frame, list(value.items.values()), count, starred, node)
        else:
            every = iterated(frame, frozenset({value}), node)
            parts = [every] * count
            for position in starred:
                parts[position] = of_members(frame, "list", (node, position), every)
        result = [held | part for held, part in zip(result, parts, strict=True)]
    return result


def _spread(
    frame: Frame, members: list[Values], count: int, starred: list[int], node: ast.AST
) -> list[Values]:
    if not starred:
        return [members[i] if i < len(members) else NOTHING for i in range(count)]
    at, after = starred[0], count - starred[0] - 1
    middle = members[at : len(members) - after] if len(members) >= count - 1 else []
    rest = of_members(frame, "list", (node, at), join(middle))
    tail = members[len(members) - after :] if after else []
    parts = [*members[:at], rest, *tail]
    return [*parts, *[UNKNOWN] * (count - len(parts))][:count]
