"""The program under analysis: its files, what is known of them, and its worklist."""

from __future__ import annotations

import ast
import gc
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from migration_lint.diagnostic import Span
from migration_lint.facts import Facts
from migration_lint.files.globs import matcher
from migration_lint.flow.attention.deferral import Deferral
from migration_lint.flow.attention.interest import Interest
from migration_lint.flow.attention.telling import Telling
from migration_lint.flow.calling.fixtures import Fixtures
from migration_lint.flow.code.corpus import Corpus
from migration_lint.flow.code.defining import defined_elsewhere
from migration_lint.flow.code.definitions import FunctionDefinition
from migration_lint.flow.code.modules import ModuleIndex
from migration_lint.flow.code.python_file import PythonFile
from migration_lint.flow.code.scoping import Names
from migration_lint.flow.code.settings_fields import settings_classes
from migration_lint.flow.domain.foreign import mock_of
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.relevance import Relevance
from migration_lint.flow.domain.tables import is_table
from migration_lint.flow.domain.values import (
    UNKNOWN,
    Const,
    Controller,
    ControllerClass,
    Module,
    Symbol,
    Value,
    Values,
)
from migration_lint.flow.domain.vocabulary import Vocabulary
from migration_lint.flow.recording.recorder import Recorder
from migration_lint.flow.state.contexts import Context, Contexts
from migration_lint.flow.state.holdings import Holdings
from migration_lint.flow.syntax import bodies
from migration_lint.flow.syntax.shared_results import SharedResult
from migration_lint.flow.work import worklist
from migration_lint.flow.work.entry_points import EntryPoint
from migration_lint.flow.work.loading import Modules
from migration_lint.flow.work.worklist import Task, TooMuchWorkError, Worklist
from migration_lint.project import Project

if TYPE_CHECKING:
    from migration_lint.flow.surfaces.surface import Surface
    from migration_lint.flow.surfaces.uses import Uses


class Program:
    """Everything that one analysis knows.

    Attributes:
        project: The project with its settings.
        vocabulary: The names that the migration is about.
        relevance: Which values a rule may care for.
        matters: Whether a rule may care for any of some values.
        is_bridge: Whether a file may take the legacy engine in.
        files: The content of the project's Python files.
        index: Which file a module's name means.
        work: The contexts that are to run.
        read: Notes that the running context depends on something.
        changed: Lets what depends on something run again.
        contexts: The contexts of all functions.
        call: The context of a call of a function.
        modules: The modules that are loaded.
        holdings: What was put on objects, classes, functions and scopes.
        names: Which names each body binds.
        interest: Which bodies and files are worth evaluating.
        telling: What a value that matters can be had from.
        deferral: The modules that are not evaluated, so far.
        fixtures: pytest's fixtures, by name and by where they can be seen.
        memory: What is made once at each place: definitions and the like.
        shared_results: Results that many places read, by their keys.
        woken: How often what a place is reached through was looked for.
        containers: Those that are made, by kind and site.
    """

    def __init__(self, project: Project, files: Corpus) -> None:
        self.project = project
        self.vocabulary = Vocabulary(project)
        self.is_bridge = matcher(project.settings.bridges)
        self.files = files
        self.index = ModuleIndex(files, self.vocabulary)
        elsewhere = defined_elsewhere(project, files, self.index, self.is_bridge)
        if elsewhere:
            self.vocabulary = Vocabulary(project, elsewhere)
            self.index = ModuleIndex(files, self.vocabulary)
        self.relevance = Relevance(self.vocabulary)
        self.matters = self.relevance.matters
        self.work = Worklist(self._evaluate, self._most_runs)
        self.read = self.work.read
        self.changed = self.work.changed
        self.contexts = Contexts(self.work)
        self.call = self.contexts.call
        self.modules = Modules(self)
        self.holdings = Holdings(self)
        self.names = Names()
        self.interest = Interest(self)
        self.fixtures = Fixtures(self)
        self.deferral = Deferral(self)
        self.telling = Telling(self)
        self.memory: dict[object, object] = {}
        self.shared_results: dict[object, SharedResult] = {}
        self.woken: dict[ast.expr, int] = {}
        self.containers: dict[tuple[str, object], Container] = {}
        self._recorders: dict[str, Recorder] = {}
        self._runs: Counter[str] = Counter()

    def run(self) -> None:
        """Evaluate what can matter, until nothing changes or it is too much."""
        with _without_collection(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of invalid escapes in the code that is read
            try:
                self._settle()
            except TooMuchWorkError as problem:
                busiest = max(sorted(self._runs), key=self._runs.__getitem__)
                self.modules.unparsable.setdefault(busiest, problem)

    def _most_runs(self) -> int:
        if not self.vocabulary.controllers:
            return worklist.MOST_FOR_A_FLAG
        making = {name.rpartition(".")[0] for name in self.vocabulary.controllers}
        has_engine = any(
            recorder.has(self._is_of_engine)
            for recorder in self._recorders.values()
            if recorder.source.module not in making
        )
        return worklist.MOST_IN_ALL if has_engine else worklist.MOST_BEFORE_AN_ENGINE

    def _is_of_engine(self, value: Value) -> bool:
        if isinstance(value, Module):
            return self.vocabulary.is_ours(value.name)
        return isinstance(value, (Controller, ControllerClass))

    def _settle(self) -> None:
        for path in sorted(self.files):
            if self.interest.survives(path):
                self.modules.load(path)
        self.work.settle()
        while self.interest.more_work():
            self.work.settle()

    @cached_property
    def surfaces(self) -> Mapping[str, Surface]:
        """The surfaces of the engines, once everything is evaluated."""
        from migration_lint.flow.surfaces.surface import read_surfaces  # noqa: PLC0415 - they need each other

        return read_surfaces(self)

    def facts(self) -> dict[str, Facts]:
        """The facts of the files that were evaluated."""
        from migration_lint.flow.surfaces.uses import Uses  # noqa: PLC0415 - they need the whole program

        uses = Uses(self)
        return {
            path: Facts(path, _facts_of(recorder, uses), recorder.source.tree)
            for path, recorder in self._recorders.items()
        }

    def span(self, path: str, node: ast.AST) -> Span:
        """Where a node of a file stands; of a definition, where it begins."""
        assert isinstance(node, (ast.expr, ast.stmt, ast.alias, ast.arg, ast.keyword, ast.pattern))
        span = self.modules.at(path).source.span(node)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            return Span(span.line, span.column, span.line, span.column)
        return span

    def recorder(self, source: PythonFile) -> Recorder:
        """What was seen in a file."""
        known = self._recorders.get(source.path)
        if known is None:
            known = self._recorders[source.path] = Recorder(source)
        return known

    def evaluate_alone(self, definition: FunctionDefinition) -> None:
        """Evaluate a function as code outside the project may call it."""
        self.work.run(EntryPoint(self, definition))
        self.changed(definition, "worth")

    def send(self, generator: Context, values: Values) -> None:
        """Send something into a generator: its `yield` expressions may give it."""
        if not values <= generator.sent:
            generator.sent |= values
            self.changed(generator, "sent")

    def _evaluate(self, context: Task) -> None:
        path = context.scope.source.path
        self._runs[path] += 1
        try:
            if isinstance(context, (SharedResult, EntryPoint)):
                context.evaluate()
            elif context.definition is None:
                bodies.run_module(self, self.modules.at(path))
            else:
                bodies.run_function(self, context)
        except RecursionError as problem:  # what was seen up to here stays
            self.modules.unparsable.setdefault(path, problem)

    def carried(self, values: Values, *, names: bool = False, settings: bool = False) -> Values:
        """The values that are kept when they become arguments: not every constant.

        With `names`, all that can be a name, a key or a choice is: it may be asked of a
        controller, or decide on what is done. With `settings`, so is any value that the flag can
        have: it may be given to the flag.
        """
        if values is UNKNOWN or not values:
            return values
        kept = frozenset(
            value
            for value in values
            if self._is_carried(value)
            or (names and self.vocabulary.decides(value))
            or (settings and isinstance(value, Const) and self.vocabulary.is_setting(value))
        )
        return kept if len(kept) == len(values) else kept | UNKNOWN

    def _may_have(self, symbol: str) -> bool:
        """Whether something outside may have what is put on it elsewhere."""
        mock = mock_of(symbol)
        return self.holdings.is_told(mock) if mock else "()" in symbol

    def _is_carried(self, value: Value) -> bool:
        if isinstance(value, Const):
            return value.value is None or self.vocabulary.carries(value)
        return (
            not isinstance(value, Symbol)
            or self._may_have(value.name)
            or is_table(value)
            or self.deferral.stands_for(value)
            or self.relevance.matters(frozenset({value}))
        )


def _facts_of(recorder: Recorder, uses: Uses) -> Iterator[object]:
    """What was seen in a file, and what it comes down to."""
    seen = recorder.facts()
    yield from seen
    yield from settings_classes(recorder.source)
    yield from uses.of(Facts(recorder.source.path, seen))


@contextmanager
def _without_collection() -> Iterator[None]:
    """Stop the garbage collector: trees are large and live to the end, and it walks them all."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
