"""Which of the signatures under `@overload` a call can be of, by the constants that they name."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from migration_lint.flow.code.definitions import FunctionNode
from migration_lint.flow.code.parameter_lists import every
from migration_lint.flow.domain.values import NOTHING, Const, Values


def takes(node: FunctionNode, given: Mapping[str, Values]) -> bool:
    """Whether a signature takes what is given: of `Literal["a", "b"]`, one of these."""
    for parameter in every(node.args):
        named = list(_literals(parameter.annotation))
        values = given.get(parameter.arg, NOTHING)
        are_known = bool(named and values) and all(isinstance(value, Const) for value in values)
        if are_known and not any(getattr(value, "value", None) in named for value in values):
            return False
    return True


def _literals(annotation: ast.expr | None) -> Iterator[object]:
    if isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value).endswith("Literal"):
        inner = annotation.slice
        for part in inner.elts if isinstance(inner, ast.Tuple) else [inner]:
            if isinstance(part, ast.Constant):
                yield part.value
