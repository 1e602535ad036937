"""Builtin and standard containers: making them, and their methods."""

from __future__ import annotations

import ast
from collections.abc import Collection

from migration_lint.flow.attention.waking import wake
from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_values
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.readings import looked_up, plain, with_default
from migration_lint.flow.domain.tables import ITEMS_OF_MODULES, is_environment, is_modules, is_table
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Const, Unknown, Value, Values, join
from migration_lint.flow.models import model
from migration_lint.flow.models.iterating import tuple_of, tuples
from migration_lint.flow.objects.containers import (
    add,
    as_value,
    had_by_key,
    keys_of,
    new_container,
    of_members,
    put,
    under,
)
from migration_lint.flow.objects.items import get_item, iterated, put_item, read_flag
from migration_lint.flow.objects.kept_flag import asked_flag
from migration_lint.flow.objects.strangers import is_default_kept
from migration_lint.flow.state.frame import Frame

_MOST_LETTERS = 100  # of a text that is taken apart
_MOST_NAMES = 16  # of attributes that a loop over a dict goes through


@model("builtins.list", "builtins.tuple", "builtins.set", "builtins.frozenset", "builtins.iter",
       "builtins.sorted", "collections.deque", "weakref.WeakSet",
       "collections.UserList", "itertools.cycle",
       "itertools.islice", "random.sample")  # fmt: skip
def _same_members(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    given = arguments.get(0)
    _by_key(frame, arguments, node)
    if not given:
        return frozenset({new_container(frame, "list", (node, frame.context))})
    if all(map(is_modules, given)) or given == ITEMS_OF_MODULES:
        return given
    exact = [value for value in given if isinstance(value, Container) and value.exact]
    if len(exact) == len(given) == 1 and exact[0].kind in ("list", "tuple", "set"):
        return given
    return of_members(frame, "list", node, iterated(frame, given, node))


@model("builtins.reversed")
def _reversed(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    """The members of a text or a list in the other order; those of others in any."""
    for value in arguments.get(0) if len(arguments.get(0)) == 1 else ():
        members: list[Values] = []
        if isinstance(value, Const) and isinstance(value.value, str):
            members = [frozenset({Const(letter)}) for letter in value.value[:_MOST_LETTERS]]
        elif isinstance(value, Container) and value.exact and value.kind in ("list", "tuple"):
            frame.program.read(value, "items")
            members = list(value.items.values())
        if members:
            held = new_container(frame, "list", (node, frame.context))
            for position, member in enumerate(reversed(members)):
                put(frame, held, position, member)
            return frozenset({held})
    return _same_members(frame, arguments, node)


@model(
    "builtins.next", "builtins.min", "builtins.max", "random.choice", "?.__next__", "builtins.anext"
)
def _one_member(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    if isinstance(node, ast.Call) and any(isinstance(one, ast.Starred) for one in node.args):
        members = arguments.every()
        call_values(frame, arguments.keywords.get("key", NOTHING), Arguments([members]), node)
        return members
    found = iterated(frame, arguments.get(0), node)
    _by_key(frame, arguments, node)
    return found | arguments.get(1) if len(arguments.positional) < 3 else arguments.every()


@model("builtins.sum")
def _sum(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    """Lists that are added to one."""
    added = iterated(frame, arguments.get(0), node) | arguments.get(1, "start")
    if not any(isinstance(value, Container) for value in added):
        return None
    return of_members(frame, "list", node, iterated(frame, added, node))


@model("list.sort")
def _sort(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    _by_key(frame, arguments, node)
    return UNKNOWN


def _by_key(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    """A `key` function is called with each member."""
    key = arguments.keywords.get("key")
    if key:
        members = iterated(frame, arguments.get(0), node)
        call_values(frame, key, Arguments([members]), node)


@model("pydantic.AliasChoices")
def _choices(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    held = new_container(frame, "tuple", (node, frame.context))
    for position, values in enumerate(arguments.positional):
        put(frame, held, position, values)
    return frozenset({held})


@model("builtins.dict", "collections.OrderedDict", "types.MappingProxyType",
       "weakref.WeakValueDictionary", "weakref.WeakKeyDictionary",
       "collections.UserDict")  # fmt: skip
def _dict(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    if not arguments.keywords and arguments.get(0) and all(map(is_table, arguments.get(0))):
        return arguments.get(0)
    container = new_container(frame, "dict", (node, frame.context))
    for name, values in arguments.keywords.items():
        put_item(frame, frozenset({container}), frozenset({Const(name)}), values)
    for values in arguments.positional:
        _update(frame, container, values, node)
    return frozenset({container})


@model("collections.ChainMap", "dict.new_child")
def _chain_map(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """A dict of dicts: what is under a key of the first that has it hides those behind."""
    if arguments.get(0) and all(map(is_environment, arguments.get(0))):
        return arguments.get(0)
    container = new_container(frame, "dict", (node, frame.context))
    is_child = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "new_child"
    layers = [*arguments.positional[1:], arguments.get(0)] if is_child else arguments.positional
    hidden: set[object] = set()
    for values in layers:
        _update(frame, container, values, node, hidden)
        only = next(iter(values)) if len(values) == 1 else None
        if isinstance(only, Container):
            hidden.update(only.items)
    return frozenset({container})


@model("collections.Counter")
def _counter(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """A dict whose keys are the members of what is counted."""
    container = new_container(frame, "dict", (node, frame.context))
    for values in arguments.positional:
        add(frame, container, UNKNOWN, iterated(frame, values, node))
    return frozenset({container})


@model("dict.most_common")
def _most_common(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    keys = iterated(frame, arguments.get(0), node)
    return of_members(frame, "list", node, tuple_of(frame, node, [keys, UNKNOWN]))


@model("dict.elements")
def _elements(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return of_members(frame, "iterator", node, iterated(frame, arguments.get(0), node))


@model("dataclasses.field", "attr.ib", "attrs.field", "pydantic.Field", "attr.Factory",
       "attrs.Factory", "pydantic.PrivateAttr")  # fmt: skip
def _field(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    given = arguments.keywords
    factory = given.get("default_factory") or given.get("factory") or arguments.get(0)
    asked = Arguments()
    if frame.owner is not None and Const(True) in arguments.get(1, "takes_self"):
        asked.positional.append(frozenset({frame.owner.anyone}))
    made = call_values(frame, factory, asked, node) if factory else NOTHING
    return made | arguments.keywords.get("default", NOTHING) or UNKNOWN


@model("collections.defaultdict")
def _defaultdict(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    container = new_container(frame, "dict", (node, frame.context))
    container.makes |= arguments.get(0)
    for values in arguments.positional[1:]:
        _update(frame, container, values, node)
    return frozenset({container})


def _update(
    frame: Frame,
    container: Container,
    values: Values,
    node: ast.AST,
    hidden: Collection[object] = (),
) -> None:
    for value in values:
        if isinstance(value, Container) and value.kind == "dict":
            frame.program.read(value, "items")
            for key, held in list(value.items.items()):
                if key not in hidden:
                    put_item(frame, frozenset({container}), frozenset({as_value(key)}), held)
            if value.rest:
                add(frame, container, value.rest)
        elif isinstance(value, Container):
            for pair in iterated(frame, frozenset({value}), node):
                if isinstance(pair, Container):
                    key, held = pair.items.get(0, NOTHING), pair.items.get(1, NOTHING) | pair.rest
                    put_item(frame, frozenset({container}), key or UNKNOWN, held)
        else:
            add(frame, container, UNKNOWN)


def _containers(arguments: Arguments) -> list[Container]:
    return [value for value in arguments.get(0) if isinstance(value, Container)]


@model("list.append", "list.add", "set.add", "list.appendleft", "deque.append", "list.put",
       "heapq.heappush", "bisect.insort", "bisect.insort_left", "bisect.insort_right")  # fmt: skip
def _append(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    if arguments.get(0) >= UNKNOWN and isinstance(node, ast.Call) and node.args:
        wake(frame, node.args[0], arguments.get(1))  # `heappush(self.heap, one)`
    for container in _containers(arguments):
        add(frame, container, arguments.get(1))
    return UNKNOWN


@model("heapq.heappop", "heapq.heappushpop", "heapq.heapreplace")
def _heap_pop(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    _append(frame, arguments, node)
    return iterated(frame, arguments.get(0), node)


@model("heapq.nlargest", "heapq.nsmallest")
def _heap_some(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    members = iterated(frame, arguments.get(1), node)
    key = arguments.get(2, "key")
    if key:
        call_values(frame, key, Arguments([members]), node)
    return of_members(frame, "list", node, members)


@model("list.insert")
def _insert(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    for container in _containers(arguments):
        add(frame, container, arguments.get(2))
    return UNKNOWN


@model("list.extend", "set.update", "list.extendleft", "list.__init__", "set.__init__",
       "tuple.__init__", "list.__iadd__")  # fmt: skip
def _extend(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    for container in _containers(arguments):
        add(frame, container, iterated(frame, arguments.get(1), node))
    return UNKNOWN


@model("list.pop", "list.popleft", "set.pop", "list.get", "iterator.__next__",
       "iterator.__anext__", "context.__enter__", "future.result", "future.get",
       "tuple.__getitem__", "list.__getitem__")  # fmt: skip
def _any_member(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return iterated(frame, arguments.get(0), node)


@model("iterator.send", "iterator.asend")
def _send(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    for generator in arguments.get(0):
        if isinstance(generator, Container) and generator.body is not None:
            frame.program.send(generator.body, arguments.get(1))
    return iterated(frame, arguments.get(0), node)


@model("operator.getitem")
def _item(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    if not isinstance(node, ast.Call) or len(arguments.positional) != 2:
        return None
    read = read_flag(frame, arguments.get(0), arguments.get(1), node)
    if read:
        return read
    subscript = ast.Subscript(node.func, ast.Constant(None), ast.Load())
    return get_item(frame, arguments.get(0), arguments.get(1), ast.copy_location(subscript, node))


@model("list.copy", "set.copy", "dict.copy", "list.__iter__", "set.union", "set.intersection",
       "set.difference")  # fmt: skip
def _itself(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return arguments.get(0)


@model("?.get")
def _get_of_anything(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    default = frozenset(v for v in arguments.get(1, "default") if isinstance(v, Const))
    return (
        had_by_key(frame, arguments.get(0))
        or asked_flag(frame, arguments)
        or (default | UNKNOWN if frame.program.matters(default) else None)
    )


@model("?.getboolean", "?.getint", "?.getbool", "?.get_bool", "?.get_boolean", "?.is_enabled")
def _get_truth(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    return asked_flag(frame, arguments)


@model("dict.get", "dict.pop", "dict.setdefault", "dict.__getitem__")
def _dict_get(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    found = arguments.get(2)
    name = getattr(getattr(node, "func", None), "attr", "")
    default = [plain(found) if found else None] if name == "get" else []
    decided = looked_up(arguments.get(0), arguments.get(1), *default)
    if decided:
        return decided
    for container in _containers(arguments):
        frame.program.read(container, "items")
        if name == "setdefault" and is_default_kept(frame, node, *arguments.positional[1:3]):
            put_item(frame, frozenset({container}), arguments.get(1), arguments.get(2))
        found |= with_default(_under(container, arguments.get(1)), arguments.get(2))
    return found or UNKNOWN


def _under(container: Container, keys: Values) -> Values:
    known = keys_of(keys)
    if known is None:
        return container.every() | UNKNOWN
    return container.rest | join([under(container, key) for key in known])


@model("dict.values")
def _values(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    held = join([container.every() for container in _containers(arguments)])
    for container in _containers(arguments):
        frame.program.read(container, "items")
    return of_members(frame, "iterator", node, held)


@model("dict.items")
def _items(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    held = join([container.every() for container in _containers(arguments)])
    for container in _containers(arguments):
        frame.program.read(container, "items")
    if len(_containers(arguments)) == len(arguments.get(0)) == 1:
        (known,) = _containers(arguments)
        has_more = any(type(value) not in (Const, Unknown) for value in held)
        if has_more and known.exact and len(known.items) <= _MOST_NAMES:
            return frozenset({_each_item(frame, node, known)})
    keys = iterated(frame, arguments.get(0), node)
    if keys and len(keys) <= _MOST_NAMES and all(map(_is_name, keys)):  # they may be asked for
        return frozenset({_over(frame, node, tuple_of(frame, node, [keys, held]))})
    return tuples(frame, node, [keys, held])


def _each_item(frame: Frame, node: ast.AST, known: Container) -> Container:
    """The items of a dict one by one."""
    found = new_container(frame, "iterator", (node, frame.context))
    for position, (key, values) in enumerate(known.items.items()):
        pair = new_container(frame, "tuple", (node, frame.context, known, position))
        put(frame, pair, 0, frozenset({as_value(key)}))
        put(frame, pair, 1, values)
        put(frame, found, position, frozenset({pair}))
    return found


def _is_name(value: Value) -> bool:
    text = value.value if isinstance(value, Const) else None
    return isinstance(text, str) and text.isidentifier()


def _over(frame: Frame, node: ast.AST, members: Values) -> Container:
    found = new_container(frame, "iterator", (node, frame.context))
    add(frame, found, members)
    return found


@model("dict.popitem")
def _popitem(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return iterated(frame, _items(frame, arguments, node) or NOTHING, node)


@model("dict.update", "dict.__init__", "dict.__ior__")
def _dict_update(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    for container in _containers(arguments):
        for values in arguments.positional[1:]:
            _update(frame, container, values, node)
        for name, values in arguments.keywords.items():
            put_item(frame, frozenset({container}), frozenset({Const(name)}), values)
    return UNKNOWN


@model("dict.__setitem__", "list.__setitem__")
def _set_item(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    put_item(frame, arguments.get(0), arguments.get(1), arguments.get(2))
    return UNKNOWN


@model("dict.fromkeys", "builtins.dict.fromkeys")
def _fromkeys(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    container = new_container(frame, "dict", (node, frame.context))
    keys = iterated(frame, arguments.positional[0] if arguments.positional else UNKNOWN, node)
    add(frame, container, arguments.get(1) or UNKNOWN, keys)
    return frozenset({container})
