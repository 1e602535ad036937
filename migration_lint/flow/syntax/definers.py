"""`def`, `lambda` and `class`: what they bind."""

from __future__ import annotations

import ast

from migration_lint.flow.calling import marks
from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_special, call_values
from migration_lint.flow.calling.decorators import decorated
from migration_lint.flow.calling.invoke import invoke
from migration_lint.flow.code.definitions import ClassDefinition, FunctionDefinition, FunctionNode
from migration_lint.flow.code.parameter_lists import every, with_defaults
from migration_lint.flow.domain.holders import Object
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Class,
    Const,
    ControllerClass,
    Function,
    Super,
    Values,
    join,
    symbols,
)
from migration_lint.flow.objects import generics, settings
from migration_lint.flow.objects.hierarchy import class_attribute, order, rebase
from migration_lint.flow.objects.records import is_field_hook
from migration_lint.flow.objects.storing import run_as_methods
from migration_lint.flow.recording import builders
from migration_lint.flow.recording.recorder import Part
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.state.observe import assignment, step
from migration_lint.flow.syntax import typeforms
from migration_lint.flow.syntax.evaluation import evaluate, evaluates


def define_function(frame: Frame, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    """Bind a function's name to the function under its decorators."""
    definition = function(frame, node)
    values: Values = frozenset({Function(definition)})
    definition.decorators = NOTHING
    for decorator in reversed(node.decorator_list):
        wrapper = _decorator(frame, decorator)
        definition.decorators |= wrapper
        values = decorated(frame, wrapper, values, decorator)
    frame.program.fixtures.offer(frame, definition)
    definition.overloads = _overloads(frame, node.name)
    frame.program.telling.hold(definition, _annotate(frame, node))
    frame.bind(node.name, values, node.lineno)
    if around_function(frame) is None:
        frame.program.interest.waits(definition)
    else:
        frame.inner_functions.append(definition)


def _decorator(frame: Frame, node: ast.expr) -> Values:
    if isinstance(node, ast.Call):
        return invoke(frame, node, always=True)
    if isinstance(node, ast.Attribute) and is_field_hook(frame, node):
        return NOTHING  # `engine.validator` is of the field, not of what the field holds
    return evaluate(frame, node)


def _overloads(frame: Frame, name: str) -> tuple[FunctionDefinition, ...]:
    """The `@overload` signatures that stand above a function of this name."""
    before = (frame.state or {}).get(name, NOTHING)
    above = [value.definition for value in before if isinstance(value, Function)]
    found: dict[FunctionDefinition, None] = {}
    for one in above:
        if any(symbol.endswith(".overload") for symbol in symbols(one.decorators)):
            found.update(dict.fromkeys([*one.overloads, one]))
    return tuple(found)


def around_function(frame: Frame) -> FunctionDefinition | None:
    """The function that a frame's code is in, through class bodies."""
    around: Frame | None = frame
    while around is not None:
        if around.definition is not None:
            return around.definition
        around = around.outer
    return None


@evaluates(ast.Lambda)
def _lambda(frame: Frame, node: ast.Lambda) -> Values:
    """A lambda."""
    definition = function(frame, node)
    frame.inner_functions.append(definition)
    return frozenset({Function(definition)})


def function(frame: Frame, node: FunctionNode) -> FunctionDefinition:
    """The definition that this evaluation of a `def` or `lambda` makes."""
    around = frame
    while around.definition is None and around.outer is not None:
        around = around.outer  # a method does not see the names of its class
    program = frame.program
    key = (FunctionDefinition, node, around.scope)
    definition = program.memory.get(key)
    captured = dict(around.state or {})
    if not isinstance(definition, FunctionDefinition):
        owner = frame.owner if frame.definition is None and frame.outer is not None else None
        definition = FunctionDefinition(node, around.scope, captured, owner)
        program.memory[key] = definition
    else:
        _recapture(frame, definition, captured)
    _defaults(frame, definition)
    return definition


def _recapture(frame: Frame, definition: FunctionDefinition, captured: dict[str, Values]) -> None:
    held = definition.captured
    for name, values in captured.items():
        known = held.get(name)
        if known is not values and (known is None or not values <= known):
            held[name] = known | values if known else values
            if not frame.program.holdings.is_inert(values):
                frame.program.changed(definition, name)


def _defaults(frame: Frame, definition: FunctionDefinition) -> None:
    for argument, default in with_defaults(definition.node.args):
        values = evaluate(frame, default)
        values = step(frame, values, default, f"default of parameter `{argument.arg}`")
        frame.program.holdings.put(definition, definition.defaults, argument.arg, values)
        if argument.arg in frame.program.vocabulary.targets:
            assignment(frame, argument, argument.arg, Part(default, values))


def _annotate(frame: Frame, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Values:
    """Note what annotations name, and tell the types that the function is said to give.

    A parameter's own annotation is evaluated where its value is needed.
    """
    returns = NOTHING
    for annotation in (*(argument.annotation for argument in every(node.args)), node.returns):
        if annotation is not None and not typeforms.is_plain(annotation):
            returns = typeforms.annotated_values(frame, annotation)
    annotate_parameters(frame, node)
    comment = frame.source.signature_comment(node)
    if comment is not None:
        returns = typeforms.annotated_values(frame.quiet(), comment.returns)
    elif node.returns is None or typeforms.is_plain(node.returns):
        return NOTHING
    return returns


def annotate_parameters(frame: Frame, node: ast.stmt) -> None:
    """Note what the bounds and defaults of type parameters name; they are there from 3.12 on."""
    for parameter in getattr(node, "type_params", ()):
        for field in ("bound", "default_value"):
            annotation = getattr(parameter, field, None)
            if annotation is not None:
                bound = typeforms.annotated_values(frame, annotation)
                if frame.program.matters(bound):
                    frame.program.interest.word(parameter.name, frame.source.path)


def define_class(frame: Frame, node: ast.ClassDef) -> None:
    """Bind a class's name to the class under its decorators."""
    from migration_lint.flow.syntax.bodies import run_class  # noqa: PLC0415 - bodies need statements

    program, definition = frame.program, _definition_of(frame, node)
    annotate_parameters(frame, node)
    bases = tuple(evaluate(frame, base) for base in node.bases)
    given = {keyword.arg: evaluate(frame, keyword.value) for keyword in node.keywords}
    definition.metaclass |= given.pop("metaclass", NOTHING)
    rebase(program, definition, bases)
    _note_subclass(frame, definition)
    generics.define(frame, definition)
    values = _class_values(frame, definition)
    if definition in program.telling or program.matters(values):
        program.deferral.undefer_bases(definition)  # which may have come to light only now
    _note_bases(frame, definition)
    wrappers = [(decorator, _decorator(frame, decorator)) for decorator in node.decorator_list]
    definition.decorators |= join(wrapper for _, wrapper in wrappers)  # methods ask for them
    marks.let_ask(program, definition)
    run_class(frame, definition)
    settings.fill_from_environment(frame, definition)
    for decorator, wrapper in reversed(wrappers):
        values = decorated(frame, wrapper, values, decorator)
    told = {name: held for name, held in given.items() if name is not None}
    _tell_bases(frame, definition, values, Arguments([values], told, always=True))
    _name_descriptors(frame, definition, values)
    for one in values:
        if isinstance(one, ControllerClass) and one.subclass is definition:
            run_as_methods(frame, one, _taken_over(definition))
    frame.bind(node.name, values, node.end_lineno or node.lineno)  # its methods see it


def _definition_of(frame: Frame, node: ast.ClassDef) -> ClassDefinition:
    """The definition of a class statement, the same one each time that its scope is run."""
    memory, key = frame.program.memory, (ClassDefinition, node, frame.scope)
    definition = memory.get(key)
    if not isinstance(definition, ClassDefinition):
        definition = memory[key] = ClassDefinition(node, frame.scope)
    return definition


def _note_subclass(frame: Frame, definition: ClassDefinition) -> None:
    """Let the classes that a class inherits from know of it."""
    program = frame.program
    for ancestor in order(definition, skip_first=True):
        if definition not in ancestor.subclasses:
            ancestor.subclasses.add(definition)
            program.changed(ancestor, "subclasses")
            if definition.is_controller:
                program.interest.subclassed()


def _taken_over(definition: ClassDefinition) -> Values:
    """The functions in a class body that were defined elsewhere."""
    return frozenset(
        value
        for values in definition.names.values()
        for value in values
        if isinstance(value, Function) and value.definition.owner is not definition
    )


def _tell_bases(
    frame: Frame, definition: ClassDefinition, values: Values, arguments: Arguments
) -> None:
    """Call the `__init_subclass__` of the base classes, and what the metaclass does.

    The names of the class's body stand for the class: `type.__new__` makes it of them.
    """
    hooks = class_attribute(frame, Super(definition, values), "__init_subclass__")
    call_values(frame, hooks, arguments, definition.node)
    for one in order(definition):
        for metaclass in one.metaclass:
            if isinstance(metaclass, Class):
                for hook, first in (("__new__", frozenset({metaclass})), ("__init__", values)):
                    function = class_attribute(frame, metaclass, hook)
                    given = Arguments([first, UNKNOWN, UNKNOWN, values], arguments.keywords)
                    call_values(frame, function, given, definition.node)


def _name_descriptors(frame: Frame, definition: ClassDefinition, values: Values) -> None:
    """Call the `__set_name__` of what a class body binds."""
    for name, held in list(definition.names.items()):
        for one in held:
            if isinstance(one, Object) and class_attribute(frame, one, "__set_name__"):
                given = Arguments([values, frozenset({Const(name)})], always=True)
                call_special(frame, one, "__set_name__", given, definition.node)


def _class_values(frame: Frame, definition: ClassDefinition) -> Values:
    dotted = f"{frame.source.module}.{definition.qualname}"
    vocabulary = frame.program.vocabulary
    if dotted in vocabulary.own:
        definition.engines = vocabulary.own[dotted]
        return frozenset({ControllerClass(vocabulary.own[dotted], dotted, definition)})
    inherited = [value for base in definition.bases for value in base]
    parents = [value for value in inherited if isinstance(value, ControllerClass)]
    if parents:
        if not definition.is_controller:
            definition.is_controller = True
            frame.program.interest.subclassed()
        engines = frozenset().union(*(parent.engines for parent in parents))
        return frozenset({ControllerClass(engines, dotted, definition, parents[0].trail)})
    return frozenset({Class(definition)})


def _note_bases(frame: Frame, definition: ClassDefinition) -> None:
    for node, values in zip(definition.node.bases, definition.bases, strict=True):
        if frame.program.matters(values):
            frame.recorder.see(
                builders.base,
                node,
                frame.scope.qualname,
                {"base": values},
                name=definition.name,
                defines=tuple(
                    statement.name
                    for statement in definition.node.body
                    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef))
                ),
            )
