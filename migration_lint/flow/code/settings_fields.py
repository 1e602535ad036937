"""Fields of pydantic's `BaseSettings`, which are filled from the environment."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migration_lint.records import NamedTuple


class SettingsField(NamedTuple):
    """A field and the variable that fills it, in whichever case its letters are.

    Attributes:
        default: What the field is without it; None where it must be there.
    """

    target: ast.Name
    annotation: ast.expr | None
    default: ast.expr | None
    variable: str


def is_settings(node: ast.ClassDef) -> bool:
    """Whether a class inherits from `BaseSettings` by that name."""
    return any(_last_name(base) == "BaseSettings" for base in node.bases)


def settings_fields(node: ast.ClassDef) -> Iterator[SettingsField]:
    """The fields of such a class that are filled by their own name and the class's prefix."""
    prefix = _prefix(node)
    for statement in node.body if prefix is not None else ():
        match statement:
            case ast.AnnAssign(target=ast.Name() as target, annotation=annotation, value=value):
                yield SettingsField(target, annotation, _default_of(value), f"{prefix}{target.id}")
            case ast.Assign(targets=[ast.Name() as target], value=value):
                yield SettingsField(target, None, _default_of(value), f"{prefix}{target.id}")


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
