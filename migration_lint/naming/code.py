"""Tell whether Python code in a text needs the legacy engine."""

from __future__ import annotations

import ast
import builtins
import warnings

from migration_lint.flow.syntax.operators import HOLE
from migration_lint.named_tuple import NamedTuple
from migration_lint.naming.legacy_names import LegacyNames

_LOADS = frozenset({"__import__", "exec", "eval", "compile", "open", "getattr", "map"})


class LegacyCode(NamedTuple):
    """Where a piece of code needs the legacy engine; 1-based within the text.

    Attributes:
        symbol: The module or file.
    """

    symbol: str
    line: int
    column: int
    end_column: int


def legacy_in_code(text: str, names: LegacyNames) -> str | None:
    """The legacy module or file that a piece of code needs; None where it needs none."""
    found = find_legacy(text, names)
    return found.symbol if found else None


def find_legacy(text: str, names: LegacyNames) -> LegacyCode | None:
    """The first place where a piece of code imports, loads or names the legacy module.

    The text is what `exec`, `eval` or `python -c` are given. Strings inside it count where they
    are a call's argument or a key: `__import__("...")`, `sys.modules["..."]`.
    """
    parsed = parse_code(text)
    if parsed is None:
        return None
    tree, indent = parsed
    for node in ast.walk(tree):
        symbol = _in_node(node, names)
        if symbol:
            start = getattr(node, "col_offset", 0) + indent + 1
            end = (getattr(node, "end_col_offset", None) or start) + indent + 1
            return LegacyCode(symbol, getattr(node, "lineno", 1), start, max(start, end))
    return None


def parse_code(text: str) -> tuple[ast.Module, int] | None:
    """The tree of a piece of code and by how much it is indented; None where it is no Python."""
    from textwrap import dedent  # noqa: PLC0415 - few texts are tried as code

    code = dedent(text).replace(HOLE, "_")  # a value that is not known is some expression
    indent = len(text.lstrip("\n")) - len(text.lstrip()) if code != text else 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of invalid escapes in the code that is read
            return ast.parse(code), indent
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _in_node(node: ast.AST, names: LegacyNames) -> str | None:
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        before = f"{node.module}." if node.module else ""
        modules = [*filter(None, [node.module]), *(f"{before}{alias.name}" for alias in node.names)]
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        modules = [node.value.id]
    elif isinstance(node, ast.Call):
        return _in_call(node, names)
    elif isinstance(node, ast.Subscript):
        return _in_string(node.slice, names)
    else:
        return None
    return next(filter(None, map(names.module, modules)), None)


def _in_call(call: ast.Call, names: LegacyNames) -> str | None:
    """A text that is printed or measured is no use of what it says."""
    called = call.func.id if isinstance(call.func, ast.Name) else ""
    if hasattr(builtins, called) and called not in _LOADS:
        return None
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    return next(filter(None, (_in_string(argument, names) for argument in arguments)), None)


def _in_string(node: ast.expr, names: LegacyNames) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return names.object(node.value) or names.file(node.value)
    return None
