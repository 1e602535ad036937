"""The whole program under analysis: its files, its contexts, and the work that is left to do.

A context is one body with what flows into it: a module, or a function with its arguments. Contexts
read what others write (bindings, attributes, returns); one whose input changed is run again, until
nothing changes. All changes only ever add, and sets of values are bounded, so that ends.
"""

from __future__ import annotations

import ast
import builtins
import gc
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from migration_lint.diagnostic import Span
from migration_lint.facts import Facts
from migration_lint.flow import bodies
from migration_lint.flow.corpus import Corpus
from migration_lint.flow.deferral import Deferral
from migration_lint.flow.definitions import ClassDefinition, FunctionDefinition, FunctionNode, Scope
from migration_lint.flow.fixtures import Fixtures
from migration_lint.flow.interest import Interest
from migration_lint.flow.modules import ModuleIndex
from migration_lint.flow.recorder import Recorder
from migration_lint.flow.relevance import Relevance
from migration_lint.flow.scoping import bound_names, stored_names
from migration_lint.flow.source import SourceFile
from migration_lint.flow.tables import is_table
from migration_lint.flow.telling import Telling
from migration_lint.flow.values import (
    NOTHING,
    UNKNOWN,
    Const,
    Container,
    Module,
    Object,
    Symbol,
    Unknown,
    Value,
    Values,
    bounded,
)
from migration_lint.flow.vocabulary import Vocabulary
from migration_lint.project import Project

if TYPE_CHECKING:
    from migration_lint.flow.surface import Surface

_LINE_END = re.compile(rb"\r\n|\r|\n")
# How often one context may run. Sets of values grow for a few rounds; in a large program that is
# full of controllers, the rounds after the first few find next to nothing and cost the most.
_MOST_RUNS = ((4_000, 12), (6_000, 6))
_LEAST_RUNS = 4
# How many contexts one function may have, further arguments being joined into one: the fewer, the
# more contexts there are in all, so that the time grows with the program and not with its square.
_MOST_CONTEXTS = ((1_000, 12), (2_000, 4), (3_000, 2))
_LEAST_CONTEXTS = 1
_DEEPEST_CALL = 25  # nested evaluations; deeper ones wait in the queue


class Context:
    """One body with what flows into it.

    Attributes:
        definition: The function; None for a module.
        arguments: What its parameters are, by name.
        returns: What it returns, so far.
        yields: What it yields, so far.
        sent: What is sent into it as a generator.
    """

    __slots__ = ("arguments", "definition", "queued", "returns", "runs", "scope", "sent", "yields")

    def __init__(
        self,
        scope: Scope,
        definition: FunctionDefinition | None = None,
        arguments: dict[str, Values] | None = None,
    ) -> None:
        self.scope = scope
        self.definition = definition
        self.arguments = arguments or {}
        self.returns: Values = NOTHING
        self.yields: Values = NOTHING
        self.sent: Values = NOTHING
        self.runs = 0
        self.queued = False


class ModuleState:
    """A module of the project: its file, its context and what it exports now."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.scope = Scope(source, "")
        self.context = Context(self.scope)
        self.exports: dict[str, Values] = {}
        self.previous: dict[str, Values] = {}
        self.stars: list[Values] = []
        self.done = False
        self.holders: tuple[str, ...] = ()


class Program:
    """Everything that one analysis knows.

    Attributes:
        runs: How often a body was evaluated, in all.
    """

    def __init__(self, project: Project, files: Corpus) -> None:
        self.project = project
        self.vocabulary = Vocabulary(project)
        self.relevance = Relevance(self.vocabulary)
        self.files = files
        self.index = ModuleIndex(files, self.vocabulary)
        self.interest = Interest(self)
        self.fixtures = Fixtures(self)
        self.unparsable: dict[str, Exception] = {}
        self.unread: dict[str, set[tuple[int, int]]] = {}  # lines that are nested too deep
        self.running: Context | None = None
        self.memory: dict[object, object] = {}
        self._modules: dict[str, ModuleState | None] = {}
        self._recorders: dict[str, Recorder] = {}
        self._contexts: dict[object, Context] = {}
        self._counts: dict[FunctionDefinition, int] = {}
        self._readers: dict[tuple[object, object], set[Context]] = {}
        self._queue: list[tuple[int, int, Context]] = []
        self._queued = count()
        self._locals: dict[FunctionNode, frozenset[str]] = {}
        self._stored: dict[FunctionNode, frozenset[str]] = {}
        self._depth = 0
        self.runs = 0
        self._to_load: list[str] = []
        self.deferral = Deferral(self)
        self.telling = Telling(self)
        self._symbols: dict[str, Values] = {}
        self._line_starts: dict[str, list[int]] = {}

    def run(self) -> None:
        """Evaluate what can matter, until nothing changes."""
        with _without_collection(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of invalid escapes in the code that is read
            for path in sorted(self.files):
                if self.interest.survives(path):
                    self.load(path)
            self.settle()

    @cached_property
    def surfaces(self) -> Mapping[str, Surface]:
        """The surfaces of the engines, once everything is evaluated."""
        from migration_lint.flow.surface import read_surfaces  # noqa: PLC0415 - they need each other

        return read_surfaces(self)

    def facts(self) -> dict[str, Facts]:
        """The facts of the files that were evaluated."""
        from migration_lint.flow.uses import Uses  # noqa: PLC0415 - they need the whole program

        uses = Uses(self)
        found = {path: recorder.facts() for path, recorder in self._recorders.items()}
        for facts in found.values():
            for fact in list(uses.of(facts)):
                facts.add(fact)
        return found

    def span(self, path: str, node: ast.AST) -> Span:
        """Where a node of a file stands; of a definition, where it begins."""
        module = self._modules[path]
        assert module is not None
        assert isinstance(node, (ast.expr, ast.stmt, ast.alias, ast.arg, ast.keyword, ast.pattern))
        span = module.source.span(node)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            return Span(span.line, span.column, span.line, span.column)
        return span

    # -- files

    def load(self, path: str) -> ModuleState | None:
        """The module of a file, evaluated; None where it does not parse."""
        if path in self._modules:
            return self._modules[path]
        name = self.index.name(path)
        is_package = path.endswith(("/__init__.py", "/__init__.pyi")) or path.startswith(
            "__init__."
        )
        try:
            source = SourceFile(path, self.files[path], name, is_package=is_package)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
            self.unparsable[path] = problem
            self._modules[path] = None
            return None
        if source.unread:
            self.unread.setdefault(path, set()).update(source.unread)
        module = self._modules[path] = ModuleState(source)
        self.changed("load", path)
        self._run(module.context)
        return module

    @property
    def contexts(self) -> int:
        """How many contexts there are."""
        return len(self._contexts)

    @property
    def loaded(self) -> Iterable[str]:
        """The files that are parsed, or were tried to be."""
        return self._modules.keys()

    def modules(self) -> list[ModuleState]:
        """The modules that are evaluated."""
        return [module for module in self._modules.values() if module is not None]

    def later(self, path: str) -> None:
        """Load a file when the work at hand is done."""
        self._to_load.append(path)

    def load_later(self) -> bool:
        """Load the files that were asked for; whether there were any."""
        paths, self._to_load = self._to_load, []
        for path in paths:
            self.load(path)
        return bool(paths)

    def line_starts(self, path: str) -> list[int]:
        """The offset in bytes of each line of a file."""
        known = self._line_starts.get(path)
        if known is None:
            ends = _LINE_END.finditer(self.files[path])
            known = self._line_starts[path] = [0, *(end.end() for end in ends)]
        return known

    def module(self, name: str, importer: str) -> ModuleState | None:
        """The module that a name means in a file; None where it is not the project's."""
        path = self.index.find(name, importer)
        return self.load(path) if path else None

    def is_importing(self, name: str, importer: str) -> bool:
        """Whether a module has not all its names yet, because it imports others."""
        path = self.index.find(name, importer)
        state = self._modules.get(path) if path else None
        return state is not None and not state.done

    def module_at(self, path: str) -> ModuleState:
        """The module of a path that is loaded."""
        module = self._modules[path]
        assert module is not None
        return module

    def called(self) -> set[FunctionDefinition]:
        """The functions that were evaluated, by themselves or for a call."""
        return {one.definition for one in self._contexts.values() if one.definition is not None}

    def module_of(self, source: SourceFile) -> ModuleState:
        """The module of a file that is loaded."""
        module = self._modules[source.path]
        assert module is not None
        return module

    def recorder(self, source: SourceFile) -> Recorder:
        """What was seen in a file."""
        known = self._recorders.get(source.path)
        if known is None:
            known = self._recorders[source.path] = Recorder(source)
        return known

    def starred(self, source: SourceFile, name: str) -> Values | None:
        """What a name is through the star imports of a module; None where they do not bind it."""
        from migration_lint.flow.imports import defined  # noqa: PLC0415 - they need each other

        may_come = False
        for values in reversed(self.module_of(source).stars):
            for value in values:
                if isinstance(value, Module):
                    found = defined(self, value.name, name, source.path)
                    if found is None:
                        found = self.deferral.starred(value.name, source.path, name)
                    if found:
                        return found
                    may_come = may_come or self.is_importing(value.name, source.path)
        return NOTHING if may_come and not hasattr(builtins, name) else None

    # -- contexts

    def call(self, definition: FunctionDefinition, arguments: dict[str, Values]) -> Context:
        """The context of a call, evaluated as far as it is by now."""
        key = (definition, tuple(arguments.items()))
        context = self._contexts.get(key)
        if context is None:
            context = self._new_context(key, definition, arguments)
        self.read(context, "result")
        return context

    def evaluate_alone(self, definition: FunctionDefinition) -> None:
        """Evaluate a function as whoever is not of the project may call it."""
        bodies.evaluate_alone(self, definition)
        self.changed(definition, "worth")

    def _new_context(
        self, key: object, definition: FunctionDefinition, arguments: dict[str, Values]
    ) -> Context:
        count = self._counts[definition] = self._counts.get(definition, 0) + 1
        if count > _allowed(_MOST_CONTEXTS, len(self._contexts), _LEAST_CONTEXTS):
            return self._widened(definition, arguments)
        scope = Scope(definition.scope.source, definition.qualname, definition)
        context = self._contexts[key] = Context(scope, definition, arguments)
        self._start(context)
        return context

    def _widened(self, definition: FunctionDefinition, arguments: dict[str, Values]) -> Context:
        context = self._contexts.get((definition, "widened"))
        if context is None:
            scope = Scope(definition.scope.source, definition.qualname, definition)
            context = Context(scope, definition, dict(arguments))
            self._contexts[definition, "widened"] = context
            self._start(context)
            return context
        for name, values in arguments.items():
            held = context.arguments.get(name, NOTHING)
            if not values <= held:
                context.arguments[name] = held | values
                self.enqueue(context)
        return context

    def _start(self, context: Context) -> None:
        if self._depth < _DEEPEST_CALL:
            self._run(context)
        else:
            self.enqueue(context)

    def send(self, generator: Context, values: Values) -> None:
        """Send something into a generator: its `yield` expressions may give it."""
        if not values <= generator.sent:
            generator.sent |= values
            self.changed(generator, "sent")

    def enqueue(self, context: Context) -> None:
        """Run a context later."""
        if not context.queued and context.runs < _allowed(_MOST_RUNS, self.runs, _LEAST_RUNS):
            context.queued = True
            # What was run often waits until the rest is settled: much of it may change meanwhile.
            heappush(self._queue, (context.runs, next(self._queued), context))

    def _run(self, context: Context) -> None:
        outer, self.running = self.running, context
        self._depth += 1
        context.queued = False
        context.runs += 1
        self.runs += 1
        try:
            if context.definition is None:
                bodies.run_module(self, self.module_of(context.scope.source))
            else:
                bodies.run_function(self, context)
        except RecursionError as problem:  # what was seen up to here stays
            self.unparsable.setdefault(context.scope.source.path, problem)
        finally:
            self._depth -= 1
            self.running = outer

    def settle(self) -> None:
        """Run until nothing changes."""
        while True:
            while self._queue:
                self._run(heappop(self._queue)[-1])
            if not self.interest.more_work():
                return

    # -- what contexts read of each other

    def read(self, owner: object, name: object) -> None:
        """Note that the running context depends on something."""
        if self.running is not None:
            readers = self._readers.get((owner, name))
            if readers is None:
                self._readers[owner, name] = {self.running}
            else:
                readers.add(self.running)

    def changed(self, owner: object, name: object) -> None:
        """Run again what depends on something."""
        for context in self._readers.pop((owner, name), ()):
            self.enqueue(context)

    def put(self, owner: object, table: dict[str, Values], name: str, values: Values) -> bool:
        """Add to what a table holds under a name; whether that was new."""
        held = table.get(name)
        if held is not None and values <= held:
            return False
        table[name] = bounded(values | held if held else values)
        if not self.is_inert(values - held if held else values):
            self.changed(owner, name)
        if isinstance(owner, Object):
            self.grown(owner, values)
        return True

    def grown(self, holder: Container | Object, values: Values) -> None:
        """Something was put into an object; if it matters, so does what holds the object."""
        if values is UNKNOWN:
            return
        self.relevance.put(holder, values)
        if not self.is_inert(values):
            self.telling.hold(holder, values)
            self.changed(holder, "items")

    def is_inert(self, values: Values) -> bool:
        """Whether nothing can come of it that values are there too: who read need not run again."""
        for value in values:
            kind = type(value)
            if kind is Const or kind is Symbol:
                if self.relevance.matters(frozenset({value})):
                    return False
            elif kind is not Unknown:
                return False
        return True

    def bind_outside(self, scope: Scope, name: str, values: Values) -> None:
        """Bind a name of a scope from another one."""
        if self.put(scope, scope.outside, name, values) and not scope.qualname:
            self.interest.exported(scope.source, name, values)

    def namespace(self, scope: Scope, site: object) -> Object:
        """An object that holds whatever is put on it, told apart by where it is made."""
        known = self.memory.get(("namespace", site))
        if not isinstance(known, Object):
            node = ast.parse("class SimpleNamespace: ...").body[0]
            assert isinstance(node, ast.ClassDef)
            known = self.memory["namespace", site] = Object(ClassDefinition(node, scope), site)
        return known

    def locals_of(self, node: FunctionNode) -> frozenset[str]:
        """The names that a function's own body binds."""
        known = self._locals.get(node)
        if known is None:
            known = self._locals[node] = bound_names(node)
        return known

    def stored_by(self, method: FunctionDefinition) -> frozenset[str]:
        """The attributes of its first parameter that a method's own body puts something on."""
        known = self._stored.get(method.node)
        if known is None:
            known = self._stored[method.node] = stored_names(method.node)
        return known

    def carried(self, values: Values, *, names: bool = False) -> Values:
        """What of values is kept when they become arguments: not every constant.

        With `names`, any text that can be an attribute's name is: it may be asked of a controller.
        """
        if values is UNKNOWN or not values:
            return values
        kept = frozenset(
            value for value in values if self._is_carried(value) or (names and _is_name(value))
        )
        return kept if len(kept) == len(values) else kept | UNKNOWN

    def _is_carried(self, value: Value) -> bool:
        if isinstance(value, Const):
            return value.value is None or self.vocabulary.carries(value)
        return (
            not isinstance(value, Symbol)
            or value.name.endswith("()")
            or is_table(value)
            or self.deferral.stands_for(value)
            or self.relevance.matters(frozenset({value}))
        )

    def matters(self, values: Values) -> bool:
        """Whether a rule may care for any of `values`."""
        return values is not UNKNOWN and bool(values) and self.relevance.matters(values)

    def put_symbol(self, dotted: str, values: Values, name: str) -> None:
        """Hold what is put on something outside the project: `app.engine`, `app.config["x"]`.

        `name` is what stands where it is used.
        """
        self.put("symbol", self._symbols, dotted, values)
        if self.matters(values):
            self.attribute_matters(name, values)

    def get_symbol(self, dotted: str) -> Values:
        """What was put on an attribute of something outside the project."""
        if not self._symbols:
            return NOTHING
        self.read("symbol", dotted)
        return self._symbols.get(dotted, NOTHING)

    def put_function_attribute(
        self, definition: FunctionDefinition, name: str, values: Values
    ) -> None:
        """Add to what is put on a function itself: `f.engine = ...`."""
        self.put(definition, definition.attributes, name, values)
        if self.matters(values):
            self.attribute_matters(name, values)
            self.telling.tell(definition)

    def put_attribute(self, owner: Value, name: str, values: Values) -> None:
        """Add to what an attribute of an object or class may be."""
        definition: ClassDefinition = owner.definition  # type: ignore[attr-defined]  # Object or Class
        attributes = getattr(owner, "attributes", None)
        if attributes is not None:
            is_new = self.put(owner, attributes, name, values)
            if is_new and owner not in self.telling and self.matters(values):
                self.changed(owner, "any")  # it may flow as what has a text
        if self.put(definition, definition.attributes, name, values):
            self.telling.hold(definition, values)
        if attributes is None:
            self.put(definition.anyone, definition.anyone.attributes, name, values)
        if self.matters(values) and self.attribute_matters(name, values, definition):
            self.telling.tell(definition)

    def attribute_matters(
        self, name: str, values: Values, definition: ClassDefinition | None = None
    ) -> bool:
        """Something that matters is put on an attribute; whether it is more than a text.

        A text makes the word matter only where it is put and where the class is defined: `name`
        and the like are attributes of everything.
        """
        if not self.relevance.only_texts(values):
            self.interest.word(name)
            return True
        if definition is not None:
            self.interest.word(name, definition.scope.source.path)
        if self.running is not None:
            self.interest.word(name, self.running.scope.source.path)
        return False


def _allowed(steps: Iterable[tuple[int, int]], total: int, least: int) -> int:
    """How much there may be of something for one body, when there is so much in all."""
    return next((most for limit, most in steps if total < limit), least)


def _is_name(value: Value) -> bool:
    text = value.value if isinstance(value, Const) else None
    return isinstance(text, str) and text.isidentifier()


@contextmanager
def _without_collection() -> Iterator[None]:
    """Let the garbage collector rest: trees are large, live to the end, and it walks them all."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
