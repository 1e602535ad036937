"""Records: dataclasses, named tuples, typed dicts and the like; what is in their fields."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_one, call_values
from migration_lint.flow.code.definitions import ClassDefinition
from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.values import UNKNOWN, Class, Symbol, Values, symbols
from migration_lint.flow.objects.attributes import get_attribute
from migration_lint.flow.objects.containers import new_container, put
from migration_lint.flow.objects.hierarchy import class_attribute, order
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.typeforms import annotated_values, instances

_AFTER_INIT = ("__post_init__", "__attrs_post_init__")
_NAMED_TUPLE = "typing.NamedTuple"
_NO_FIELDS = ("ClassVar", "KW_ONLY")
_FIELD_HOOKS = ("default", "validator")  # of attrs
_FIELD_MAKERS = ("ib", "attrib", "field", "Field")  # attr.ib, dataclasses.field, ...


def fields_of(definition: ClassDefinition) -> dict[str, ast.expr | None]:
    """The annotations of a record's fields by name, those of its bases first."""
    fields: dict[str, ast.expr | None] = {}
    for owner in reversed(order(definition)):
        if owner.fields is None:
            owner.fields = _own_fields(owner.node)
        for name, annotation in owner.fields.items():
            fields.setdefault(name, annotation)
    return fields


def _own_fields(node: ast.ClassDef) -> dict[str, ast.expr | None]:
    fields: dict[str, ast.expr | None] = {}
    for statement in node.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            if not _says(statement.annotation, *_NO_FIELDS):
                fields.setdefault(statement.target.id, statement.annotation)
        elif isinstance(statement, ast.Assign) and _makes_field(statement.value):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    fields.setdefault(target.id, None)
    return fields


def _makes_field(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in _FIELD_MAKERS


def is_field_hook(frame: Frame, node: ast.Attribute) -> bool:
    """Whether a decorator in a class is one such as `@field.default`, of one of its fields."""
    if node.attr not in _FIELD_HOOKS or frame.owner is None or not isinstance(node.value, ast.Name):
        return False
    return node.value.id in fields_of(frame.owner)


def run_field_hook(frame: Frame, hook: Values, node: ast.Attribute) -> None:
    """Run what attrs asks for the default of a field, or to check what is put there."""
    assert frame.owner is not None
    assert isinstance(node.value, ast.Name)
    name = node.value.id
    receiver = frozenset({frame.owner.anyone})
    if node.attr == "default":
        made = call_values(frame, hook, Arguments([receiver]), node)
        frame.program.holdings.put_attribute(frame.owner.anyone, name, made)
    else:
        given = get_attribute(frame, receiver, name, node)
        call_values(frame, hook, Arguments([receiver, UNKNOWN, given]), node)


def fill(frame: Frame, value: Object, arguments: Arguments, node: ast.AST) -> None:
    """Put what a call gives into the fields of a record, which has no `__init__` of its own."""
    fields = fields_of(value.definition)
    given = dict(zip(fields, arguments.positional, strict=False))
    given.update((name, held) for name, held in arguments.keywords.items() if name in fields)
    if arguments.star is not None:
        given = {name: given.get(name, arguments.star) for name in fields}
    for name, values in given.items():
        frame.program.holdings.put_attribute(value, name, values)
    for name in _AFTER_INIT:
        for one in class_attribute(frame, value, name):
            passed = [given.get(name, UNKNOWN) for name in fields if _is_passed(fields[name])]
            call_one(frame, one, Arguments([frozenset({value}), *passed]), node)


def _is_passed(annotation: ast.expr | None) -> bool:
    """Whether the annotation of a field says that it is handed on to `__post_init__`."""
    return annotation is not None and _says(annotation, "InitVar")


def _says(annotation: ast.expr, *names: str) -> bool:
    return any(name in ast.dump(annotation) for name in names)


# -- named tuples


def named_tuple(frame: Frame, names: list[str], types: list[Values], node: ast.AST) -> Values:
    """The class that `namedtuple(...)`, `NamedTuple(...)` or `make_dataclass(...)` makes."""
    known = frame.program.memory.get((node, "record"))
    if not isinstance(known, ClassDefinition):
        fields = "\n".join(f"    {name}: object" for name in names)
        made = ast.parse(f"class Record:\n{fields}").body[0]
        assert isinstance(made, ast.ClassDef)
        known = frame.program.memory[node, "record"] = ClassDefinition(made, frame.scope)
        known.bases = (frozenset({Symbol(_NAMED_TUPLE)}),)
    for name, held in zip(names, types, strict=False):
        frame.program.holdings.put(known, known.attributes, name, held)
    return frozenset({Class(known)})


def as_tuple(frame: Frame, value: Object, node: ast.AST) -> Container | None:
    """The members of a named tuple in order; None for another object."""
    if not any(
        _NAMED_TUPLE in symbols(base) for one in order(value.definition) for base in one.bases
    ):
        return None
    held = new_container(frame, "tuple", ("record", value))
    for position, name in enumerate(fields_of(value.definition)):
        put(frame, held, position, get_attribute(frame, frozenset({value}), name, node))
    return held


# -- typed dicts


def is_typed_dict(definition: ClassDefinition) -> bool:
    """Whether the instances of a class are dicts whose keys it lists."""
    return any(name.endswith(".TypedDict") for name in _bases(definition))


def _bases(definition: ClassDefinition) -> Iterator[str]:
    for one in order(definition):
        for base in one.bases:
            yield from symbols(base)


def typed_dict(frame: Frame, definition: ClassDefinition, site: object) -> Container:
    """A dict of a `TypedDict` class, with what the class says of its keys."""
    held = new_container(frame, "dict", ("typed", definition, site))
    for name, annotation in fields_of(definition).items():
        if annotation is not None:
            declared = annotated_values(frame, annotation)
            put(frame, held, name, instances(frame, declared, annotation))
    return held
