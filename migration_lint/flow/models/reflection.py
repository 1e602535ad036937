"""Attributes by name, types and `super()`."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_values
from migration_lint.flow.calling.parameters import class_itself
from migration_lint.flow.code.affixes import affixes
from migration_lint.flow.domain.holders import Object
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    AnyName,
    Bound,
    Class,
    Const,
    Controller,
    ControllerClass,
    Delegate,
    Super,
    Symbol,
    Values,
    join,
    strings,
)
from migration_lint.flow.models import model
from migration_lint.flow.objects import delegation
from migration_lint.flow.objects.attributes import get_attribute, seen_through
from migration_lint.flow.objects.construction import (
    bare_object,
    make_controller,
    usual_object,
)
from migration_lint.flow.objects.containers import of_members
from migration_lint.flow.objects.descriptors import reached
from migration_lint.flow.objects.hierarchy import class_of, definition_of, order
from migration_lint.flow.objects.items import iterated
from migration_lint.flow.objects.kept_flag import kept_flag
from migration_lint.flow.objects.storing import set_attribute, set_past_hook
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.kinds import test_of
from migration_lint.flow.syntax.typeforms import instances

_ANY = "<any>"  # the key of what is put on an object under unknown names


@model("builtins.getattr", "inspect.getattr_static")
def _getattr(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    base, found = arguments.get(0), arguments.get(2)
    names = _names_asked(frame, base, arguments.get(1))
    if any(isinstance(value, AnyName) for value in arguments.get(1)):
        delegation.note_modules(frame, base)
        return found | {Delegate(base)}
    if not names:
        return found | UNKNOWN | _under_any_name(frame, base) | _by_affixes(frame, base, node)
    for name in names:
        values = kept_flag(frame, name, get_attribute(frame, base, name, node), base)
        through = seen_through(frame, base, name, node)
        _note(frame, node, through, name, values, "load", "getattr")
        found |= values
    return found


@model("builtins.hasattr")
def _hasattr(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    for name in _names_asked(frame, arguments.get(0), arguments.get(1)):
        through = seen_through(frame, arguments.get(0), name, node)
        _note(frame, node, through, name, UNKNOWN, "load", "hasattr")
    return UNKNOWN


@model("builtins.setattr")
def _setattr(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    delegation.note_set(frame, arguments.get(1), arguments.get(0))
    names = _names_of(arguments.get(0), arguments.get(1))
    if not names:
        _put_under_any_name(frame, arguments.get(0), arguments.get(2))
    for name in names:
        set_attribute(frame, arguments.get(0), name, arguments.get(2))
        _note(frame, node, arguments.get(0), name, arguments.get(2), "store", "setattr")
    return UNKNOWN


def _names_of(base: Values, given: Values) -> list[str]:
    """The names that an attribute of what is given has; none where they go with other objects.

    Of several objects of several kinds and several names, it is unknown which go together.
    """
    names = strings(given)
    return [] if len(names) > 1 and len(_kinds(base)) > 1 else names


def _names_asked(frame: Frame, base: Values, given: Values) -> list[str]:
    """The names that something is asked for: each of several kinds for each of several names.

    But not where those are what many calls of a function give, each one of either.
    """
    is_joined = frame.definition is not None and frame.program.contexts.are_joined(frame.definition)
    return _names_of(base, given) if is_joined else strings(given)


def _kinds(values: Values) -> set[object]:
    return {definition_of(value) or type(value) for value in values - UNKNOWN}


def _put_under_any_name(frame: Frame, base: Values, values: Values) -> None:
    """`setattr(self, name, value)` with an unknown name: it is read by such a name."""
    if frame.program.telling.flows(values):
        for value in base:
            if isinstance(value, Object):
                frame.program.holdings.put_attribute(value, _ANY, values)


def _under_any_name(frame: Frame, base: Values) -> Values:
    found = NOTHING
    for value in base:
        if isinstance(value, Object):
            frame.program.read(value, _ANY)
            found |= value.attributes.get(_ANY, NOTHING)
            if not value.is_one:
                frame.program.read(value.definition.every, _ANY)
                found |= value.definition.attributes.get(_ANY, NOTHING)
    return found


def _by_affixes(frame: Frame, base: Values, node: ast.AST) -> Values:
    """`getattr(self, "on_" + kind)` is any of the methods whose names begin so."""
    if not isinstance(node, ast.Call) or len(node.args) < 2:
        return NOTHING
    known, found = affixes(_as_bound(frame, node.args[1])), NOTHING
    for value in base if any(known) else ():
        for owner in _with_subclasses(frame, value) if isinstance(value, Object) else ():
            names = {name for one in order(owner.definition) for name in one.names}
            for name in sorted(filter(known.fit, names)):
                found |= get_attribute(frame, frozenset({owner}), name, node)
    return found


def _as_bound(frame: Frame, node: ast.expr) -> ast.expr:
    """What a name is bound to in its function, where that is one expression."""
    if isinstance(node, ast.Name) and frame.definition is not None:
        sources = frame.program.names.sources(frame.definition.node).get(node.id, ())
        return sources[0] if len(sources) == 1 else node
    return node


def _with_subclasses(frame: Frame, value: Object) -> list[Object]:
    """An object, and those of subclasses where it may be any of its class."""
    if value.is_one:
        return [value]
    frame.program.read(value.definition, "subclasses")
    return [value, *(one.anyone for one in value.definition.subclasses)]


@model("builtins.delattr")
def _delattr(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    for name in _names_of(arguments.get(0), arguments.get(1)):
        _note(frame, node, arguments.get(0), name, NOTHING, "delete", "delattr")
    return UNKNOWN


@model("object.__getattribute__", "builtins.object.__getattribute__")
def _getattribute(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    return _getattr(frame, arguments, node)


@model("builtins.object.__setattr__")
def _setattribute(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    held = arguments.get(0)
    objects = [value for value in held if isinstance(value, Object)]
    for name in strings(arguments.get(1)):
        for one in objects:
            set_past_hook(frame, one, name, arguments.get(2))
    others = held.difference(objects)
    return _setattr(frame, Arguments([others, *arguments.positional[1:]]), node)


def _note(
    frame: Frame, node: ast.AST, base: Values, name: str, value: Values, access: str, how: str
) -> None:
    if isinstance(node, ast.Call):
        at = node.args[1] if len(node.args) > 1 else node
        observe.attribute(frame, node, base, name, value, access=access, how=how, at=at)


@model("builtins.object.__new__", "builtins.type.__new__")
def _bare(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    found: Values = frozenset(
        v for v in arguments.get(3) if isinstance(v, (Class, ControllerClass))
    )
    for value in arguments.get(0) if not found else ():
        if isinstance(value, Class):
            found |= bare_object(frame, value.definition, node)
        elif isinstance(value, ControllerClass):
            found |= instances(frame, frozenset({value}), node)
    return found or UNKNOWN


@model("object.__subclasses__")
def _subclasses(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    found = NOTHING
    for value in arguments.get(0):
        if isinstance(value, Class):
            frame.program.read(value.definition, "subclasses")
            found |= frozenset(map(class_itself, value.definition.subclasses))
        else:
            found |= {value}  # any of them
    return of_members(frame, "list", node, found)


@model("type.__call__")
def _made_by_type(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """What a metaclass gets from `super().__call__(...)`."""
    given, found = arguments.behind(1), NOTHING
    for value in arguments.get(0):
        if isinstance(value, Class):
            found |= usual_object(frame, value.definition, given, node)
        elif isinstance(value, ControllerClass):
            found |= make_controller(frame, value, given, node)
    return found or UNKNOWN


@model("builtins.type")
def _type(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    if len(arguments.positional) == 3:  # a class made here is followed as its base
        bases = iterated(frame, arguments.get(1), node)
        return frozenset(v for v in bases if isinstance(v, (Class, ControllerClass))) or None
    if len(arguments.positional) != 1:
        return None
    return join([class_of(value) for value in arguments.get(0)])


@model("types.new_class")
def _new_class(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    """A class made here is followed as its base."""
    bases = iterated(frame, arguments.get(1, "bases"), node)
    return frozenset(v for v in bases if isinstance(v, (Class, ControllerClass))) or None


@model("builtins.super")
def _super(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    named = [definition_of(one) for one in arguments.get(0)]
    if arguments.get(1) and all(named):
        return frozenset({Super(one, arguments.get(1)) for one in named if one is not None})
    owner, receiver = frame.owner, frame.receiver
    around = frame.definition
    while around is not None and owner is None:
        around = around.scope.definition
        owner = around.owner if around else None
    if owner is None or receiver is None:
        return UNKNOWN
    values = arguments.get(1) or frame.lookup(receiver)
    return frozenset({Super(owner, values)})


@model("builtins.isinstance", "builtins.issubclass", "builtins.callable")
def _test(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """Whoever calls a function that does nothing else knows what its argument is."""
    around = frame.definition
    matters = around is not None and frame.program.matters(arguments.get(1))
    if matters and around is not None and test_of(around.node) is node:
        frame.program.telling.tell(around)
    return UNKNOWN


@model("property.setter", "property.deleter")
def _setter(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    from migration_lint.flow.domain.values import Descriptor  # noqa: PLC0415 - used here alone

    return arguments.get(0) | {Descriptor("setter", arguments.get(1))}


@model("property.__get__")
def _got(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """`Class.name.__get__(one)`."""
    found = NOTHING
    for one in arguments.get(0):
        found |= join([reached(frame, one, value, node) for value in arguments.get(1)])
    return found


@model("builtins.property")
def _property(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    from migration_lint.flow.domain.values import Descriptor  # noqa: PLC0415 - used here alone

    setter = arguments.get(1, "fset")
    getter = frozenset({Descriptor("property", arguments.get(0, "fget"))})
    return getter | {Descriptor("setter", setter)} if setter - {Const(None)} else getter


@model("builtins.staticmethod", "builtins.classmethod")
def _plain(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    from migration_lint.flow.domain.values import Descriptor  # noqa: PLC0415 - used here alone

    names = [
        value.name
        for value in frame.lookup(getattr(getattr(node, "func", None), "id", ""))
        if isinstance(value, Symbol)
    ]
    kind = names[0].removeprefix("builtins.") if names else "staticmethod"
    return frozenset({Descriptor(kind, arguments.get(0))})


@model("types.MethodType")
def _method_type(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    receiver = arguments.get(1)
    if any(isinstance(value, Controller) for value in receiver):
        call_values(frame, arguments.get(0), Arguments([receiver]), node)
    return frozenset(Bound(one, (receiver,)) for one in arguments.get(0)) or UNKNOWN


@model("types.SimpleNamespace", "argparse.Namespace", "unittest.mock.sentinel")
def _namespace(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    known = frame.program.holdings.namespace(frame.scope, (node, frame.context))
    for name, values in arguments.keywords.items():
        frame.program.holdings.put_attribute(known, name, values)
    return frozenset({known})
