"""Read attributes of values."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from migration_lint.flow.domain import foreign
from migration_lint.flow.domain.holders import Attributes, Container, Object
from migration_lint.flow.domain.texts import PathText, part_of_path
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Bound,
    Class,
    Const,
    Controller,
    ControllerClass,
    Descriptor,
    Function,
    Member,
    Mock,
    Module,
    Place,
    Reading,
    Super,
    Symbol,
    Value,
    Values,
    constant,
    join,
    outside,
    symbols,
)
from migration_lint.flow.objects import delegation, generics, replacing
from migration_lint.flow.objects.containers import new_container, of_members, put
from migration_lint.flow.objects.descriptors import of_metaclass, reached
from migration_lint.flow.objects.engine_classes import giving
from migration_lint.flow.objects.hierarchy import (
    as_written,
    class_attribute,
    class_of,
    definition_of,
    order,
)
from migration_lint.flow.objects.inheriting import (
    backing,
    backing_of_super,
    bound_method,
    initializer,
    shared,
)
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.imports import exported
from migration_lint.flow.syntax.typeforms import annotated_values, instances

REGISTER = "functools.singledispatch.register"

_LONGEST_SYMBOL = 160
# The names that the functions inside descriptors have.
_INSIDE = {
    "property": ("fget", "func"),
    "setter": ("fset",),
    "classmethod": ("__func__", "__wrapped__"),
    "staticmethod": ("__func__", "__wrapped__"),
    "contextmanager": ("__wrapped__",),
}
_OF_PARTIALS = ("func", "args", "keywords")
_ASKING_OTHERS = frozenset((Super, Object))
# Methods that are there without the project's doing, each with a model.
_OF_BASES: dict[type[Value], tuple[str, ...]] = {
    Object: ("_replace", "_asdict", "model_copy"),
    Class: ("_make", "model_construct", "as_view", "__subclasses__"),
    ControllerClass: ("__subclasses__",),
}


def get_attribute(frame: Frame, base: Values, name: str, node: ast.AST) -> Values:
    """What `base.name` may be."""
    if base is UNKNOWN:
        return UNKNOWN
    found, without = NOTHING, []
    for value in base:
        given = _get_one(frame, value, name, node)
        found |= given
        if not given:
            without.append(value)
    asking = _asking(frame, without, name, node) if without else ()
    return found | _of_hooks(frame, asking, name, node) if asking else found


def _asking(frame: Frame, values: Iterable[Value], name: str, node: ast.AST) -> list[Object]:
    """Those that have an attribute by the hooks of their classes alone."""
    objects = [value for value in values if isinstance(value, Object)]
    classes = {value.definition for value in objects}  # few, where objects may be many
    asking = {one for one in classes if delegation.has_hook(frame, one, name)}
    return [
        value
        for value in objects
        if value.definition in asking and not _own(frame, value, name, node)
    ]


def _of_hooks(frame: Frame, asking: Sequence[Object], name: str, node: ast.AST) -> Values:
    """What an attribute is of objects that have it by the hooks of their classes alone."""
    bases, computed = delegation.asked(frame, asking, name, node, _asking)
    found = computed | get_attribute(frame, bases, name, node)
    return found or join([_by_base(frame, value, name) for value in asking])


def _get_one(frame: Frame, value: Value, name: str, node: ast.AST) -> Values:
    if isinstance(value, Module):
        return _of_module(frame, value, name, node)
    if isinstance(value, Symbol):
        return _of_symbol(frame, value, name)
    if isinstance(value, (Controller, ControllerClass, Object, Class, Super)):
        return _of_object(frame, value, name, node)
    if isinstance(value, (Member, Bound, Function)):
        return _of_callable(frame, value, name)
    if isinstance(value, (Mock, Const, Reading)):
        special = _of_special_name(value, name)
        if special is not None:
            return special
    return _of_builtin(frame, value, name, node)


def _of_builtin(frame: Frame, value: Value, name: str, node: ast.AST) -> Values:
    kind = _builtin_kind(value)
    if isinstance(value, Descriptor) and name in _INSIDE.get(value.kind, ()):
        return value.function
    if kind == "dict" and name in ("maps", "parents"):  # of a `ChainMap`, each taken for all
        whole: Values = frozenset({value})
        return whole if name == "parents" else of_members(frame, "list", node, whole)
    return bound_method(kind, name, value) if kind else UNKNOWN


def _of_special_name(value: Mock | Const | Reading, name: str) -> Values | None:
    """A special attribute; None where the name is that of no such one."""
    if isinstance(value, Mock):
        return value.returns or UNKNOWN if name == "return_value" else None
    if isinstance(value, Const) and isinstance(value.value, PathText):
        return part_of_path(value.value, name)
    # A member of an enumeration is followed as its value.
    return frozenset({value}) if name == "value" else None


def _builtin_kind(value: Value) -> str | None:
    if isinstance(value, Const):
        return type(value.value).__name__
    if isinstance(value, Container):
        return value.kind
    if isinstance(value, (Reading, Attributes)):
        return "str" if isinstance(value, Reading) else "vars"
    return "property" if isinstance(value, Descriptor) else None


def _of_callable(frame: Frame, value: Member | Bound | Function, name: str) -> Values:
    if isinstance(value, Function):
        frame.program.read(value.definition, name)
        held = value.definition.attributes.get(name)
        if held or name == "register":
            return held or _register_of(value) or UNKNOWN
    if isinstance(value, Member):
        return frozenset({value.owner}) if name == "__self__" else UNKNOWN
    if isinstance(value, Bound) and name == "__self__" and value.arguments:
        return value.arguments[0]
    if isinstance(value, Bound) and name in _OF_PARTIALS:
        return _of_partial(frame, value, name)
    return frozenset({value}) if name in ("__func__", "__wrapped__", "__call__") else UNKNOWN


def _of_partial(frame: Frame, value: Bound, name: str) -> Values:
    if name == "func":
        return frozenset({value.function})
    held = new_container(frame, "dict" if name == "keywords" else "tuple", (value, name))
    given = value.keywords if name == "keywords" else enumerate(value.arguments)
    for key, values in given:
        put(frame, held, key, values)
    return frozenset({held})


def _of_module(frame: Frame, module: Module, name: str, node: ast.AST) -> Values:
    if name == "__dict__":
        return frozenset({Attributes(module)})
    if name == "__name__":
        return frozenset({Const(module.name)})
    found = exported(frame.program, module.name, name, frame.source.path)
    if found is None and name == "__package__":
        return frozenset({Const(module.name)})
    if found is None:
        return outside(f"{module.name}.{name}")
    if Reading in map(type, found):
        place = Place(frame.source.path, node)
        return frozenset(
            Reading(v.source, v.default, v.operations, place) if isinstance(v, Reading) else v
            for v in found
        )
    return found


def _of_symbol(frame: Frame, symbol: Symbol, name: str) -> Values:
    dotted = foreign.attribute_path(symbol.name, name)
    if len(dotted) > _LONGEST_SYMBOL:
        return UNKNOWN
    if dotted in frame.program.vocabulary.controllers:
        engines = frame.program.vocabulary.controllers[dotted]
        return frozenset({ControllerClass(engines, dotted)})
    if name == "__subclasses__":  # which may be anywhere, its own module has no word of them
        frame.program.deferral.undefer(symbol.name)
    return frame.program.holdings.get_symbol(dotted) or outside(dotted)


def _of_object(
    frame: Frame,
    value: Controller | ControllerClass | Object | Class | Super,
    name: str,
    node: ast.AST,
) -> Values:
    if name == "__class__":
        return class_of(value)
    if name == "__dict__" and isinstance(value, (Object, Class)):
        return frozenset({Attributes(value)})
    if name == "__name__" and isinstance(value, (Class, ControllerClass)):
        return _names_of_class(frame, value) | UNKNOWN  # or that of a subclass
    if isinstance(value, Object) and value.definition.is_generic:
        typed = _told_by_variables(frame, value, name)
        if typed is not None:
            return typed
    name = as_written(definition_of(value), name)
    found = _own(frame, value, name, node) or of_metaclass(frame, value, name, node)
    if (
        not found
        and isinstance(value, Object)
        and delegation.has_hook(frame, value.definition, name)
    ):
        return NOTHING  # so that its hook is asked together with those of others
    return found or _lacking(frame, value, name, node)


def _names_of_class(frame: Frame, kind: Class | ControllerClass) -> Values:
    definition = definition_of(kind)
    if definition is not None:
        return constant(definition.node.name)
    engines: frozenset[str] = getattr(kind, "engines", frozenset())
    known = frame.program.vocabulary.controllers.items()
    return join(constant(one.rpartition(".")[2]) for one, of in known if of & engines)


def _told_by_variables(frame: Frame, value: Object, name: str) -> Values | None:
    """What an attribute is whose type is told by variables; None where it is not."""
    program = frame.program
    for one in order(value.definition):
        annotation = generics.dependent(frame, one).get(name)
        types = generics.types_of(value) if annotation is not None else {}
        if annotation is not None and types:
            state = program.modules.at(one.scope.source.path)
            around = Frame(program, state.context, one.scope, one.scope.definition).quiet()
            generics.narrow(around, types)
            program.read(value, name)
            held = value.attributes.get(name, NOTHING)
            return held | instances(around, annotated_values(around, annotation), annotation)
    return None


def _by_base(frame: Frame, value: Object, name: str) -> Values:
    """What an attribute is that an object may have by a base outside the project."""
    found = shared(frame, value, name) or backing(frame, value, name)
    return found or frame.program.fixtures.on_class(value.definition, name) or UNKNOWN


def _lacking(
    frame: Frame,
    value: Controller | ControllerClass | Object | Class | Super,
    name: str,
    node: ast.AST,
) -> Values:
    """What an attribute is that no class of the project explains."""
    if name in _OF_BASES.get(type(value), ()):
        return bound_method("object", name, value)
    if isinstance(value, Object):
        return _by_base(frame, value, name)
    if isinstance(value, (Controller, ControllerClass)):
        member = Member(value, name, bound=isinstance(value, Controller))
        return giving(frame, value, name, node) | {member}
    if name == "__new__":
        return frozenset({Symbol("builtins.object.__new__")})
    return _member_of_super(frame, value, name) if isinstance(value, Super) else UNKNOWN


def _own(
    frame: Frame,
    value: Controller | ControllerClass | Object | Class | Super,
    name: str,
    node: ast.AST,
) -> Values:
    """What something of a class of the project has by itself, or by its class."""
    program = frame.program
    held = NOTHING
    if isinstance(value, Object):
        program.read(value, name)
        held = value.attributes.get(name, NOTHING)
    found = class_attribute(frame, value, name)
    result = held
    for one in found:
        result |= reached(frame, one, value, node)
    return result | _of_any(frame, value, name, held)


def _of_any(
    frame: Frame,
    value: Controller | ControllerClass | Object | Class | Super,
    name: str,
    held: Values,
) -> Values:
    """What an attribute is where it was put on any object of a class."""
    program, definition = frame.program, definition_of(value)
    if definition is None or isinstance(value, (Class, ControllerClass)):
        return NOTHING
    found = NOTHING
    program.read(definition.every, "__dict__")  # which its objects may share
    if not isinstance(value, Object) or not value.is_one or "__dict__" in definition.attributes:
        program.read(definition, "subclasses")
        for owner in order(definition):
            program.read(owner.every, name)
            found |= replacing.inherited(program, definition, owner, name)
        for owner in definition.subclasses:
            if frame.definition is None or not replacing.has_other(owner, frame.definition):
                program.read(owner.every, name)
                found |= owner.attributes.get(name, NOTHING)
    elif not held:
        for owner in order(definition):
            program.read(owner.anyone, name)
            of_anyone = owner.anyone.attributes.get(name, NOTHING)
            if of_anyone:
                found |= of_anyone & replacing.inherited(program, definition, owner, name)
    return found


def _member_of_super(frame: Frame, value: Super, name: str) -> Values:
    inherited = backing_of_super(frame, value, name)
    if inherited:
        return inherited
    classes = frozenset(o for o in value.owner if isinstance(o, (Class, ControllerClass)))
    if name == "__call__" and classes:  # in a metaclass
        return frozenset({Bound(Symbol("type.__call__"), (classes,))})
    members = [Member(o, name, bound=True) for o in value.owner if isinstance(o, Controller)]
    if name == "__init__" and not members:
        return initializer(value.after, value.owner) or UNKNOWN
    return frozenset(members) or UNKNOWN


def seen_through(frame: Frame, base: Values, name: str, node: ast.AST) -> Values:
    """What an attribute is taken from: behind `super()` or a `__getattr__`, what these ask."""
    if _ASKING_OTHERS.isdisjoint(map(type, base)):
        return base
    found: set[Value] = set()
    asking = _asking(frame, base, name, node)
    if asking:
        base |= delegation.asked(frame, asking, name, node, _asking)[0]
    for value in base:
        if not isinstance(value, Super):
            found.add(value)
        elif not any(name in one.names for one in order(value.after, skip_first=True)):
            owners = (owner for owner in value.owner if isinstance(owner, Controller))
            found |= {Controller(owner.engines, None, owner.trail) for owner in owners}
    return frozenset(found)


def _register_of(function: Function) -> Values:
    """The `register` of a function under `singledispatch`; nothing for another function."""
    names = symbols(function.definition.decorators)
    if any(name.startswith("functools.singledispatch") for name in names):
        return frozenset({Bound(Symbol(REGISTER), (frozenset({function}),))})
    return NOTHING
