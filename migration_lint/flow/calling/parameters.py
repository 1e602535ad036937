"""What the parameters of a function are: for the arguments of a call, and without a caller."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.code.definitions import ClassDefinition, FunctionDefinition
from migration_lint.flow.code.parameter_lists import positional, single
from migration_lint.flow.domain import foreign
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    AnyName,
    Class,
    Const,
    Controller,
    ControllerClass,
    Place,
    Symbol,
    Trail,
    Values,
    constants,
    join,
)
from migration_lint.flow.objects import generics
from migration_lint.flow.objects.containers import add, new_container, put
from migration_lint.flow.objects.hierarchy import order
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.shared_results import of_annotation, shared_result
from migration_lint.flow.syntax.typeforms import annotated_values, refined, says_nothing

if TYPE_CHECKING:
    from migration_lint.flow.work.program import Program

_OF_CLASS = ("__new__", "__init_subclass__", "__class_getitem__")  # without a decorator, too
ANY_NAME: Values = frozenset({AnyName()})


def definition_frame(program: Program, definition: FunctionDefinition) -> Frame:
    """A silent frame that sees the names that a function's annotations see."""
    context = program.modules.at(definition.scope.source.path).context
    frame = Frame(program, context, definition.scope, definition)
    frame.state = {}
    frame = frame.quiet()
    around = [definition.node, *([definition.owner.node] if definition.owner else [])]
    for parameter in [p for node in around for p in getattr(node, "type_params", ())]:  # from 3.12
        bound = getattr(parameter, "bound", None)
        if bound is not None:
            frame.narrow(parameter.name, annotated_values(frame, bound))
    return frame


def bind(
    frame: Frame, definition: FunctionDefinition, arguments: Arguments, node: ast.AST
) -> dict[str, Values]:
    """What each parameter is for arguments; those that carry nothing of interest are unknown."""
    program, spec = frame.program, definition.node.args
    every = arguments.every()
    names = any(isinstance(v, (Controller, ControllerClass)) for v in every)
    settings = program.vocabulary.sets_flag((*constants(every), *arguments.keywords))
    settings = settings or _is_given_for_flag(program, definition, every)
    bound: dict[str, Values] = {}
    for position, parameter in enumerate(positional(spec)):
        values = arguments.get(position, parameter.arg)
        if not values:
            values = (arguments.star or NOTHING) | (arguments.double_star or NOTHING)
        bound[parameter.arg] = values
    for parameter in spec.kwonlyargs:
        bound[parameter.arg] = arguments.keywords.get(parameter.arg, NOTHING)
    if arguments.double_star is not None:
        for name, values in bound.items():
            bound[name] = values or arguments.double_star
    for name, values in bound.items():
        given = values or _default(program, definition, name)
        message = f"passed to `{definition.name}` as `{name}`"
        decides = names or _decides(program, definition, name, given)
        carried = program.carried(given, names=decides, settings=settings)
        bound[name] = observe.step(frame, carried, node, message)
    _bind_rest(frame, definition, arguments, bound, names=names, settings=settings)
    return _with_annotations(frame, definition, bound)


def _is_given_for_flag(program: Program, definition: FunctionDefinition, given: Values) -> bool:
    """Whether there is what the flag can be for a function that has the flag's name in it."""
    vocabulary, names = program.vocabulary, program.names
    defaults = (value for values in definition.defaults.values() for value in values)
    if not any(type(one) is Const and vocabulary.is_setting(one) for one in (*given, *defaults)):
        return False
    return vocabulary.sets_flag(names.texts_in(definition.node)) or bool(
        shared_result(
            program,
            (definition, "flag"),
            definition.scope,
            lambda: _flag_names_read(program, definition),
        )
    )


def _flag_names_read(program: Program, definition: FunctionDefinition) -> Values:
    """The flag's name, where a name that a function reads holds it."""
    frame = definition_frame(program, definition)
    seen = join(frame.lookup(name) for name in program.names.read_in(definition.node))
    return frozenset(
        one for one in seen if type(one) is Const and program.vocabulary.sets_flag((one.value,))
    )


def _decides(program: Program, definition: FunctionDefinition, name: str, given: Values) -> bool:
    """Whether a parameter is given constants that decide on what its function does."""
    if not any(type(value) is Const and value.value is not None for value in given):
        return False
    return name in program.names.deciding_in(definition.node)


def _default(program: Program, definition: FunctionDefinition, name: str) -> Values:
    if name in definition.defaults:
        program.read(definition, name)  # it may come to more
    return definition.defaults.get(name, NOTHING)


def _bind_rest(
    frame: Frame,
    definition: FunctionDefinition,
    arguments: Arguments,
    bound: dict[str, Values],
    *,
    names: bool,
    settings: bool,
) -> None:
    spec, program = definition.node.args, frame.program
    are_joined = program.contexts.are_joined(definition)
    if spec.vararg is not None:
        rest = arguments.positional[len(positional(spec)) :]
        carried = [program.carried(values, names=names, settings=settings) for values in rest]
        given = "joined" if are_joined else (tuple(carried), arguments.star)
        held = new_container(frame, "tuple", (spec.vararg, given))
        for position, values in enumerate(carried):
            put(frame, held, position, values)
        if arguments.star is not None:
            add(frame, held, arguments.star)
        bound[spec.vararg.arg] = frozenset({held})
    if spec.kwarg is not None:
        further = {k: v for k, v in arguments.keywords.items() if k not in bound}
        extra = {k: program.carried(v, names=names, settings=settings) for k, v in further.items()}
        named = "joined" if are_joined else (tuple(extra.items()), arguments.double_star)
        held = new_container(frame, "dict", (spec.kwarg, named))
        for name, values in extra.items():
            put(frame, held, name, values)
        if arguments.double_star is not None:
            add(frame, held, arguments.double_star)
        bound[spec.kwarg.arg] = frozenset({held})


def _with_annotations(
    frame: Frame, definition: FunctionDefinition, bound: dict[str, Values]
) -> dict[str, Values]:
    around: Frame | None = None
    for parameter in single(definition.node.args):
        held = bound[parameter.arg]
        annotation = definition.scope.source.annotation(definition.node, parameter)
        if annotation is not None and (not held or any(map(says_nothing, held))):
            if around is None:
                around = definition_frame(frame.program, definition)
                generics.narrow_by_receiver(around, definition, bound)
            bound[parameter.arg] = refined(held, of_annotation(around, annotation, parameter))
        elif not held:
            bound[parameter.arg] = foreign.given_by_name(
                definition.scope.source.data, parameter.arg
            )
    return bound


def parameters_alone(
    program: Program, definition: FunctionDefinition, subclass: ClassDefinition | None = None
) -> dict[str, Values]:
    """What each parameter is without a caller of the project: defaults, annotations, fixtures.

    A method's first parameter is any object of its class, or of a subclass.
    """
    frame = definition_frame(program, definition)
    given: dict[str, Values] = {}
    parameters = single(definition.node.args)
    for parameter in parameters:
        values = program.fixtures.value(definition, parameter, subclass or definition.owner)
        if values:
            given[parameter.arg] = values
    if definition.owner is not None and parameters:
        given[parameters[0].arg] = receiver_alone(definition, subclass)
    elif definition.is_hook_of_module and parameters:
        given[parameters[0].arg] = ANY_NAME
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
        members = UNKNOWN
        annotation = definition.scope.source.annotation(definition.node, parameter)
        if annotation is not None:
            members = of_annotation(frame, annotation, parameter)
        add(frame, held, members)
        bound[parameter.arg] = frozenset({held})


def receiver_alone(
    definition: FunctionDefinition, subclass: ClassDefinition | None = None
) -> Values:
    """What the first parameter of a method is when any object of its class may call it.

    With a subclass, any object of that.
    """
    owner = subclass or definition.owner
    assert owner is not None
    if any(
        isinstance(v, Symbol) and v.name == "builtins.staticmethod" for v in definition.decorators
    ):
        return UNKNOWN
    is_class = any(
        isinstance(v, Symbol) and v.name == "builtins.classmethod" for v in definition.decorators
    )
    if is_class or definition.name in _OF_CLASS:
        return frozenset({class_itself(owner)})
    engines = engines_of(owner)
    if engines:
        return frozenset({Controller(engines, owner, _of_definition(owner))})
    return frozenset({owner.anyone})


def class_itself(definition: ClassDefinition) -> Class | ControllerClass:
    """A class of the project, a controller's or not."""
    engines = engines_of(definition)
    if engines:
        trail = _of_definition(definition)
        return ControllerClass(engines, definition.qualname, definition, trail)
    return Class(definition)


def _of_definition(definition: ClassDefinition) -> Trail:
    place = Place(definition.scope.source.path, definition.node)
    return Trail(place, f"`{definition.name}` is a controller")


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
