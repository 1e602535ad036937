"""The project's own modules, classes and functions, as the analysis meets them."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from migration_lint.flow.domain.holders import Object
from migration_lint.flow.domain.values import NOTHING, Values

if TYPE_CHECKING:
    from migration_lint.flow.code.python_file import PythonFile

FunctionNode: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Scope:
    """The names of a module, class or function body, kept over all evaluations of it.

    Attributes:
        source: The file it stands in.
        qualname: Its dotted name inside the module, empty for a module.
        definition: The function whose body it is; None for a module or class.
        later: By name, what is bound on which line: a closure may see it.
        outside: What other scopes bind to its names: `global`, `nonlocal`, `module.name = x`.
        redirected: Names that a `global` or `nonlocal` statement makes another scope's.
        declared: What annotations without a value say of its names.
        items: Those of the paths that something was put under by a constant key.
        paths_of: By first name, the paths and narrowed names that a state may hold.
    """

    def __init__(
        self, source: PythonFile, qualname: str, definition: FunctionDefinition | None = None
    ) -> None:
        self.source = source
        self.qualname = qualname
        self.definition = definition
        self.later: dict[str, dict[int, Values]] = {}
        self.outside: dict[str, Values] = {}
        self.redirected: dict[str, Scope] = {}
        self.declared: dict[str, Values] = {}
        self.paths_of: dict[str, set[str]] = {}
        self.items: set[str] = set()

    def target(self, name: str) -> Scope:
        """The scope that binding a name here binds it in."""
        return self.redirected.get(name, self)

    def seen_later(self, name: str, line: int) -> Values:
        """What a function defined at `line` may see beside what was bound at its definition."""
        found = self.outside.get(name, NOTHING)
        for bound_at, values in self.later.get(name, {}).items():
            if bound_at >= line:
                found = found | values
        return found


class FunctionDefinition:
    """A function as one evaluation of its `def` or `lambda` makes it.

    Attributes:
        node: Its syntax.
        scope: The scope it closes over.
        captured: What the names of that scope were at the definition.
        owner: The class it is a method of.
        decorators: What its decorators are.
        defaults: What its parameters' defaults are, by name.
        overloads: Its `@overload` signatures.
        implementations: Under `singledispatch`, the functions registered, with their types.
        attributes: What is put on the function itself by name.
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
        self.overloads: tuple[FunctionDefinition, ...] = ()
        self.implementations: dict[FunctionDefinition, Values] = {}
        self.attributes: dict[str, Values] = {}

    @property
    def name(self) -> str:
        """Its name; `<lambda>` for a lambda."""
        return getattr(self.node, "name", "<lambda>")

    @cached_property
    def docstring_lines(self) -> range:
        """The lines of its docstring, where nothing else stands in them."""
        body = self.node.body
        if isinstance(body, list) and len(body) > 1 and isinstance(body[0], ast.Expr):
            first, last = body[0].lineno, body[0].end_lineno or body[0].lineno
            if isinstance(body[0].value, ast.Constant) and body[1].lineno > last:
                return range(first, last + 1)
        return range(0)

    @property
    def is_hook_of_module(self) -> bool:
        """Whether it is the `__getattr__` of a module."""
        return self.name == "__getattr__" and self.owner is None and not self.scope.qualname

    @property
    def qualname(self) -> str:
        """Its dotted name inside the module."""
        around = self.owner.qualname if self.owner else self.scope.qualname
        return f"{around}.{self.name}" if around else self.name


class ClassDefinition:
    """A class as one evaluation of its `class` statement makes it.

    Attributes:
        engines: The engines whose controller it is, if its own module defines it.
        decorators: What its decorators are.
        bases: What its bases are, in order.
        ancestry: Itself and its base classes of the project, nearest first, once it is asked for.
        names: What its body binds.
        fields: The annotations of its own fields as a record, once they are asked for.
        attributes: What is ever put on `self` by name, whichever the object.
        giving: By name, whether a method may give its own object or class; see `may_give_itself`.
        put_by: By name and by the method that puts it there, the same; None for other code.
        inside: The names of its body.
        every: What to depend on in order to hear of changes to any of its objects.
        metaclass: What its own `metaclass=` is.
        is_generic: Whether it or a base class has type variables, or says what those of a base are.
        variables: The names of its own type variables.
        is_controller: Whether it inherits from an engine's controller that it is not itself.
        anyone: What `self` is where it may be any of its objects.
        subclasses: The classes of the project that inherit from it, however far.
    """

    def __init__(self, node: ast.ClassDef, scope: Scope) -> None:
        self.node = node
        self.scope = scope
        self.inside = Scope(scope.source, self.qualname)
        self.engines: frozenset[str] = frozenset()
        self.decorators: Values = NOTHING
        self.bases: tuple[Values, ...] = ()
        self.ancestry: tuple[ClassDefinition, ...] | None = None
        self.names: dict[str, Values] = {}
        self.fields: dict[str, ast.expr | None] | None = None
        self.attributes: dict[str, Values] = {}
        self.giving: dict[str, bool] = {}
        self.put_by: dict[str, dict[FunctionDefinition | None, Values]] = {}
        self.every = object()
        self.subclasses: set[ClassDefinition] = set()
        self.metaclass: Values = NOTHING
        self.is_controller = False
        self.is_generic = False
        self.variables: tuple[str, ...] = ()
        self._objects: dict[object, Object] = {}
        self.anyone = self.object_at("self")

    def object_at(self, site: object, most: int | None = None) -> Object:
        """The object of this class that is made at a site, the same each time.

        Where there are more than `most` already, any object of the class stands for it.
        """
        known = self._objects.get(site)
        if known is None:
            if most is not None and len(self._objects) > most:
                return self.anyone
            known = self._objects[site] = Object(self, site)
        return known

    @property
    def name(self) -> str:
        """Its name, without that of the scope around it."""
        return self.node.name

    @property
    def qualname(self) -> str:
        """Its dotted name inside the module."""
        return f"{self.scope.qualname}.{self.name}" if self.scope.qualname else self.name
