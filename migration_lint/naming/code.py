"""Whether a piece of Python code, given as text, needs the legacy engine."""

from __future__ import annotations

import ast
import warnings

from migration_lint.naming.legacy_names import LegacyNames


def legacy_in_code(text: str, names: LegacyNames) -> str | None:
    """The legacy module or file that a piece of code imports, loads or names as a module.

    The text is what `exec`, `eval` or `python -c` are given. Strings inside it count where they
    are a call's argument or a key: `__import__("...")`, `sys.modules["..."]`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of invalid escapes in the code that is read
            tree = ast.parse(text.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    for node in ast.walk(tree):
        found = _in_node(node, names)
        if found:
            return found
    return None


def _in_node(node: ast.AST, names: LegacyNames) -> str | None:
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        modules = [node.module] if node.module else [alias.name for alias in node.names]
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
    """A printed text is no use of what it says."""
    if isinstance(call.func, ast.Name) and call.func.id == "print":
        return None
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    return next(filter(None, (_in_string(argument, names) for argument in arguments)), None)


def _in_string(node: ast.expr, names: LegacyNames) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return names.object(node.value) or names.file(node.value)
    return None
