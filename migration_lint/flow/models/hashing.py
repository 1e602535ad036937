"""The builtin `hash()`, which is salted, and what is computed from it."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.domain.values import Symbol, Values
from migration_lint.flow.models import model
from migration_lint.flow.recording.recorder import Part
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame


@model("?.__hash__", "str.__hash__")
def _dunder_hash(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return frozenset({Symbol(observe.SALTED)})


@model("builtins.abs")
def _same(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    values = arguments.get(0)
    return values if observe.is_salted(values) else None


@model("random.Random", "random.seed", "random.Random().seed", "numpy.random.default_rng")
def _seeded(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    if isinstance(node, ast.Call) and node.args and observe.is_salted(arguments.get(0)):
        seed = Part(node.args[0], arguments.get(0))
        observe.narrowing(frame, node, (seed, seed), "seed")


@model("builtins.divmod", "operator.mod", "math.fmod")
def _divided(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    if isinstance(node, ast.Call) and len(node.args) == 2 and observe.is_salted(arguments.get(0)):
        left, right = (
            Part(part, values) for part, values in zip(node.args, arguments.positional, strict=True)
        )
        observe.narrowing(frame, node, (left, right), "%")
