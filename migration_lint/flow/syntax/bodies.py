"""Evaluate the body of a module, function or class."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migration_lint.flow.calling.deciding import decided
from migration_lint.flow.calling.parameters import parameters_alone
from migration_lint.flow.code.definitions import ClassDefinition, FunctionDefinition
from migration_lint.flow.code.parameter_lists import receiver_of
from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Bound,
    Class,
    Const,
    Descriptor,
    Function,
    Symbol,
    Values,
    strings,
)
from migration_lint.flow.objects import enumerations
from migration_lint.flow.objects.replacing import asks_other, has_told, is_changed
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax import typeforms
from migration_lint.flow.syntax.evaluation import evaluate
from migration_lint.flow.syntax.statements import execute_all
from migration_lint.regex import regex

if TYPE_CHECKING:
    from migration_lint.flow.code.python_file import PythonFile
    from migration_lint.flow.state.contexts import Context, ModuleState
    from migration_lint.flow.work.program import Program


# Which of several such files holds the settings is said where the process is started.
_DJANGO_SETTINGS = regex(r"(?:^|/)(?:settings/\w+|\w*settings)\.py$")
_HOLDERS = frozenset((Bound, Class, Container, Descriptor, Function, Object))


def run_module(program: Program, module: ModuleState) -> None:
    """Evaluate a module's body and tell who imports from it what it exports."""
    frame = Frame(program, module.context, module.scope)
    frame.state = _given(module.source)
    module.exports = frame.state  # for those that it imports and that import it
    module.stars = []
    execute_all(frame, module.source.tree.body)
    exports = frame.state or frame.last  # a script may end in `raise SystemExit` or `while True`
    before, module.exports = module.previous, exports
    module.previous, module.done = exports, True
    for name, values in exports.items():
        if before.get(name) != values:
            if not program.holdings.is_inert(values):
                program.changed(module, name)
            program.interest.exported(module.source, name, values)
            if name.isupper() and _DJANGO_SETTINGS.search(module.source.path):
                program.holdings.put_symbol(f"django.conf.settings.{name}", values, name)
    module.holders = tuple(name for name, values in exports.items() if _holds(values))
    typeforms.type_comments(frame, module.source)
    evaluate_inner(program, frame)


def _given(source: PythonFile) -> dict[str, Values]:
    """The names that a module has before it is executed.

    Its file's path starts from the root, which is good enough to fold paths with. A program that
    is run has another name.
    """
    return {
        "__name__": frozenset({Symbol("builtins.__name__"), Const(source.module)}),
        "__file__": frozenset({Const(source.path)}),
        "__package__": frozenset({Const(source.package)}) if source.package else UNKNOWN,
    }


def _holds(values: Values) -> bool:
    """Whether something can be put into values later on."""
    return not _HOLDERS.isdisjoint(map(type, values))


def run_function(program: Program, context: Context) -> None:
    """Evaluate a function's body with the arguments of its context."""
    definition = context.definition
    assert definition is not None
    frame = Frame(program, context, context.scope, definition)
    node = definition.node
    frame.state = dict(context.arguments)
    frame.receiver = receiver_of(node.args)
    if isinstance(node, ast.Lambda):
        frame.returns = evaluate(frame, node.body)
    else:
        execute_all(frame, node.body)
        if frame.cases:
            frame.returns = decided(frame, node.body) or frame.returns
        if not frame.never:
            frame.returns |= typeforms.NONE
    _hand_out(program, context, frame)
    evaluate_inner(program, frame)


def _hand_out(program: Program, context: Context, frame: Frame) -> None:
    definition = context.definition
    assert definition is not None
    returns, yields = context.returns | frame.returns, context.yields | frame.yields
    if returns == context.returns and yields == context.yields:
        return
    new = (returns - context.returns) | (yields - context.yields)
    context.returns, context.yields = returns, yields
    if not program.holdings.is_inert(new):
        program.changed(context, "result")
    given = returns | yields
    if program.matters(given):
        telling = program.telling
        only_text = program.relevance.only_texts(given)
        tell = telling.tell_text if only_text else telling.tell
        tell(definition)
    else:  # what it gives may give something itself
        program.telling.hold(definition, new)


def evaluate_inner(program: Program, frame: Frame) -> None:
    """Evaluate the functions that a body defined: who calls them may not be seen."""
    for definition in frame.inner_functions:
        evaluate_alone(program, definition)


def run_class(frame: Frame, definition: ClassDefinition) -> None:
    """Evaluate a class body inside the frame of the scope around it."""
    inner = Frame(frame.program, frame.context, definition.inside, outer=frame)
    inner.owner = definition
    execute_all(inner, definition.node.body)
    frame.inner_functions += inner.inner_functions
    is_enumeration = enumerations.is_enumeration(definition)
    for name, bound in (inner.state or {}).items():
        values = bound
        if is_enumeration:
            values = enumerations.as_member(frame, definition, name, bound)
        frame.program.holdings.put_name(definition, name, values)
        frame.program.telling.hold(definition, values, name)
        if frame.program.matters(values):
            frame.program.holdings.attribute_matters(name, values, definition)
            if frame.definition is None and _names_legacy(frame.program, values):
                frame.program.interest.export_text(frame.source, definition.name)


def _names_legacy(program: Program, values: Values) -> bool:
    """Whether values are the names of legacy modules, kept in a class for others to load by."""
    return any(map(program.vocabulary.is_legacy, strings(values)))


def evaluate_alone(program: Program, definition: FunctionDefinition) -> None:
    """Evaluate a function with what is known of its parameters without a caller.

    A method runs for the objects of its class, and for those of each subclass that changes what it
    may get: `self.make()` is what the subclass says.
    """
    program.contexts.alone(definition, parameters_alone(program, definition))
    owner = definition.owner
    if owner is None or owner.engines:
        return
    program.read(owner, "subclasses")
    program.read(owner, "telling")
    for one in sorted(owner.subclasses, key=lambda one: (one.scope.source.path, one.node.lineno)):
        if one.engines or one.names.get(definition.name, NOTHING):
            continue
        changes = owner in program.telling and is_changed(program, one, definition)
        if program.contexts.has_time:
            changes = asks_other(program, one, definition) or has_told(program, one, owner)
        if changes or one in program.telling or one.is_controller:
            program.contexts.alone(definition, parameters_alone(program, definition, one))
