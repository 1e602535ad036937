"""The surface of an engine: the members of its controller, read from source."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from migration_lint.diagnostic import Span
from migration_lint.flow.code.blocks import held_by
from migration_lint.flow.code.definitions import ClassDefinition, FunctionDefinition, FunctionNode
from migration_lint.flow.code.parameter_lists import receiver_of, single
from migration_lint.flow.code.python_file import PythonFile
from migration_lint.flow.code.signatures import Signature, of_function
from migration_lint.flow.domain.values import Class, Function
from migration_lint.flow.objects.engine_classes import engine_classes, engine_functions
from migration_lint.flow.objects.hierarchy import bases_are_known, order
from migration_lint.named_tuple import NamedTuple

if TYPE_CHECKING:
    from migration_lint.flow.work.program import Program

Kind: TypeAlias = Literal["method", "property", "attribute", "class attribute"]
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class SurfaceMember(NamedTuple):
    """One member of a controller.

    Attributes:
        kind: What it is.
        signature: Of a method; None for others.
        writable: Whether it can be assigned to.
        path: The file where it is defined.
        line: The line there.
    """

    name: str
    kind: Kind
    signature: Signature | None
    writable: bool
    path: str
    line: int


class Surface(NamedTuple):
    """What an engine's controller offers.

    Attributes:
        engine: The engine's name.
        members: By name, private ones too.
        functions: The public functions of its module, by name.
        constructor: What making a controller takes; None where that cannot be told.
        complete: False where a base class is not in the tree or `__getattr__` makes up members.
        path: The file of the controller.
        files: That, and those of its base classes.
        is_function: Whether the engine is a function, and `constructor` what a call of it takes.
    """

    engine: str
    members: Mapping[str, SurfaceMember]
    functions: Mapping[str, Signature]
    constructor: Signature | None
    complete: bool
    path: str
    span: Span
    files: frozenset[str]
    is_function: bool = False


def read_surfaces(program: Program) -> dict[str, Surface]:
    """The surfaces of the engines whose controller's source is in the tree, by engine."""
    found = {}
    for engine in program.project.engines.values():
        for own in engine_classes(program, engine.name):
            assert own.subclass is not None
            found[engine.name] = _read(engine.name, own.subclass)
        for function in engine_functions(program, engine.name):
            found[engine.name] = _of_function(engine.name, function)
    return found


def _of_function(engine: str, definition: FunctionDefinition) -> Surface:
    """The surface of an engine that is a function: its signature."""
    source = definition.scope.source
    signature = of_function(definition.node, bound=False)
    return Surface(
        engine=engine,
        members={},
        functions=_functions(source),
        constructor=signature,
        complete=True,
        path=source.path,
        span=_begin(source, definition.node),
        files=frozenset({source.path}),
        is_function=True,
    )


def _functions(source: PythonFile) -> dict[str, Signature]:
    return {
        node.name: of_function(node, bound=False)
        for node in source.tree.body
        if isinstance(node, _FUNCTIONS)
        if not node.name.startswith("_")
    }


def _begin(source: PythonFile, node: ast.stmt | ast.expr) -> Span:
    at = source.span(node)
    return Span(at.line, at.column, at.line, at.column)


def _read(engine: str, definition: ClassDefinition) -> Surface:
    source = definition.scope.source
    members: dict[str, SurfaceMember] = {}
    complete = True
    for owner in order(definition):
        own: dict[str, SurfaceMember] = {}
        for member in own_members(owner):
            known = own.setdefault(member.name, member)
            if known.kind == member.kind == "property" and member.writable:
                own[member.name] = member  # a setter adds to its property
        for member in _put_by_makers(owner):
            own.setdefault(member.name, member)
        members = {**own, **members}
        complete = complete and bases_are_known(owner)
    complete = complete and "__getattr__" not in members and "__getattribute__" not in members
    functions = _functions(source)
    span = _begin(source, definition.node)
    constructor = _constructor(definition, members)
    files = frozenset(owner.scope.source.path for owner in order(definition))
    return Surface(engine, members, functions, constructor, complete, source.path, span, files)


def _constructor(
    definition: ClassDefinition, members: Mapping[str, SurfaceMember]
) -> Signature | None:
    """What making an object takes: what `__init__` does, or `__new__` where there is none."""
    for owner in order(definition):
        if owner.metaclass or owner.decorators:  # they may change it
            return None
    held = members.get("__init__") or members.get("__new__")
    if held is not None:
        return held.signature
    known = all(map(bases_are_known, order(definition)))
    return Signature((), frozenset(), "()") if known else None


def own_members(definition: ClassDefinition) -> Iterator[SurfaceMember]:
    """What a class itself defines, and what its methods put on their first parameter."""
    source = definition.scope.source
    functions: dict[str, FunctionNode] = {}
    for statement in definition.node.body:
        for member in _of_statement(statement, source):
            yield _called_alike(statement, member, functions)
        if isinstance(statement, _FUNCTIONS):
            functions[statement.name] = statement
    for statement in definition.node.body:
        if isinstance(statement, _FUNCTIONS):
            yield from _set_on_self(statement, source)


def _put_by_makers(definition: ClassDefinition) -> Iterator[SurfaceMember]:
    """What a class's metaclass and decorators put on it, or on its objects, by whichever name."""
    places: list[tuple[ast.AST, PythonFile]] = []
    for value in (*definition.decorators, *definition.metaclass):
        if isinstance(value, Function):
            places.append((value.definition.node, value.definition.scope.source))
        elif isinstance(value, Class):
            places += [(one.node, one.scope.source) for one in order(value.definition)]
    for maker, source in places:
        for node in ast.walk(maker):
            receiver = _receiver(node)
            name = _name_set(node, receiver) if receiver is not None else None
            if name is not None:
                yield SurfaceMember(name, "attribute", None, True, source.path, node.lineno)  # type: ignore[attr-defined]  # an expression


def _receiver(node: ast.AST) -> str | None:
    """The name that `name.attribute = ...` and `setattr(name, ...)` put something on."""
    held = node.value if isinstance(node, ast.Attribute) else None
    if isinstance(node, ast.Call) and node.args:
        held = node.args[0]
    return held.id if isinstance(held, ast.Name) else None


def _of_statement(statement: ast.stmt, source: PythonFile) -> Iterator[SurfaceMember]:
    path, line = source.path, statement.lineno
    if isinstance(statement, _FUNCTIONS):
        yield _function(statement, path)
    elif isinstance(statement, ast.ClassDef):
        yield SurfaceMember(statement.name, "class attribute", None, True, path, line)
    elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            for name in _bound_names(target):
                if name == "__slots__":
                    yield from _slots(statement.value, path, line)
                yield SurfaceMember(name, "class attribute", None, True, path, line)
    elif isinstance(statement, (ast.If, ast.Try)):
        for inner in ast.iter_child_nodes(statement):
            if isinstance(inner, ast.stmt):
                yield from _of_statement(inner, source)


def _called_alike(
    statement: ast.stmt, member: SurfaceMember, functions: Mapping[str, FunctionNode]
) -> SurfaceMember:
    """A name of a class that is bound to a function is a method as well."""
    value = statement.value if isinstance(statement, ast.Assign) else None
    function = functions.get(value.id) if isinstance(value, ast.Name) else value
    if isinstance(function, _FUNCTIONS):
        named = _function(function, member.path)
        return named._replace(name=member.name, line=member.line)
    if isinstance(function, ast.Lambda):
        return member._replace(kind="method", signature=of_function(function, bound=True))
    return member


def _bound_names(target: ast.expr) -> list[str]:
    return [n.id for n in ast.walk(target) if isinstance(n, ast.Name)]


def _slots(value: ast.expr | None, path: str, line: int) -> Iterator[SurfaceMember]:
    """The attributes that `__slots__` makes room for."""
    for node in ast.walk(value) if value is not None else ():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield SurfaceMember(node.value, "attribute", None, True, path, line)


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, path: str) -> SurfaceMember:
    decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
    if any(
        name in ("property", "cached_property", "functools.cached_property") for name in decorators
    ):
        return SurfaceMember(node.name, "property", None, False, path, node.lineno)
    if any(name.endswith(".setter") for name in decorators):
        return SurfaceMember(node.name, "property", None, True, path, node.lineno)
    bound = "staticmethod" not in decorators
    return SurfaceMember(
        node.name, "method", of_function(node, bound=bound), False, path, node.lineno
    )


def _set_on_self(
    method: ast.FunctionDef | ast.AsyncFunctionDef, source: PythonFile
) -> Iterator[SurfaceMember]:
    receiver = receiver_of(method.args)
    if receiver is None:
        return
    search = _walk if source.sets_by_call else _targets
    for node in search(method, receiver):
        name = _name_set(node, receiver)
        if name is not None:
            yield SurfaceMember(name, "attribute", None, True, source.path, node.lineno)  # type: ignore[attr-defined]  # an expression


def _walk(block: ast.AST, receiver: str) -> Iterator[ast.AST]:
    """The nodes of a method, but for functions inside whose own parameter has the name."""
    waiting = [block]
    for node in waiting:
        if node is block or not _takes(node, receiver):
            yield node
            waiting += ast.iter_child_nodes(node)


def _takes(node: ast.AST, name: str) -> bool:
    if not isinstance(node, (*_FUNCTIONS, ast.Lambda)):
        return False
    return any(one.arg == name for one in single(node.args))


def _targets(block: ast.AST, receiver: str) -> Iterator[ast.AST]:
    """What is assigned to in statements, and its parts; found in a fraction of a walk's time."""
    waiting = [block]
    for node in waiting:
        if node is not block and _takes(node, receiver):
            continue
        waiting += held_by(node)
        for target in _assigned_by(node):
            if not isinstance(target, ast.Name):  # of which nothing is a part
                yield from ast.walk(target)


def _assigned_by(statement: ast.AST) -> Sequence[ast.expr]:
    match statement:
        case ast.Assign(targets=targets):
            return targets
        case ast.AnnAssign() | ast.AugAssign() | ast.For() | ast.AsyncFor():
            return [statement.target]
        case ast.With(items=items) | ast.AsyncWith(items=items):
            return [item.optional_vars for item in items if item.optional_vars is not None]
    return []


def _name_set(node: ast.AST, receiver: str) -> str | None:
    """The attribute of `self` that a node sets, in whichever way; None where it sets none."""
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        return node.attr if _is_name(node.value, receiver) else None
    if isinstance(node, ast.Call) and len(node.args) == 3:  # setattr(self, "name", value)
        called = node.func.attr if isinstance(node.func, ast.Attribute) else None
        is_set = called == "__setattr__" or _is_name(node.func, "setattr")
        return _text(node.args[1]) if is_set and _is_name(node.args[0], receiver) else None
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
        held = node.value  # self.__dict__["name"] = value
        is_dict = isinstance(held, ast.Attribute) and held.attr == "__dict__"
        if is_dict and isinstance(held, ast.Attribute) and _is_name(held.value, receiver):
            return _text(node.slice)
    return None


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _text(node: ast.expr) -> str | None:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) else None
