"""functools, operator, copy, contextlib, weakref: what hands on what it is given."""

from __future__ import annotations

import ast

from migration_lint.flow.calling import single_dispatch
from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_values
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Bound,
    Descriptor,
    Symbol,
    Values,
    join,
    strings,
)
from migration_lint.flow.models import model
from migration_lint.flow.objects.attributes import REGISTER, get_attribute
from migration_lint.flow.objects.containers import add, new_container, put
from migration_lint.flow.objects.items import get_item, iterated, put_item, read_flag
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.withs import entered


@model(REGISTER)
def _register(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return single_dispatch.register(frame, arguments, node)


@model("functools.partialmethod")
def _partial_method(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return frozenset({Descriptor("partialmethod", _partly_given(arguments))})


@model("functools.partial")
def _partial(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return _partly_given(arguments)


def _partly_given(arguments: Arguments) -> Values:
    rest = tuple(arguments.positional[1:])
    keywords = tuple(arguments.keywords.items())
    return frozenset(Bound(one, rest, keywords) for one in arguments.get(0)) or UNKNOWN


@model("functools.wraps()", "functools.lru_cache()", "functools.lru_cache", "functools.cache",
       "functools.singledispatch", "copy.copy", "copy.deepcopy", "weakref.proxy",
       "typing.reveal_type", "typing.no_type_check", "typing.overload", "typing.final",
       "asyncio.wait_for", "asyncio.shield", "pytest.fixture()", "pytest.fixture",
       "pickle.dumps", "pickle.loads")  # fmt: skip
def _handed_on(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    given = arguments.get(0)
    return given if frame.program.telling.flows(given) else None


@model("weakref.ref", "weakref.WeakMethod")
def _reference(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return frozenset({Bound(Symbol("weakref.ref()"), (arguments.get(0),))})


@model("weakref.ref()", "builtins.property.fget")
def _dereferenced(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return arguments.get(0)


@model("contextlib.closing", "contextlib.nullcontext", "contextlib.aclosing")
def _context(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    held = new_container(frame, "context", (node, frame.context))
    add(frame, held, arguments.get(0))
    return frozenset({held})


@model("contextlib.contextmanager", "contextlib.asynccontextmanager")
def _manager(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return frozenset({Descriptor("contextmanager", arguments.get(0))})


@model("?.callback", "?.push_async_callback")
def _call_back(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    call_values(frame, arguments.get(0), arguments.behind(1), node)
    return arguments.get(0) or UNKNOWN


@model("?.enter_context", "?.enter_async_context", "?.enterContext")
def _enter(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    inner = node.args[-1] if isinstance(node, ast.Call) and node.args else ast.Constant(None)
    return entered(frame, arguments.get(len(arguments.positional) - 1), inner)


@model("operator.attrgetter")
def _attrgetter(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    names = tuple(arguments.positional)
    return frozenset({Bound(Symbol("operator.attrgetter()"), (_listed(frame, node, names),))})


@model("operator.attrgetter()")
def _get_attributes(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    found = NOTHING
    for held in arguments.get(0):
        for path in strings(held.every()) if isinstance(held, Container) else ():
            found |= _follow(frame, arguments.get(1), path, node, "attrgetter")
    return found or UNKNOWN


def _follow(frame: Frame, values: Values, path: str, node: ast.AST, how: str) -> Values:
    for name in path.split("."):
        base, values = values, get_attribute(frame, values, name, node)
        if isinstance(node, ast.expr):
            at = node.func if isinstance(node, ast.Call) else node
            observe.attribute(frame, node, base, name, values, how=how, at=at)
    return values


def _listed(frame: Frame, node: ast.AST, sets: tuple[Values, ...]) -> Values:
    held = new_container(frame, "tuple", (node, frame.context, sets))
    for position, values in enumerate(sets):
        put(frame, held, position, values)
    return frozenset({held})


@model("operator.methodcaller")
def _methodcaller(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    rest = arguments.positional[1:]
    held = _listed(frame, node, (arguments.get(0), *rest))
    keywords = tuple(arguments.keywords.items())
    return frozenset({Bound(Symbol("operator.methodcaller()"), (held,), keywords)})


@model("operator.methodcaller()")
def _call_methods(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    found = NOTHING
    for held in arguments.get(0):
        if not isinstance(held, Container):
            continue
        names, *rest = held.items.values()
        for name in strings(names):
            method = _follow(frame, arguments.get(1), name, node, "methodcaller")
            given = Arguments(list(rest), dict(arguments.keywords))
            found |= call_values(frame, method, given, node)
    return found or UNKNOWN


@model("operator.itemgetter")
def _itemgetter(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    held = _listed(frame, node, tuple(arguments.positional))
    return frozenset({Bound(Symbol("operator.itemgetter()"), (held,))})


@model("operator.itemgetter()")
def _get_items(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    listed = [value for value in arguments.get(0) if isinstance(value, Container)]
    keys = list(listed[0].items.values()) if len(listed) == 1 else []
    if isinstance(node, ast.Call) and len(keys) == 1:
        read = read_flag(frame, arguments.get(1), keys[0], node)
        if read:
            return read
    if not isinstance(node, ast.expr) or not keys:
        return join([v.every() if isinstance(v, Container) else UNKNOWN for v in arguments.get(1)])
    asked = ast.copy_location(ast.Subscript(node, ast.Constant(None), ast.Load()), node)
    found = [get_item(frame, arguments.get(1), key, asked) for key in keys]
    return found[0] if len(found) == 1 else _listed(frame, node, tuple(found))


@model("operator.call", "builtins.apply")
def _operator_call(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    rest = Arguments(arguments.positional[1:], arguments.keywords)
    return call_values(frame, arguments.get(0), rest, node)


@model("functools.reduce")
def _reduce(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    members = iterated(frame, arguments.get(1), node) | arguments.get(2)
    return call_values(frame, arguments.get(0), Arguments([members, members]), node) | members


@model("operator.setitem")
def _setitem(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    put_item(frame, arguments.get(0), arguments.get(1), arguments.get(2))
    return UNKNOWN


@model("functools.cmp_to_key")
def _compared(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return frozenset({Bound(Symbol("functools.cmp_to_key()"), (arguments.get(0),))})


@model("functools.cmp_to_key()")
def _compare(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """A function that compares two members is called with any of them."""
    member = arguments.get(1)
    return call_values(frame, arguments.get(0), Arguments([member, member]), node)
