"""What a text that is put together begins and ends with, as far as that is written."""

from __future__ import annotations

import ast

from migration_lint.named_tuple import NamedTuple


class Affixes(NamedTuple):
    """The constant parts around what is not known of a text."""

    prefix: str = ""
    suffix: str = ""

    def fit(self, name: str) -> bool:
        """Whether the text may be this name."""
        return name.startswith(self.prefix) and name.endswith(self.suffix)


def affixes(node: ast.expr) -> Affixes:
    """`f"on_{x}"`, `"on_" + x`, `"on_%s" % x`, `"on_{}".format(x)`, and the same with a suffix."""
    match node:
        case ast.JoinedStr(values=[first, *rest]):
            return Affixes(_text(first), _text(rest[-1]) if rest else "")
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return Affixes(_text(left) or affixes(left).prefix, _text(right))
        case ast.BinOp(left=ast.Constant(value=str(text)), op=ast.Mod()):
            return Affixes(text.partition("%")[0])
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="format")):
            return Affixes(text.partition("{")[0], text.rpartition("}")[2])
    return Affixes()


def _text(node: ast.expr) -> str:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else ""  # type: ignore[attr-defined]  # a constant
