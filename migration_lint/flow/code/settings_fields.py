"""Fields of pydantic's `BaseSettings`, which are filled from the environment."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migration_lint.flow.code.blocks import held_by
from migration_lint.flow.code.python_file import PythonFile
from migration_lint.named_tuple import NamedTuple

_BASE = "BaseSettings"
_ALIASES = ("alias", "env", "validation_alias")


class SettingsClassFact(NamedTuple):
    """A class that inherits from `BaseSettings` by that name, wherever it stands."""

    node: ast.ClassDef


class SettingsField(NamedTuple):
    """A field and the variable that fills it, in whichever case its letters are.

    Attributes:
        default: What the field is without it; None where it must be there.
        variable: The name of the variable.
        is_aliased: Whether the field says that name itself, without the prefix of the class.
    """

    target: ast.Name
    annotation: ast.expr | None
    default: ast.expr | None
    variable: str
    is_aliased: bool


def is_settings(node: ast.ClassDef) -> bool:
    """Whether a class inherits from `BaseSettings` by that name."""
    return any(_last_name(base) == _BASE for base in node.bases)


def settings_classes(source: PythonFile) -> Iterator[SettingsClassFact]:
    """Such classes of a file; one without the word is not looked at."""
    waiting: list[ast.AST] = [source.tree] if _BASE.encode() in source.data else []
    for node in waiting:
        if isinstance(node, ast.ClassDef) and is_settings(node):
            yield SettingsClassFact(node)
        waiting += held_by(node)


def settings_fields(node: ast.ClassDef) -> Iterator[SettingsField]:
    """The fields of such a class: by the name each says, or by its own after the class's prefix."""
    prefix = _prefix(node)
    for statement in node.body:
        match statement:
            case ast.AnnAssign(target=ast.Name() as target, annotation=annotation, value=value):
                yield from _field(target, annotation, value, prefix)
            case ast.Assign(targets=[ast.Name() as target], value=value):
                yield from _field(target, None, value, prefix)


def _field(
    target: ast.Name, annotation: ast.expr | None, value: ast.expr | None, prefix: str | None
) -> Iterator[SettingsField]:
    alias = _alias(value)
    variable = alias or (None if prefix is None else f"{prefix}{target.id}")
    if variable is not None:
        default = _default_of(value)
        yield SettingsField(target, annotation, default, variable, alias is not None)


def _alias(value: ast.expr | None) -> str | None:
    """The name of the variable in `Field(False, validation_alias="NAME")`."""
    for keyword in value.keywords if isinstance(value, ast.Call) else ():
        if keyword.arg in _ALIASES and isinstance(keyword.value, ast.Constant):
            return str(keyword.value.value)
    return None


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _prefix(node: ast.ClassDef) -> str | None:
    """What the names of its variables have before those of its fields; None if it is not told."""
    for inner in ast.walk(node):
        for name, value in _named(inner):
            if name == "env_prefix":
                return str(value.value) if isinstance(value, ast.Constant) else None
    return ""


def _named(node: ast.AST) -> Iterator[tuple[object, ast.expr | None]]:
    """What a keyword, an assignment or a dict gives under a name."""
    match node:
        case ast.keyword(arg=name, value=value):
            yield name, value
        case ast.Assign(targets=[ast.Name(name)], value=value):
            yield name, value
        case ast.AnnAssign(target=ast.Name(name), value=value):
            yield name, value
        case ast.Dict(keys=keys, values=values):
            yield from (
                (getattr(key, "value", None), it) for key, it in zip(keys, values, strict=True)
            )


def _default_of(value: ast.expr | None) -> ast.expr | None:
    """The default in `Field(False)` and `Field(default=False)`; any other value is one itself."""
    match value:
        case ast.Call(args=[default, *_]):
            return default
        case ast.Call(keywords=keywords):
            given = (one.value for one in keywords if one.arg == "default")
            return next(given, None)
    return value
