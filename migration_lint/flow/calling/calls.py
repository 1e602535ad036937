"""Calls: what each kind of callee gives."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migration_lint.flow.calling import dispatch
from migration_lint.flow.calling.parameters import Arguments, bind
from migration_lint.flow.calling.results import result
from migration_lint.flow.code.definitions import FunctionDefinition
from migration_lint.flow.code.giving import may_give_itself
from migration_lint.flow.domain.holders import Object
from migration_lint.flow.domain.values import (
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
    Mock,
    Symbol,
    Value,
    Values,
    join,
    outside,
    strings,
)
from migration_lint.flow.models import model_of
from migration_lint.flow.objects.containers import add, new_container, put
from migration_lint.flow.objects.hierarchy import class_attribute, is_exception
from migration_lint.flow.objects.inheriting import method_of
from migration_lint.flow.recording import builders
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame

if TYPE_CHECKING:
    from migration_lint.flow.work.program import Program


_MOST_CALLS = 4  # in the path of a symbol: a loop must not make it longer for ever
_LONGEST_SYMBOL = 160
# What a method of these gives is known by a model or not at all.
_BUILTIN_KINDS = frozenset(("NoneType", "bool", "bytes", "dict", "float", "int", "iterator", "list",
                            "set", "str", "tuple"))  # fmt: skip


_BY_NAME = {"__getattribute__": "load", "__setattr__": "store", "__delattr__": "delete"}


def call_values(frame: Frame, callee: Values, arguments: Arguments, node: ast.AST) -> Values:
    """What calling any of `callee` gives."""
    if callee is UNKNOWN:
        return UNKNOWN
    found: list[Values] = []
    receivers: dict[Bound, list[Values]] = {}  # of methods whose calls are joined anyway
    for value in callee:
        if isinstance(value, Bound) and value.arguments and _is_joined(frame, value.function):
            first, *more = value.arguments
            alike = Bound(value.function, (NOTHING, *more), value.keywords)
            receivers.setdefault(alike, []).append(first)
        else:
            found.append(call_one(frame, value, arguments, node))
    for alike, given in receivers.items():
        bound = Bound(alike.function, (join(given), *alike.arguments[1:]), alike.keywords)
        found.append(call_one(frame, bound, arguments, node))
    return join(found)


def _is_joined(frame: Frame, function: Value) -> bool:
    are_joined = frame.program.contexts.are_joined
    return isinstance(function, Function) and are_joined(function.definition)


def call_one(frame: Frame, callee: Value, arguments: Arguments, node: ast.AST) -> Values:  # noqa: PLR0911 - one line a kind
    """What one callee gives."""
    from migration_lint.flow.objects.construction import make_controller, make_object  # noqa: PLC0415 - a cycle

    if isinstance(callee, Function):
        return call_function(frame, callee.definition, arguments, node)
    if isinstance(callee, Symbol):
        return _call_symbol(frame, callee, arguments, node)
    if isinstance(callee, Bound):
        more = arguments.after(*callee.arguments, **dict(callee.keywords))
        return call_one(frame, callee.function, more, node)
    if isinstance(callee, ControllerClass):
        return make_controller(frame, callee, arguments, node)
    if isinstance(callee, Class):
        return make_object(frame, callee, arguments, node)
    if isinstance(callee, Member):
        return _call_member(frame, callee, arguments, node)
    if isinstance(callee, (Object, Controller)):
        return call_special(frame, callee, "__call__", arguments, node) or UNKNOWN
    if isinstance(callee, Descriptor) and callee.kind == "contextmanager":
        return _managed(frame, callee, arguments, node)
    if isinstance(callee, Alias) and callee.name == "Callable()":
        return observe.step(frame, callee.instances, node, "given by this call")
    return callee.returns or UNKNOWN if isinstance(callee, Mock) else UNKNOWN


def _call_symbol(frame: Frame, symbol: Symbol, arguments: Arguments, node: ast.AST) -> Values:
    model = model_of(symbol.name)
    if model is not None:
        result = model(frame, arguments, node)
        if result is not None:
            return result
    methods = method_of(frame, symbol, arguments.get(0))
    if methods:
        return call_values(frame, methods, arguments.behind(1), node)
    if any(frame.program.telling.flows(values) for values in _all(arguments)):
        run_partials(frame, arguments, node)
        frame.program.deferral.undefer(symbol.name)
        if is_exception(symbol):
            given = exception_arguments(frame, arguments, node)
            frame.program.holdings.put_symbol(f"{symbol.name}().args", given, "args")
    mapping, _, method = symbol.name.rpartition(".")
    if method in ("get", "pop", "setdefault", "update", "from_mapping"):
        names = strings(arguments.get(0))
        _put_in(frame, mapping, method, arguments)
        held = join(frame.program.holdings.get_symbol(f"{mapping}[{name!r}]") for name in names)
        if held:
            return held
    if symbol.name.partition(".")[0] in _BUILTIN_KINDS:
        return UNKNOWN
    name = fluent(symbol.name + "()")
    if name.count("()") > _MOST_CALLS or len(name) > _LONGEST_SYMBOL:
        return UNKNOWN
    return outside(name)


def run_partials(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    """Run what is handed to something unknown that will call it: `connect(partial(save, engine))`.

    A method has its object in any case.
    """
    for value in arguments.every():
        if isinstance(value, Bound) and isinstance(value.function, Function):
            is_method = value.function.definition.owner is not None and len(value.arguments) == 1
            if not is_method or value.keywords:
                call_one(frame, value, Arguments(star=UNKNOWN), node)


def _put_in(frame: Frame, mapping: str, method: str, arguments: Arguments) -> None:
    """What `app.config.update(engine=...)` and the like put into something outside."""
    put_symbol = frame.program.holdings.put_symbol
    if method == "setdefault" and frame.program.telling.flows(arguments.get(1)):
        for name in strings(arguments.get(0)):
            put_symbol(f"{mapping}[{name!r}]", arguments.get(1), name)
    elif method in ("update", "from_mapping"):
        for name, values in arguments.keywords.items():
            if frame.program.telling.flows(values):
                put_symbol(f"{mapping}[{name!r}]", values, name)


def exception_arguments(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """The `args` of an exception that is made."""
    held = new_container(frame, "tuple", (node, frame.context, "args"))
    for position, values in enumerate(arguments.positional):
        put(frame, held, position, values)
    if arguments.star is not None:
        add(frame, held, arguments.star)
    return frozenset({held})


def fluent(path: str) -> str:
    """The path to what a call gives; a method called again on its own result gives the like."""
    before, _, last = path.rpartition(".")
    return before if before.endswith(f".{last}") else path


def call_special(
    frame: Frame, value: Value, name: str, arguments: Arguments, node: ast.AST
) -> Values:
    """What a special method gives that a value's class has; nothing where it has none."""
    given = arguments.after(frozenset({value}))
    return call_values(frame, class_attribute(frame, value, name), given, node)


def _call_member(frame: Frame, member: Member, arguments: Arguments, node: ast.AST) -> Values:
    if member.name == "__new__" and isinstance(member.owner, ControllerClass):
        from migration_lint.flow.objects.construction import make_controller  # noqa: PLC0415 - a cycle

        return make_controller(frame, member.owner, Arguments(), node)
    if member.name in _BY_NAME and isinstance(node, ast.Call):
        for name in strings(arguments.get(0 if member.bound else 1)):
            owner = frozenset({member.owner})
            access, at = _BY_NAME[member.name], node.args[-1 if member.bound else 1]
            observe.attribute(
                frame, node, owner, name, UNKNOWN, access=access, how="getattr", at=at
            )
    _protocol_call(frame, member, arguments, node)
    return UNKNOWN


def _protocol_call(frame: Frame, member: Member, arguments: Arguments, node: ast.AST) -> None:
    if isinstance(node, ast.Call):
        given = len(arguments.positional) - (0 if member.bound else 1)
        note_call(frame, member.owner, member.name, given, arguments, node)


def note_call(
    frame: Frame,
    owner: Controller | ControllerClass,
    member: str,
    given: int,
    arguments: Arguments,
    node: ast.Call,
) -> None:
    """A member of a controller is called, with so many positional arguments."""
    frame.recorder.see(
        builders.controller_call,
        node,
        frame.scope.qualname,
        {"owner": frozenset({owner})},
        attribute=member,
        positional=given,
        keywords=tuple(arguments.keywords),
        more_positional=arguments.star is not None,
        more_keywords=arguments.double_star is not None,
    )


# -- functions of the project


def call_function(
    frame: Frame, definition: FunctionDefinition, arguments: Arguments, node: ast.AST
) -> Values:
    """What a function of the project gives for arguments.

    A body where nothing of interest can happen is evaluated only if the arguments ask for it.
    """
    program = frame.program
    is_of_engine = definition.owner is not None and definition.owner.engines
    if is_of_engine and not may_give_itself(program.names, definition):
        return UNKNOWN  # what an engine does inside is its own business
    given = [program.telling.flows(values) for values in _all(arguments)]
    always = arguments.always or _gives(frame)
    if not always and not any(given) and not _worth_calling(program, definition):
        program.read(definition, "worth")
        program.interest.waits(definition)
        return UNKNOWN
    given_elsewhere = NOTHING
    if definition.implementations:
        given_elsewhere, arguments = dispatch.dispatched(frame, definition, arguments, node)
    bound = bind(frame, definition, arguments, node)
    context = program.call(definition, bound)
    return given_elsewhere | result(frame, context, bound, node)


def _gives(frame: Frame) -> bool:
    """Whether the running function gives something that matters, which may come of any call."""
    if frame.definition is None:
        return False
    frame.program.read(frame.definition, "telling")
    return frame.definition in frame.program.telling


def _all(arguments: Arguments) -> list[Values]:
    extra = [values for values in (arguments.star, arguments.double_star) if values is not None]
    return [*arguments.positional, *arguments.keywords.values(), *extra]


def _worth_calling(program: Program, definition: FunctionDefinition) -> bool:
    if isinstance(definition.node, ast.Lambda):
        return True
    if definition.owner is not None:
        program.read(definition.owner, "telling")
        if definition.owner in program.telling or program.telling.replaces(definition):
            return True
    program.read(definition, "telling")
    if definition in program.telling or program.interest.can_matter(definition):
        return True
    source = definition.scope.source
    if source.has_receivers and program.names.receives(definition.node):
        return True
    return _captures(program, definition)


def _captures(program: Program, definition: FunctionDefinition) -> bool:
    """Whether a function sees something of interest of the functions around it."""
    around: FunctionDefinition | None = definition
    while around is not None and around.scope.definition is not None:
        for name in program.names.read_in(definition.node):
            program.read(around, name)
            held = around.captured.get(name, NOTHING)
            program.read(around.scope, name)
            if program.telling.flows(held | around.scope.seen_later(name, around.node.lineno)):
                return True
        around = around.scope.definition
    return False


def _managed(frame: Frame, manager: Descriptor, arguments: Arguments, node: ast.AST) -> Values:
    """A call of a `@contextmanager` function: what it yields is there on entering."""
    generated = call_values(frame, manager.function, arguments, node)
    held = new_container(frame, "context", (node, frame.context))
    for value in generated:
        add(frame, held, getattr(value, "rest", UNKNOWN))
    return frozenset({held})
