"""The shared protocol: the members of a controller that both engines honour."""

from __future__ import annotations

from migration_lint.records import NamedTuple


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
        raise ValueError("a signature such as \"build_rd_prompt(context='')\"")
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    first_default = len(positional) - len(arguments.defaults)
    found = [
        Parameter(argument.arg, "positional", position < first_default)
        for position, argument in enumerate(positional)
    ]
    if arguments.vararg:
        found.append(Parameter(arguments.vararg.arg, "var_positional", required=False))
    found += [
        Parameter(argument.arg, "keyword", default is None)
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    if arguments.kwarg:
        found.append(Parameter(arguments.kwarg.arg, "var_keyword", required=False))
    return function.name, signature, tuple(found)
