"""Contexts: bodies with the values that flow into them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from migration_lint.flow.code.definitions import FunctionDefinition, Scope
from migration_lint.flow.code.python_file import PythonFile
from migration_lint.flow.domain.values import NOTHING, Const, Values, added

if TYPE_CHECKING:
    from migration_lint.flow.work.worklist import Worklist

# How many contexts one function may have, further arguments being joined into one: the fewer, the
# more contexts there are in all, so that the time grows with the program and not with its square.
_MOST_CONTEXTS = ((1_000, 12), (2_000, 4), (3_000, 2))
_LEAST_CONTEXTS = 1
# How many may differ in nothing but the constants that they are given: names, keys and kinds.
_MOST_OF_A_SHAPE = ((500, 64),)
# How many objects of one class are told apart by the place and the call that make them.
_MOST_MADE = ((1_000, 24),)
_LEAST_MADE = 6
# Up to how many contexts in all there is time for what classes do that nobody in the project makes:
# they run what they inherit in each class by itself, and hand themselves on. In code that is all
# about its controller nearly every class does so.
_MOST_FOR_UNMADE = 800


class Context:
    """One body with what flows into it.

    Attributes:
        definition: The function; None for a module.
        arguments: What its parameters are, by name.
        returns: What it returns, so far.
        yields: What it yields, so far.
        sent: What is sent into it as a generator.
        is_called: Whether the project itself runs the body so: modules, and whatever they call.
        calls: The contexts that only it calls, while it is not called itself.
        held_back: Whether it kept something to itself because it is not called; it runs again once
            it is.
    """

    __slots__ = ("arguments", "calls", "definition", "held_back", "is_called", "queued", "returns",
                 "runs", "scope", "sent", "yields")  # fmt: skip

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
        self.is_called = definition is None
        self.calls: set[Context] = set()
        self.held_back = False


class ModuleState:
    """A module of the project.

    Attributes:
        exports: What its names are so far.
        previous: What they were after the last run.
        stars: What is imported by `*`, in order.
        done: Whether it was run to its end.
        holders: The names of what something can be put into later.
    """

    def __init__(self, source: PythonFile) -> None:
        self.source = source
        self.scope = Scope(source, "")
        self.context = Context(self.scope)
        self.exports: dict[str, Values] = {}
        self.previous: dict[str, Values] = {}
        self.stars: list[Values] = []
        self.done = False
        self.holders: tuple[str, ...] = ()


class Contexts:
    """The contexts of the functions that are called.

    Args:
        work: Runs them.
    """

    def __init__(self, work: Worklist) -> None:
        self._work = work
        self._contexts: dict[object, Context] = {}
        self._shapes: dict[FunctionDefinition, dict[object, int]] = {}

    def __len__(self) -> int:
        return len(self._contexts)

    def call(self, definition: FunctionDefinition, arguments: dict[str, Values]) -> Context:
        """The context of a call, evaluated as far as it is by now."""
        caller = self._work.running
        stranger = caller if isinstance(caller, Context) and not caller.is_called else None
        context = self._of(definition, arguments, is_called=stranger is None)
        if stranger is not None and not context.is_called:
            stranger.calls.add(context)
        self._work.read(context, "result")
        return context

    def alone(self, definition: FunctionDefinition, arguments: dict[str, Values]) -> None:
        """Evaluate a function for which no call with these arguments is known."""
        self._of(definition, arguments, is_called=False)

    def _of(
        self, definition: FunctionDefinition, arguments: dict[str, Values], *, is_called: bool
    ) -> Context:
        key = (definition, tuple(arguments.items()))
        context = self._contexts.get(key)
        if context is None:
            return self._new(key, definition, arguments, is_called=is_called)
        if is_called and not context.is_called:
            self._note_called(context)
        return context

    def _note_called(self, context: Context) -> None:
        """Note that the project calls a context, and those that it calls."""
        waiting = [context]
        while waiting:
            one = waiting.pop()
            if not one.is_called:
                one.is_called = True
                waiting += one.calls
                one.calls.clear()
                if one.held_back:
                    self._work.enqueue(one)

    def called(self) -> set[FunctionDefinition]:
        """The functions that were evaluated, by themselves or for a call."""
        return {one.definition for one in self._contexts.values() if one.definition is not None}

    def are_joined(self, definition: FunctionDefinition) -> bool:
        """Whether a function has so many contexts that further arguments are joined into one."""
        most = allowed(_MOST_CONTEXTS, len(self._contexts), _LEAST_CONTEXTS)
        return len(self._shapes.get(definition, ())) >= most

    @property
    def most_made(self) -> int:
        """How many objects of one class are told apart by now; further ones are any of them."""
        return allowed(_MOST_MADE, len(self._contexts), _LEAST_MADE)

    @property
    def has_time(self) -> bool:
        """Whether there is time for what classes do that nobody makes."""
        return len(self._contexts) < _MOST_FOR_UNMADE

    def _has_room(self, definition: FunctionDefinition, arguments: dict[str, Values]) -> bool:
        """Whether there is room for a context, which is counted then."""
        shape = tuple(map(_without_constants, arguments.values()))
        shapes = self._shapes.setdefault(definition, {})
        if shape not in shapes and self.are_joined(definition):
            return False
        most = allowed(_MOST_OF_A_SHAPE, len(self._contexts), 0)
        if shapes.get(shape, 0) >= most and sum(shapes.values()) >= allowed(
            _MOST_CONTEXTS, len(self._contexts), _LEAST_CONTEXTS
        ):
            return False
        shapes[shape] = shapes.get(shape, 0) + 1
        return True

    def _new(
        self,
        key: object,
        definition: FunctionDefinition,
        arguments: dict[str, Values],
        *,
        is_called: bool,
    ) -> Context:
        if not self._has_room(definition, arguments):
            return self._widened(definition, arguments)
        scope = Scope(definition.scope.source, definition.qualname, definition)
        context = self._contexts[key] = Context(scope, definition, arguments)
        context.is_called = is_called
        self._work.start(context)
        return context

    def _widened(self, definition: FunctionDefinition, arguments: dict[str, Values]) -> Context:
        context = self._contexts.get((definition, "widened"))
        if context is None:
            scope = Scope(definition.scope.source, definition.qualname, definition)
            context = Context(scope, definition, dict(arguments))
            context.is_called = True
            self._contexts[definition, "widened"] = context
            self._work.start(context)
            return context
        for name, values in arguments.items():
            held = context.arguments.get(name, NOTHING)
            every = added(held, values)
            if every is not held:
                context.arguments[name] = every
                self._work.enqueue(context)
        return context


def _without_constants(values: Values) -> Values:
    return frozenset(value for value in values if type(value) is not Const)


def allowed(steps: Iterable[tuple[int, int]], total: int, least: int) -> int:
    """How much there may be of something for one body, given how much there is in all."""
    for limit, most in steps:
        if total < limit:
            return most
    return least
