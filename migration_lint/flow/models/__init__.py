"""Models of functions outside the project; each module here has those of one part.

Defining a function under `@model("dotted.name", ...)` registers it. It gets the frame, the
arguments and the node of the call, and returns what the call gives, or None for "nothing special".
A name that begins with `?.` is that of a method of an object which nothing is known of, one that
begins with `@` that of a decorator, whose model gets what stands below.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from migration_lint.submodules import import_all

if TYPE_CHECKING:
    import ast

    from migration_lint.flow.calling.arguments import Arguments
    from migration_lint.flow.domain.values import Values
    from migration_lint.flow.state.frame import Frame

    Model: TypeAlias = "Callable[[Frame, Arguments, ast.AST], Values | None]"

_REGISTRY: dict[str, Model] = {}


def model(*names: str) -> Callable[[Model], Model]:
    """Register a model under the dotted names of what it stands for."""

    def register(function: Model) -> Model:
        for name in names:
            if name in _REGISTRY:
                raise ValueError(f"two models of `{name}`")
            _REGISTRY[name] = function
        return function

    return register


@cache
def _load() -> None:
    import_all(__name__, __path__)


def model_of(name: str) -> Model | None:
    """The model of an external function; None where it has none."""
    _load()
    found = _REGISTRY.get(name)
    if found is None and "()" in name and not name.startswith("@"):
        found = _REGISTRY.get("?." + name.rpartition(".")[2])
    return found
