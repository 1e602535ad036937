"""Annotations: the instances of the types that they name; also in strings and comments."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from migration_lint.diagnostic import Span
from migration_lint.flow.code.python_file import PythonFile
from migration_lint.flow.domain import foreign
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Alias,
    Class,
    Const,
    Controller,
    ControllerClass,
    Place,
    Symbol,
    Trail,
    Unknown,
    Value,
    Values,
    join,
)
from migration_lint.flow.objects import generics
from migration_lint.flow.objects.containers import add, new_container, put
from migration_lint.flow.recording import builders
from migration_lint.flow.syntax.evaluation import evaluate
from migration_lint.regex import regex

if TYPE_CHECKING:
    from migration_lint.flow.state.frame import Frame

NONE: Values = frozenset({Const(None)})
_TYPE_COMMENT = regex(rb"#\s*type:\s*(?!ignore\b)([^#\n\r]+)")
_OF_TYPES = (ast.Name, ast.Attribute, ast.Subscript, ast.BinOp, ast.Constant, ast.Tuple)
_TRANSPARENT = ("Optional", "Union", "Annotated", "ClassVar", "Final", "Required", "NotRequired",
                "Awaitable", "Coroutine", "InitVar", "ReadOnly", "TypeGuard", "TypeIs")  # fmt: skip
_MEMBERS = ("list", "List", "set", "Set", "frozenset", "FrozenSet", "tuple", "Tuple", "Sequence",
            "Iterable", "Iterator", "Collection", "deque", "Deque", "Generator", "AsyncIterator",
            "AsyncGenerator", "AsyncIterable", "MutableSequence", "AbstractSet")  # fmt: skip
_MAPPINGS = ("dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "DefaultDict",
             "OrderedDict")  # fmt: skip
_HELD = {"ContextVar": "variable", "Future": "future", "Task": "future", "Queue": "list",
         "SimpleQueue": "list", "LifoQueue": "list", "PriorityQueue": "list",
         "WeakSet": "set"}  # fmt: skip
_REFERENCES = ("ref", "ReferenceType")  # weak ones: calling them gives what they are of
_DEPENDENCIES = ("fastapi.Depends", "fastapi.Security", "fastapi.params.Depends")
_ENTERED = ("ContextManager", "AbstractContextManager", "AsyncContextManager")


_PLAIN = frozenset(("str", "int", "float", "bool", "bytes", "object", "Any", "None", "Path", "Self",
                    *_TRANSPARENT, *_MEMBERS, *_MAPPINGS, "Callable", "Literal"))  # fmt: skip


def is_plain(node: ast.expr) -> bool:
    """Whether an annotation has only builtin and typing names, of which nothing has to be known."""
    if isinstance(node, ast.Name):
        return node.id in _PLAIN
    if isinstance(node, ast.Subscript):
        return is_plain(node.value) and is_plain(node.slice)
    if isinstance(node, ast.Tuple):
        return all(map(is_plain, node.elts))
    return isinstance(node, ast.Constant) and node.value is None


def annotated_values(frame: Frame, node: ast.expr) -> Values:
    """What an annotation names: classes and type forms."""
    if isinstance(node, ast.Constant):
        if node.value is None:
            return frozenset({Alias("None", NONE)})
        return _quoted(frame, node) if isinstance(node.value, str) else UNKNOWN
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        left, right = annotated_values(frame, node.left), annotated_values(frame, node.right)
        return left | right
    if isinstance(node, ast.Subscript):
        return form(frame, evaluate(frame, node.value), node)
    if isinstance(node, ast.List):  # the parameters of a `Callable`
        return UNKNOWN | join([annotated_values(frame, part) for part in node.elts])
    return evaluate(frame, node)


def _quoted(frame: Frame, node: ast.Constant, how: str = "annotation") -> Values:
    """What a string annotation names; each name inside is noted."""
    inner = frame.source.quoted(node)
    if inner is None:
        return UNKNOWN
    return _evaluate_quoted(frame, inner, frame.source.span(node), how)


def _evaluate_quoted(frame: Frame, inner: ast.expr, at: Span, how: str) -> Values:
    quiet = frame.quiet()
    values = annotated_values(quiet, inner)
    for part in _named_in(inner):
        if isinstance(part, (ast.Name, ast.Attribute)):
            named = evaluate(quiet, part)
            if frame.program.matters(named) or _is_unbound_legacy(frame, part):
                frame.recorder.see(
                    builders.annotation,
                    inner,
                    frame.scope.qualname,
                    {"values": named},
                    at=at,
                    text=ast.unparse(part),
                    how=how,
                    apart=(ast.unparse(part), at),
                )
    return values


def _is_unbound_legacy(frame: Frame, part: ast.Name | ast.Attribute) -> bool:
    """Whether a type in quotes is of a legacy module that the file does not import."""
    name = ast.unparse(part)
    return frame.program.vocabulary.is_legacy(name) and not frame.source.binds(
        name.partition(".")[0]
    )


def _named_in(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a type, those of types that are quoted in it once more among them."""
    yield node
    is_text = isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("Literal")
    for part in ast.iter_child_nodes(node) if not is_text else ():
        yield from _named_in(part)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            yield from _named_in(ast.parse(node.value.strip(), mode="eval").body)
        except (SyntaxError, ValueError, RecursionError):
            return


def quoted_type(frame: Frame, node: ast.Constant) -> Values:
    """What the string of `cast("X", value)`, a type alias or a field names."""
    return _quoted(frame, node, "cast") if isinstance(node.value, str) else UNKNOWN


def form(frame: Frame, base: Values, node: ast.Subscript) -> Values:
    """The values of a subscripted type, such as `Optional[X]`, `list[X]` or a generic class."""
    names = [value.name.rpartition(".")[2] for value in base if isinstance(value, Symbol)]
    arguments = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    inner = _members_of_form(frame, names, arguments)
    if not names or any(isinstance(value, Class) for value in base):
        return frozenset(
            generics.parametrized(frame, value, inner, node) if isinstance(value, Class) else value
            for value in base
        )
    name = names[0]
    if not any(map(frame.program.telling.flows, inner)):
        return frozenset({Alias(name, UNKNOWN)})
    held = [
        instances(frame, values, argument)
        for values, argument in zip(inner, arguments, strict=True)
    ]
    if name == "Annotated":  # what is asked for there is given
        held[1:] = _dependencies(frame, arguments[1:], inner[1:])
    of_form = _instances_of_form(frame, name, node, held, inner)
    if of_form is None:
        for value in base:
            if isinstance(value, Symbol):  # it may be a generic class of the project
                frame.program.deferral.undefer(value.name)
    return frozenset({Alias(name, UNKNOWN if of_form is None else of_form)})


def _instances_of_form(
    frame: Frame, name: str, node: ast.Subscript, held: list[Values], inner: list[Values]
) -> Values | None:
    """What the instances of a type form are; None where the form is not known.

    Args:
        frame: Where the form stands.
        name: Its name, without its module.
        node: The form with its brackets.
        held: The instances of each type between the brackets.
        inner: These types themselves.
    """
    if name in _TRANSPARENT:
        which = held[-1:] if name == "Coroutine" else held
        return join(which) | (NONE if name == "Optional" else NOTHING)
    if name in ("type", "Type"):
        return join(inner)
    if name in (*_MEMBERS, *_MAPPINGS, *_ENTERED, *_HELD):
        return _container(frame, name, node, held)
    if (name == "Callable" and len(held) == 2) or name in _REFERENCES:
        return frozenset({_Returning(held[-1])})
    return None


def _members_of_form(frame: Frame, names: list[str], members: list[ast.expr]) -> list[Values]:
    """What stands between the brackets: types, but for the values of some forms."""
    types = 0 if "Literal" in names else 1 if "Annotated" in names else len(members)
    found = [annotated_values(frame, member) for member in members[:types]]
    return [*found, *(evaluate(frame, member) for member in members[types:])]


def _dependencies(frame: Frame, nodes: list[ast.expr], given: list[Values]) -> Iterator[Values]:
    """What calls such as `Depends(get_engine)` give."""
    for node, values in zip(nodes, given, strict=True):
        if isinstance(node, ast.Call):
            called = evaluate(frame.quiet(), node.func)
            if any(isinstance(one, Symbol) and one.name in _DEPENDENCIES for one in called):
                yield values


def _container(frame: Frame, name: str, node: ast.Subscript, held: list[Values]) -> Values:
    if name in _MAPPINGS:
        container = new_container(frame, "dict", node)
        add(frame, container, held[-1], held[0])
    elif name in _ENTERED or name in _HELD:
        container = new_container(frame, _HELD.get(name, "context"), node)
        add(frame, container, held[0])
    elif name.lower() == "tuple":
        container = new_container(frame, "tuple", node)
        if _is_of_any_length(node.slice):
            add(frame, container, held[0])
        else:
            for position, values in enumerate(held):
                put(frame, container, position, values)
    else:
        container = new_container(frame, "list", node)
        add(frame, container, join(held[:1] if name.startswith(("Gen", "AsyncGen")) else held))
    return frozenset({container})


def _is_of_any_length(members: ast.expr) -> bool:
    """Whether what stands between the brackets of a tuple's type is `X, ...`."""
    last = members.elts[-1] if isinstance(members, ast.Tuple) and members.elts else None
    return isinstance(last, ast.Constant) and last.value is ...


def _Returning(returns: Values) -> Alias:  # noqa: N802 - stands for a value's class
    return Alias("Callable()", returns)


def instances(frame: Frame, types: Values, node: ast.AST) -> Values:
    """What is of the types named by an annotation at `node`."""
    from migration_lint.flow.objects import records  # noqa: PLC0415 - they need annotations themselves

    found = NOTHING
    for value in types:
        if isinstance(value, ControllerClass):
            place = Place(frame.source.path, node)
            trail = Trail(place, "annotated as a controller here", value.trail)
            found |= {Controller(value.engines, value.subclass, trail)}
        elif isinstance(value, Class):
            if records.is_typed_dict(value.definition):
                found |= {records.typed_dict(frame, value.definition, "annotated")}
            elif value.arguments:
                found |= {generics.annotated(frame, value)}
            else:
                found |= {value.definition.object_at("annotated")}
        elif isinstance(value, Alias):
            found |= value.instances
        else:
            found |= foreign.instance(value) if isinstance(value, Symbol) else UNKNOWN
    return found


def says_nothing(value: Value) -> bool:
    """Whether so little is known of a value that an annotation tells more."""
    is_foreign = isinstance(value, Symbol) and value.name.endswith("()")
    return isinstance(value, Unknown) or is_foreign


def refined(values: Values, declared: Values) -> Values:
    """Values as an annotation says that they are, where nothing better is known of them."""
    known = frozenset(value for value in values if not says_nothing(value))
    return known | declared if len(known) < len(values) or not values else values


def type_comments(frame: Frame, source: PythonFile) -> None:
    """Note the names in the type comments of a file."""
    if b"type:" not in source.data:
        return
    for line, text, column in source.type_comments():
        at = Span(line, column, line, column + len(text.rstrip()))
        for inner in _commented_types(text.strip()):
            _evaluate_quoted(frame, inner, at, "type comment")


def _commented_types(text: str) -> list[ast.expr]:
    """The types in a comment: one, or those of a signature `(int, str) -> bool`."""
    try:
        if "->" in text:
            signature = ast.parse(text, mode="func_type")
            return [*signature.argtypes, signature.returns]
        inner = ast.parse(text, mode="eval").body
        return [inner] if isinstance(inner, _OF_TYPES) else []
    except (SyntaxError, ValueError, RecursionError):
        return []
