"""Subscripts, iteration and unpacking: what comes out of containers and of what is like one."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.awaiting import awaited
from migration_lint.flow.calling.calls import call_special, call_values
from migration_lint.flow.code.parameter_lists import single
from migration_lint.flow.domain.holders import Attributes, Container, Object
from migration_lint.flow.domain.readings import plain
from migration_lint.flow.domain.tables import (
    ITEMS_OF_MODULES,
    MODULE_FOUND,
    MODULES_FOUND,
    NAME_OF_MODULE,
    is_environment,
    is_modules,
)
from migration_lint.flow.domain.texts import one_of
from migration_lint.flow.domain.values import (
    NOTHING,
    SLICE,
    UNKNOWN,
    Bound,
    Class,
    Const,
    ControllerClass,
    Module,
    Place,
    Reading,
    Symbol,
    Value,
    Values,
    join,
    strings,
)
from migration_lint.flow.objects import enumerations, generics, namespaces, records
from migration_lint.flow.objects.containers import (
    add,
    as_value,
    in_order,
    keys_of,
    new_container,
    of_members,
    put,
    put_by_key,
    under,
)
from migration_lint.flow.objects.descriptors import of_metaclass
from migration_lint.flow.objects.hierarchy import class_attribute
from migration_lint.flow.objects.inheriting import backing
from migration_lint.flow.objects.strangers import is_anyones
from migration_lint.flow.recording.builders import name_asked
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.typeforms import form, instances


def put_item(frame: Frame, base: Values, key: Values, values: Values) -> None:
    """`base[key] = values`."""
    put_by_key(frame, key, values)
    for container in base:
        if isinstance(container, Symbol) and frame.program.telling.flows(values):
            frame.program.deferral.undefer(container.name)
            for name in strings(key):
                frame.program.holdings.put_symbol(f"{container.name}[{name!r}]", values, name)
        elif isinstance(container, Attributes):
            namespaces.put_key(frame, container, key, values)
        elif isinstance(container, Object) and frame.program.telling.flows(values):
            put_item(frame, backing(frame, container), key, values)
            definition = container.definition
            there = frame.at(definition.scope.source)
            _special(there, container, "__setitem__", [key, values], definition.node)
        elif container in UNKNOWN:
            frame.program.telling.puts_away(frame.definition, values)
        if not isinstance(container, Container):
            continue
        known = keys_of(key)
        if known is None:
            add(frame, container, values, key if container.kind == "dict" else NOTHING)
        else:
            for one in known:
                put(frame, container, one, values)


def get_item(frame: Frame, base: Values, key: Values, node: ast.Subscript) -> Values:
    """`base[key]`."""
    found = NOTHING
    for value in base:
        if isinstance(value, Container):
            frame.program.read(value, "items")
            _make_item(frame, value, key, node)
            found |= _from_container(value, key)
        elif isinstance(value, Symbol):
            found |= _from_symbol(frame, value, key, node)
        elif isinstance(value, (ControllerClass, Class)):
            hook = class_attribute(frame, value, "__class_getitem__")
            given = call_values(frame, hook, Arguments([frozenset({value}), key]), node)
            if isinstance(value, Class) and enumerations.is_enumeration(value.definition):
                given = enumerations.members(frame, value.definition, key)
            given |= _of_metaclass(frame, value, "__getitem__", [key], node)
            found |= given - UNKNOWN or {_parametrized(frame, value, key, node)}
        elif isinstance(value, Object):
            found |= _item_of_object(frame, value, key, node)
        elif isinstance(value, Attributes):
            found |= namespaces.get_key(frame, value, key, node)
        elif isinstance(value, Const) and isinstance(value.value, (str, bytes)):
            found |= one_of(value.value, key)
        elif isinstance(value, Reading):
            found |= {value.then("item", plain(key))}
        else:
            found |= UNKNOWN
    return found


def _make_item(frame: Frame, container: Container, key: Values, node: ast.Subscript) -> None:
    """Put what a `defaultdict` makes under a key that it lacks: an empty container for each.

    What anyone's key gets is under none of those that the project knows of.
    """
    if not container.makes:
        return
    known = keys_of(key)
    if is_anyones(frame, node.slice, key) or (known is None and not frame.context.is_called):
        known = list(UNKNOWN)
    lacking = None if known is None else [one for one in known if one not in container.items]
    if lacking == []:
        return
    made = call_values(frame, container.makes, Arguments(), node)
    if lacking is None:
        add(frame, container, made, key)
    for one in lacking or ():
        put(frame, container, one, frozenset(_of_its_own(frame, container, one, m) for m in made))


def _of_its_own(frame: Frame, container: Container, key: object, made: Value) -> Value:
    if not isinstance(made, Container) or made.every():
        return made
    own = new_container(frame, made.kind, ("under", container, key))
    own.makes = made.makes
    return own


def _of_metaclass(
    frame: Frame, kind: Value, name: str, given: list[Values], node: ast.AST
) -> Values:
    """What a special method of a class's metaclass gives for the class."""
    return call_values(frame, of_metaclass(frame, kind, name, node), Arguments(given), node)


def _parametrized(
    frame: Frame, kind: ControllerClass | Class, key: Values, node: ast.AST
) -> ControllerClass | Class:
    """A generic class with its parameter."""
    if isinstance(kind, ControllerClass):
        return kind
    return generics.parametrized(frame, kind, generics.arguments_of(key), node)


def read_flag(frame: Frame, base: Values, key: Values, node: ast.expr) -> Values:
    """`os.environ[FLAG]` is a reading of the flag."""
    flag = frame.program.vocabulary.flag
    named = any(isinstance(value, Const) and value.value == flag for value in key)
    if named and any(map(is_environment, base)):
        note_name_of_caller(frame, node)
        return frozenset({Reading("environment", None, (), Place(frame.source.path, node))})
    return NOTHING


def note_name_of_caller(frame: Frame, node: ast.AST) -> None:
    """Note of a reading that it is for the function's caller to name the variable."""
    asked = name_asked(node)
    if frame.definition is None or not isinstance(asked, ast.Name):
        return
    if any(one.arg == asked.id for one in single(frame.definition.node.args)):
        frame.recorder.uses[id(node)] = f"parameter of {frame.scope.qualname}"


def _item_of_object(frame: Frame, value: Object, key: Values, node: ast.Subscript) -> Values:
    members = _members_of(frame, value, node)
    if members:
        missing = _special(frame, value, "__missing__", [key], node)
        return get_item(frame, members, key, node) | missing
    return _special(frame, value, "__getitem__", [key], node) or UNKNOWN


def _members_of(frame: Frame, value: Object, node: ast.AST) -> Values:
    """The container that an object is by its class, if it is one."""
    held = records.as_tuple(frame, value, node)
    return frozenset({held}) if held is not None else backing(frame, value)


_TYPING = ("typing.", "typing_extensions.", "collections.", "builtins.", "contextvars.", "queue.",
           "asyncio.", "concurrent.futures.", "weakref.", "contextlib.")  # fmt: skip

_CONTEXTS = ("contextvars.copy_context()", "contextvars.Context()")


def _from_symbol(frame: Frame, symbol: Symbol, key: Values, node: ast.Subscript) -> Values:
    if symbol.name == "sys.modules":
        if Symbol("builtins.__name__") in key:
            return frozenset({Module(frame.source.module)})
        return frozenset(Module(name) for name in strings(key)) or UNKNOWN
    if symbol.name in _CONTEXTS:  # every variable is one of its keys
        return join([one.every() for one in key if isinstance(one, Container)]) or UNKNOWN
    if symbol.name.startswith(_TYPING):
        return form(frame, frozenset({symbol}), node)
    if symbol.name.startswith(NAME_OF_MODULE.name):
        return frozenset({NAME_OF_MODULE})  # a part of the name
    return _from_outside(frame, symbol, key, node)


def _from_outside(frame: Frame, symbol: Symbol, key: Values, node: ast.AST) -> Values:
    if symbol.name == "pytest.StashKey":
        return frozenset({Bound(symbol, (instances(frame, key, node),))})
    if frame.program.deferral.stands_for(symbol):  # it may be a generic class
        if frame.program.matters(join(generics.arguments_of(key))):
            frame.program.deferral.undefer(symbol.name)
        return frozenset({symbol})
    held = join(
        frame.program.holdings.get_symbol(f"{symbol.name}[{name!r}]") for name in strings(key)
    )
    return held or UNKNOWN


def _from_container(container: Container, key: Values) -> Values:
    if key >= SLICE:
        rest = key - SLICE
        return frozenset({container}) | (_from_container(container, rest) if rest else NOTHING)
    known = keys_of(key)
    if not known:
        return container.every() | (UNKNOWN if not container.exact else NOTHING)
    found = NOTHING
    for one in known:
        if isinstance(one, int) and one < 0 and container.kind != "dict" and container.exact:
            found |= container.items.get(len(container.items) + one, NOTHING)
        else:
            found |= under(container, one)
    return found | container.rest or UNKNOWN


def _special(frame: Frame, value: Object, name: str, given: list[Values], node: ast.AST) -> Values:
    return call_special(frame, value, name, Arguments(given), node)


def iterated(frame: Frame, values: Values, node: ast.AST) -> Values:
    """What iterating over `values` gives."""
    observe.special(frame, node, values, ("__iter__", "__aiter__", "__getitem__"))
    found = NOTHING
    for value in values:
        if isinstance(value, Container):
            frame.program.read(value, "items")
            if value.kind == "dict":
                known = frozenset(map(as_value, value.items))
                found |= known | value.keys or UNKNOWN
            else:
                found |= value.every() or NOTHING
            if not value.exact and not value.rest:
                found |= UNKNOWN
        elif isinstance(value, Object):
            found |= _iterated_object(frame, value, node)
        elif isinstance(value, (Class, ControllerClass)):
            found |= _iterated_class(frame, value, node)
        elif is_modules(value):
            found |= {NAME_OF_MODULE}
        elif isinstance(value, Symbol) and value.name in MODULES_FOUND:
            found |= {MODULE_FOUND}
        elif value in ITEMS_OF_MODULES:
            pair = new_container(frame, "tuple", (node, frame.context, "member"))
            put(frame, pair, 0, frozenset({NAME_OF_MODULE}))
            found |= {pair}
        else:
            found |= UNKNOWN
    return observe.step(frame, found, node, "taken from what is iterated over here")


def _iterated_class(frame: Frame, kind: Class | ControllerClass, node: ast.AST) -> Values:
    if isinstance(kind, Class) and enumerations.is_enumeration(kind.definition):
        return enumerations.members(frame, kind.definition)
    inner = _of_metaclass(frame, kind, "__iter__", [], node)
    return iterated(frame, inner, node) if inner else UNKNOWN


def _iterated_object(frame: Frame, value: Object, node: ast.AST) -> Values:
    inner = _special(frame, value, "__iter__", [], node)
    inner = inner or _special(frame, value, "__aiter__", [], node)
    if value in inner:
        found = _special(frame, value, "__next__", [], node)
        return found or awaited(frame, _special(frame, value, "__anext__", [], node), node)
    inner = inner or _members_of(frame, value, node)
    if inner:
        return iterated(frame, inner, node)
    return _special(frame, value, "__getitem__", [UNKNOWN], node) or UNKNOWN


def unpacked(
    frame: Frame, target: ast.Tuple | ast.List, values: Values, node: ast.AST
) -> list[Values]:
    """What each member of an unpacking target gets."""
    count = len(target.elts)
    starred = [i for i, inner in enumerate(target.elts) if isinstance(inner, ast.Starred)]
    result = [NOTHING] * count
    for given in values:
        record = records.as_tuple(frame, given, node) if isinstance(given, Object) else None
        value = record or given
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
    rest = in_order(frame, "list", (node, at), middle)
    tail = members[len(members) - after :] if after else []
    parts = [*members[:at], rest, *tail]
    return [*parts, *[UNKNOWN] * (count - len(parts))][:count]
