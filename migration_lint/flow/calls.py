"""Calls: arguments meet parameters, and what the callee gives comes back."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migration_lint.flow import builders, observe
from migration_lint.flow.attributes import class_attribute, order
from migration_lint.flow.containers import add, new_container
from migration_lint.flow.definitions import ClassDefinition, FunctionDefinition
from migration_lint.flow.frame import Frame
from migration_lint.flow.models import model_of
from migration_lint.flow.typeforms import NONE, annotated_values, instances
from migration_lint.flow.values import (
    NOTHING,
    UNKNOWN,
    Alias,
    Bound,
    Class,
    Controller,
    ControllerClass,
    Descriptor,
    Function,
    Member,
    Object,
    Place,
    Symbol,
    Trail,
    Value,
    Values,
    join,
)

if TYPE_CHECKING:
    from migration_lint.flow.program import Context, Program


_MOST_CALLS = 4  # in the path of a symbol: a loop must not make it longer for ever
_LONGEST_SYMBOL = 160


class Arguments:
    """What a call gives.

    Attributes:
        positional: In order.
        keywords: By name.
        star: What may follow the positional ones, from `*args` of unknown length; None: nothing.
        double_star: What further keywords may hold, from `**kwargs`; None: nothing.
    """

    __slots__ = ("double_star", "keywords", "nodes", "positional", "star")

    def __init__(
        self,
        positional: list[Values] | None = None,
        keywords: dict[str, Values] | None = None,
        star: Values | None = None,
        double_star: Values | None = None,
    ) -> None:
        self.positional = positional or []
        self.keywords = keywords or {}
        self.star = star
        self.double_star = double_star

    def after(self, *first: Values, **keywords: Values) -> Arguments:
        """The same with further positional arguments in front, and keywords where none is given."""
        return Arguments(
            [*first, *self.positional], {**keywords, **self.keywords}, self.star, self.double_star
        )

    def get(self, position: int, keyword: str = "") -> Values:
        """One argument; nothing where it is not given."""
        if position < len(self.positional):
            return self.positional[position]
        return self.keywords.get(keyword, NOTHING)

    def every(self) -> Values:
        """What any argument may be."""
        extra = [values for values in (self.star, self.double_star) if values is not None]
        return join([*self.positional, *self.keywords.values(), *extra])


def call_values(frame: Frame, callee: Values, arguments: Arguments, node: ast.AST) -> Values:
    """What calling any of `callee` gives."""
    if callee is UNKNOWN:
        return UNKNOWN
    return join([call_one(frame, value, arguments, node) for value in callee])


def call_one(frame: Frame, callee: Value, arguments: Arguments, node: ast.AST) -> Values:  # noqa: PLR0911 - one line a kind
    """What one callee gives."""
    if isinstance(callee, Function):
        return call_function(frame, callee.definition, arguments, node)
    if isinstance(callee, Symbol):
        return _call_symbol(frame, callee, arguments, node)
    if isinstance(callee, Bound):
        more = arguments.after(*callee.arguments, **dict(callee.keywords))
        return call_one(frame, callee.function, more, node)
    if isinstance(callee, ControllerClass):
        return _make_controller(frame, callee, arguments, node)
    if isinstance(callee, Class):
        return _make_object(frame, callee.definition, arguments, node)
    if isinstance(callee, Member):
        return _call_member(frame, callee, arguments, node)
    if isinstance(callee, (Object, Controller)):
        return call_values(frame, _dunder_call(frame, callee), arguments, node)
    if isinstance(callee, Descriptor) and callee.kind == "contextmanager":
        return _managed(frame, callee, arguments, node)
    if isinstance(callee, Alias) and callee.name == "Callable()":
        return callee.instances
    return UNKNOWN


def _call_symbol(frame: Frame, symbol: Symbol, arguments: Arguments, node: ast.AST) -> Values:
    model = model_of(symbol.name)
    if model is not None:
        result = model(frame, arguments, node)
        if result is not None:
            return result
    if any(frame.program.flows(values) for values in _all(arguments)):
        frame.program.undefer(symbol.name)
    name = symbol.name + "()"
    if name.count("()") > _MOST_CALLS or len(name) > _LONGEST_SYMBOL:
        return UNKNOWN
    return frozenset({Symbol(name)})


def _dunder_call(frame: Frame, value: Object | Controller) -> Values:
    found = class_attribute(frame, value, "__call__")
    receiver = frozenset({value})
    return frozenset(Bound(one, (receiver,)) for one in found) or UNKNOWN


def _make_controller(
    frame: Frame, callee: ControllerClass, arguments: Arguments, node: ast.AST
) -> Values:
    trail = Trail(Place(frame.source.path, node), f"made by `{_class_name(callee)}`", callee.trail)
    made = frozenset({Controller(callee.engines, callee.subclass, trail)})
    if callee.subclass is not None:
        _call_init(frame, made, next(iter(made)), arguments, node)
    return made


def _class_name(callee: ControllerClass) -> str:
    return callee.subclass.name if callee.subclass else callee.name.rpartition(".")[2]


def _make_object(
    frame: Frame, definition: ClassDefinition, arguments: Arguments, node: ast.AST
) -> Values:
    value = Object(definition, (node, frame.context))
    known = frame.program.memory.setdefault(value, value)
    assert isinstance(known, Object)
    made = frozenset({known})
    new = class_attribute(frame, known, "__new__")
    if new:
        result = call_values(frame, new, arguments.after(frozenset({Class(definition)})), node)
        if not any(isinstance(one, Symbol) for one in result) and frame.program.matters(result):
            return result
    if not _call_init(frame, made, known, arguments, node):
        _fill_fields(frame, known, arguments)
    return made


def _call_init(
    frame: Frame, made: Values, value: Value, arguments: Arguments, node: ast.AST
) -> bool:
    initializer = class_attribute(frame, value, "__init__")
    for one in initializer:
        call_one(frame, one, arguments.after(made), node)
    return bool(initializer)


def _fill_fields(frame: Frame, value: Object, arguments: Arguments) -> None:
    """The fields of a dataclass, named tuple or the like, which has no `__init__` of its own."""
    fields: dict[str, None] = {}
    for definition in reversed(list(order(value.definition))):
        for statement in definition.node.body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                fields.setdefault(statement.target.id)
    for name, values in zip(fields, arguments.positional, strict=False):
        frame.program.put_attribute(value, name, values)
    for name, values in arguments.keywords.items():
        if name in fields:
            frame.program.put_attribute(value, name, values)


def _call_member(frame: Frame, member: Member, arguments: Arguments, node: ast.AST) -> Values:
    if member.name == "__new__" and isinstance(member.owner, ControllerClass):
        return _make_controller(frame, member.owner, Arguments(), node)
    _protocol_call(frame, member, arguments, node)
    return UNKNOWN


def _protocol_call(frame: Frame, member: Member, arguments: Arguments, node: ast.AST) -> None:
    if not isinstance(node, ast.Call):
        return
    given = len(arguments.positional) - (0 if member.bound else 1)
    frame.recorder.see(
        builders.controller_call,
        node,
        frame.scope.qualname,
        {"owner": frozenset({member.owner})},
        attribute=member.name,
        positional=given,
        keywords=tuple(arguments.keywords),
        more_positional=arguments.star is not None,
        more_keywords=arguments.double_star is not None,
    )


# -- functions of the project


def call_function(
    frame: Frame, definition: FunctionDefinition, arguments: Arguments, node: ast.AST
) -> Values:
    """What a function of the project gives for arguments."""
    program = frame.program
    if definition.owner is not None and definition.owner.engines:
        return UNKNOWN  # what an engine does inside is its own business
    given = [program.flows(values) for values in _all(arguments)]
    if not any(given) and not _worth_calling(program, definition):
        program.read(definition, "worth")
        return UNKNOWN
    bound = bind(frame, definition, arguments, node)
    context = program.call(definition, bound)
    return _result(frame, context, node)


def _all(arguments: Arguments) -> list[Values]:
    extra = [values for values in (arguments.star, arguments.double_star) if values is not None]
    return [*arguments.positional, *arguments.keywords.values(), *extra]


def _worth_calling(program: Program, definition: FunctionDefinition) -> bool:
    if definition.scope.definition is not None or isinstance(definition.node, ast.Lambda):
        return True
    if definition.owner is not None:
        program.read(definition.owner, "telling")
        if definition.owner in program.telling:
            return True
    return program.interest.can_matter(definition)


def _result(frame: Frame, context: Context, node: ast.AST) -> Values:
    definition = context.definition
    assert definition is not None
    message = f"returned by `{definition.name}`"
    if context.yields:
        generator = new_container(frame, "iterator", (definition.node, context))
        given = observe.step(frame, context.yields, node, f"given by `{definition.name}`")
        add(frame, generator, given)
        return frozenset({generator})
    returns = observe.step(frame, context.returns, node, message)
    declared = getattr(definition.node, "returns", None)
    if declared is not None and returns <= UNKNOWN | NONE:
        declared_values = annotated_values(definition_frame(frame.program, definition), declared)
        annotated = instances(frame, declared_values, declared)
        if frame.program.matters(annotated):
            return annotated
    return returns


def definition_frame(program: Program, definition: FunctionDefinition) -> Frame:
    """A silent frame that sees the names that a function's annotations see."""
    context = program.module_of(definition.scope.source).context
    frame = Frame(program, context, definition.scope, definition)
    frame.state = {}
    frame = frame.quiet()
    for parameter in getattr(definition.node, "type_params", ()):  # from 3.12
        bound = getattr(parameter, "bound", None)
        if bound is not None:
            frame.narrow(parameter.name, annotated_values(frame, bound))
    return frame


def bind(
    frame: Frame, definition: FunctionDefinition, arguments: Arguments, node: ast.AST
) -> dict[str, Values]:
    """What each parameter is for arguments; those that carry nothing of interest are unknown."""
    program, spec = frame.program, definition.node.args
    positional = [*spec.posonlyargs, *spec.args]
    bound: dict[str, Values] = {}
    for position, parameter in enumerate(positional):
        values = arguments.get(position, parameter.arg)
        if not values and arguments.star is not None:
            values = arguments.star
        bound[parameter.arg] = values
    for parameter in spec.kwonlyargs:
        bound[parameter.arg] = arguments.keywords.get(parameter.arg, NOTHING)
    if arguments.double_star is not None:
        for name, values in bound.items():
            bound[name] = values or arguments.double_star
    for name, values in bound.items():
        given = values or definition.defaults.get(name, NOTHING)
        message = f"passed to `{definition.name}` as `{name}`"
        bound[name] = observe.step(frame, program.carried(given), node, message)
    _bind_rest(frame, definition, arguments, bound)
    return _with_annotations(frame, definition, bound)


def _bind_rest(
    frame: Frame,
    definition: FunctionDefinition,
    arguments: Arguments,
    bound: dict[str, Values],
) -> None:
    spec, program = definition.node.args, frame.program
    if spec.vararg is not None:
        rest = arguments.positional[len(spec.posonlyargs) + len(spec.args) :]
        carried = [program.carried(values) for values in rest]
        held = new_container(frame, "tuple", (spec.vararg, tuple(carried), arguments.star))
        held.items.update(enumerate(carried))
        held.rest = arguments.star or NOTHING
        held.exact = arguments.star is None
        bound[spec.vararg.arg] = frozenset({held})
    if spec.kwarg is not None:
        extra = {k: program.carried(v) for k, v in arguments.keywords.items() if k not in bound}
        key = (spec.kwarg, tuple(extra.items()), arguments.double_star)
        held = new_container(frame, "dict", key)
        held.items.update(extra)
        held.rest = arguments.double_star or NOTHING
        held.exact = arguments.double_star is None
        bound[spec.kwarg.arg] = frozenset({held})


def _with_annotations(
    frame: Frame, definition: FunctionDefinition, bound: dict[str, Values]
) -> dict[str, Values]:
    spec = definition.node.args
    for parameter in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs):
        held = bound[parameter.arg]
        if parameter.annotation is not None and (held or UNKNOWN) >= UNKNOWN:
            around = definition_frame(frame.program, definition)
            declared = annotated_values(around, parameter.annotation)
            typed = instances(frame.at(definition.scope.source), declared, parameter)
            bound[parameter.arg] = (held - UNKNOWN) | typed
        elif not held:
            bound[parameter.arg] = UNKNOWN
    return bound


def parameters_alone(program: Program, definition: FunctionDefinition) -> dict[str, Values]:
    """What each parameter is without a caller of the project: defaults, annotations, fixtures."""
    frame = definition_frame(program, definition)
    given: dict[str, Values] = {}
    spec = definition.node.args
    parameters = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs]
    for parameter in parameters:
        values = program.fixtures.value(definition, parameter)
        if values:
            given[parameter.arg] = values
    if definition.owner is not None and parameters:
        given[parameters[0].arg] = receiver_alone(definition)
    for name, values in definition.defaults.items():
        given.setdefault(name, values | UNKNOWN)
    bound = bind(frame, definition, Arguments(keywords=given), definition.node)
    _rest_alone(frame, definition, bound)
    return bound


def _rest_alone(frame: Frame, definition: FunctionDefinition, bound: dict[str, Values]) -> None:
    """What `*args` and `**kwargs` hold without a caller: what their annotations say."""
    spec = definition.node.args
    for parameter, kind in ((spec.vararg, "tuple"), (spec.kwarg, "dict")):
        if parameter is None:
            continue
        held = new_container(frame, kind, (parameter, "alone"))
        held.exact = False
        held.rest = UNKNOWN
        if parameter.annotation is not None:
            declared = annotated_values(frame, parameter.annotation)
            held.rest = instances(frame, declared, parameter)
        bound[parameter.arg] = frozenset({held})


def receiver_alone(definition: FunctionDefinition) -> Values:
    """What the first parameter of a method is when any object of its class may call it."""
    owner = definition.owner
    assert owner is not None
    if any(
        isinstance(v, Symbol) and v.name == "builtins.staticmethod" for v in definition.decorators
    ):
        return UNKNOWN
    is_class = any(
        isinstance(v, Symbol) and v.name == "builtins.classmethod" for v in definition.decorators
    )
    engines = engines_of(owner)
    if engines:
        trail = Trail(Place(owner.scope.source.path, owner.node), f"`{owner.name}` is a controller")
        if is_class or definition.name == "__new__":
            return frozenset({ControllerClass(engines, owner.qualname, owner, trail)})
        return frozenset({Controller(engines, owner, trail)})
    if is_class or definition.name == "__new__":
        return frozenset({Class(owner)})
    return frozenset({Object(owner, "self")})


def engines_of(definition: ClassDefinition) -> frozenset[str]:
    """The engines whose controller a class is, itself or by inheritance."""
    found = definition.engines
    for one in order(definition):
        found |= one.engines
        for base in one.bases:
            for value in base:
                if isinstance(value, ControllerClass):
                    found |= value.engines
    return found


def _managed(frame: Frame, manager: Descriptor, arguments: Arguments, node: ast.AST) -> Values:
    """A call of a `@contextmanager` function: what it yields is there on entering."""
    generated = call_values(frame, manager.function, arguments, node)
    held = new_container(frame, "context", (node, frame.context))
    for value in generated:
        add(frame, held, getattr(value, "rest", UNKNOWN))
    return frozenset({held})
