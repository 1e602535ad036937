"""The shared protocol: the members of a controller that both engines honour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migration_lint.named_tuple import NamedTuple

if TYPE_CHECKING:
    import ast


A_SIGNATURE = 'a signature such as "save(path, backup=None)"'


class Parameter(NamedTuple):
    """One parameter of a protocol method.

    Attributes:
        name: Its name, without stars.
        kind: `positional`, `keyword`, `var_positional` or `var_keyword`.
        required: Whether a call must give it.
    """

    name: str
    kind: str
    required: bool


class ProtocolMethod(NamedTuple):
    """One member of the protocol.

    Attributes:
        name: The member's name.
        signature: The text in the configuration, `update_stage(new_stage)`.
        parameters: What it takes after `self`; None for a plain attribute or property.
    """

    name: str
    signature: str
    parameters: tuple[Parameter, ...] | None


def parse_method(signature: str) -> ProtocolMethod:
    """Read a signature as it stands in the configuration.

    Raises:
        ValueError: The text is neither a name nor `name(parameters)`.
    """
    stripped = signature.strip()
    if stripped.isidentifier():
        return ProtocolMethod(stripped, stripped, None)
    return ProtocolMethod(*_parse_call(stripped))


def _parse_call(signature: str) -> tuple[str, str, tuple[Parameter, ...]]:
    import ast  # noqa: PLC0415 - the default configuration is built without it

    text = f"def {signature}: ..."
    try:
        statements = ast.parse(text).body
        compile(text, "<signature>", "exec")  # finds what a parse does not: a name given twice
    except (SyntaxError, ValueError):
        statements = []
    function = statements[0] if len(statements) == 1 else None
    if not isinstance(function, ast.FunctionDef):
        raise ValueError(A_SIGNATURE)
    parameters = tuple(parameters_of(function.args))
    if parameters and parameters[0].name in {"self", "cls"}:
        raise ValueError(f"a signature without `{parameters[0].name}`")
    return function.name, signature, parameters


def parameters_of(head: ast.arguments) -> list[Parameter]:
    """The parameters that the head of a function lists, in order."""
    positional = [*head.posonlyargs, *head.args]
    first_default = len(positional) - len(head.defaults)
    found = [
        Parameter(argument.arg, "positional", position < first_default)
        for position, argument in enumerate(positional)
    ]
    if head.vararg:
        found.append(Parameter(head.vararg.arg, "var_positional", required=False))
    found += [
        Parameter(argument.arg, "keyword", default is None)
        for argument, default in zip(head.kwonlyargs, head.kw_defaults, strict=True)
    ]
    if head.kwarg:
        found.append(Parameter(head.kwarg.arg, "var_keyword", required=False))
    return found
