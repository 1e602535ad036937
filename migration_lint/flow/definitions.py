"""The project's own modules, classes and functions, as the analysis meets them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias

from migration_lint.flow.values import NOTHING, Values

if TYPE_CHECKING:
    from migration_lint.flow.source import SourceFile

FunctionNode: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Scope:
    """The names of a module, class or function body, and what was ever bound to them.

    Attributes:
        source: The file it stands in.
        parent: The scope around it; None for a module.
        qualname: Its dotted name inside the module, empty for a module.
        names: What each name is bound to now; a missing name is looked up outside.
        later: By name, each binding with the line where it happened: what a closure may see.
        globals_: Names that a `global` statement makes the module's.
        nonlocals: Names that a `nonlocal` statement makes the enclosing function's.
    """

    def __init__(self, source: SourceFile, parent: Scope | None, qualname: str, kind: str) -> None:
        self.source = source
        self.parent = parent
        self.qualname = qualname
        self.kind = kind
        self.names: dict[str, Values] = {}
        self.later: dict[str, dict[int, Values]] = {}
        self.locals: frozenset[str] = frozenset()
        self.globals_: frozenset[str] = frozenset()
        self.nonlocals: frozenset[str] = frozenset()


class FunctionDefinition:
    """A function as one evaluation of its `def` or `lambda` makes it.

    Attributes:
        node: Its syntax.
        scope: The scope it closes over.
        captured: What the names of that scope were at the definition.
        owner: The class it is a method of.
        decorators: What its decorators are.
        defaults: What its parameters' defaults are, by name.
    """

    def __init__(
        self,
        node: FunctionNode,
        scope: Scope,
        captured: dict[str, Values],
        owner: ClassDefinition | None,
    ) -> None:
        self.node = node
        self.scope = scope
        self.captured = captured
        self.owner = owner
        self.decorators: Values = NOTHING
        self.defaults: dict[str, Values] = {}

    @property
    def name(self) -> str:
        """Its name; `<lambda>` for a lambda."""
        return getattr(self.node, "name", "<lambda>")


class ClassDefinition:
    """A class as one evaluation of its `class` statement makes it.

    Attributes:
        bases: What its bases are, in order.
        names: What its body binds.
        attributes: What is ever put on `self` by name, whichever the object.
    """

    def __init__(self, node: ast.ClassDef, scope: Scope) -> None:
        self.node = node
        self.scope = scope
        self.bases: tuple[Values, ...] = ()
        self.names: dict[str, Values] = {}
        self.attributes: dict[str, Values] = {}

    @property
    def name(self) -> str:
        """Its name, without that of the scope around it."""
        return self.node.name
