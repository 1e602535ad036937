"""The state of one evaluation of a module, class or function body."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from migration_lint.flow.code.definitions import ClassDefinition, FunctionDefinition, Scope
from migration_lint.flow.domain.paths import path_of, root_of
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Controller,
    ControllerClass,
    Symbol,
    Value,
    Values,
)
from migration_lint.flow.recording.recorder import Part, Recorder, SilentRecorder

if TYPE_CHECKING:
    import ast

    from migration_lint.flow.code.python_file import PythonFile
    from migration_lint.flow.state.contexts import Context
    from migration_lint.flow.work.program import Program

State: TypeAlias = "dict[str, Values] | None"  # None: this code never runs

_NEVER = "<never>"  # a key of states that cannot be reached with the arguments of this call
ASSUMED = "a class that issubclass tells"  # the name of a class known by a condition alone
_BUILTINS = {name: frozenset({Symbol(f"builtins.{name}")}) for name in dir(builtins)}


class Frame:
    """What is bound to which name at the current place of a body.

    Beside plain names, `state` has paths such as `self.engine`: what was last put there, or what a
    condition says of it, for as long as nothing can have changed it.

    Attributes:
        state: What is bound to each name; None where no code runs, as after `return` or `raise`.
        breaks: The states at each `break` of the innermost loop.
        continues: The states at each `continue` of it.
        conditions: By the identity of an operand, what kind of condition it is a part of.
        returns: What the body returns so far.
        yields: What it yields so far.
        owner: The class whose body or method this is.
        receiver: The name of the first parameter.
        handling: The exceptions that the innermost `except` around this place catches.
        tested: The values of the condition that was last split on.
        cases: By the identity of an `if` whose condition is one reading of the flag, that reading.
        given: By the identity of a `return` behind such an `if`, what it returns.
        inner_functions: The functions that this body defined.
        rounds: How often the loops around this place run their bodies one by one.
        type_checking: Whether the current statement is under `if TYPE_CHECKING:`.
    """

    def __init__(
        self,
        program: Program,
        context: Context,
        scope: Scope,
        definition: FunctionDefinition | None = None,
        outer: Frame | None = None,
    ) -> None:
        self.program = program
        self.context = context
        self.scope = scope
        self.source = scope.source
        self.recorder: Recorder = program.recorder(scope.source)
        self.definition = definition
        self.outer = outer
        self.state: State = {}
        self.last: dict[str, Values] = {}  # the state before it was None
        self.breaks: list[dict[str, Values]] = []
        self.continues: list[dict[str, Values]] = []
        self.conditions: dict[int, str] = {}
        self.returns: Values = NOTHING
        self.yields: Values = NOTHING
        self.owner: ClassDefinition | None = definition.owner if definition else None
        self.receiver: str | None = None
        self.type_checking = False
        self.rounds = 1
        self.handling: Values = NOTHING
        self.tested: Values = NOTHING
        self.cases: dict[int, Part] = {}
        self.given: dict[int, Values] = {}
        self.inner_functions: list[FunctionDefinition] = []

    def lookup(self, name: str) -> Values:
        """What a name is at this place."""
        if self.state is None:
            return NOTHING
        held = self.state.get(name)
        outside = self.scope.outside.get(name)
        if outside:
            self.program.read(self.scope, name)
            return outside | held if held else outside
        if held is not None:
            return held
        return self.lookup_outer(name)

    def lookup_outer(self, name: str) -> Values:
        """What a name is that this body does not bind, seen from here."""
        if self.outer is not None:
            found = self.outer.lookup(name)
            return self.outer.bound_later(name) if found is UNKNOWN else found
        definition = self.definition
        while definition is not None:
            self.program.read(definition, name)
            self.program.read(definition.scope, name)
            held = definition.captured.get(name)
            later = definition.scope.seen_later(name, definition.node.lineno)
            if later:
                return later | held if held else later
            if held is not None:
                return held
            definition = definition.scope.definition
        starred = self.program.modules.starred(self.source, name)
        if starred is not None:
            return starred
        return _BUILTINS.get(name, UNKNOWN)

    def bound_later(self, name: str) -> Values:
        """What a name will be that an annotation in a class has before this body binds it."""
        self.program.read(self.scope, name)
        return self.scope.seen_later(name, 0) or UNKNOWN

    def bind(self, name: str, values: Values, line: int) -> None:
        """Bind a name, by the rules of the scope."""
        state, scope = self.state, self.scope
        if state is None:
            return
        if name in scope.paths_of:
            self.forget(name)
        target = scope.target(name)
        if target is not scope:
            self.program.holdings.bind_outside(target, name, values)
        else:
            known = scope.later.setdefault(name, {})
            held = known.get(line)
            if held is None or not values <= held:
                known[line] = values if held is None else held | values
                if not self.program.holdings.is_inert(values):
                    self.program.changed(scope, name)
        state[name] = values

    def unbind(self, name: str) -> None:
        """Delete a name."""
        if self.state is not None:
            self.state.pop(name, None)
            self.forget(name)

    def narrow(self, path: str, values: Values) -> None:
        """Hold what a name or path is known to be from here on."""
        if self.state is not None:
            root = root_of(path)
            if root != path or path not in self.state:
                self.scope.paths_of.setdefault(root, set()).add(path)
            self.state[path] = values

    def put_item(self, path: str, values: Values) -> None:
        """Hold what was put under a constant key, until something may have changed it."""
        base = path.rpartition("[")[0]
        self.forget_items(lambda known: known.rpartition("[")[0] != base)
        self.forget_below(path)
        self.narrow(path, values)
        self.scope.items.add(path)

    def forget_items(self, may_change: Callable[[str], object]) -> None:
        """Drop what is known to have been put under keys that something may change."""
        if self.state is not None:
            for path in self.scope.items:
                if may_change(path):
                    self.state.pop(path, None)

    def divide(self, path: str, holds: Values, otherwise: Values) -> State:
        """Leave the frame where a test of a path holds, and return the state where it does not."""
        state = self.state
        self.state = self.parted(state, path, holds)
        return self.parted(state, path, otherwise)

    def parted(self, state: State, path: str, values: Values) -> State:
        """The state behind a test that leaves a path these values; None where no code runs."""
        if state is None:
            return None
        frame = self._copy()
        frame.state = dict(state)
        frame.narrow(path, values)
        if not values and state.get(path):
            if self.rounds > 1:
                return None  # another row may lead here
            given = self.context.arguments.get(path) if self.definition is not None else None
            if given is not None and state.get(path) == given:
                frame.state[_NEVER] = UNKNOWN
        return frame.state

    @property
    def never(self) -> bool:
        """Whether this call never gets here with its arguments, though another call may."""
        return self.state is None or _NEVER in self.state

    def forget(self, root: str) -> None:
        """Drop what is known of paths that start from a name."""
        if self.state is not None:
            for path in self.scope.paths_of.get(root, ()):
                if path != root:
                    self.state.pop(path, None)

    def forget_below(self, path: str) -> None:
        """Drop what is known of paths that go through a path that changes."""
        if self.state is not None:
            root = root_of(path)
            for known in self.scope.paths_of.get(root, ()):
                if known.startswith((path + ".", path + "[")):
                    self.state.pop(known, None)

    def drop(self, path: str) -> None:
        """Drop what is known of one path."""
        if self.state is not None:
            self.state.pop(path, None)

    def held(self, node: ast.expr) -> Values | None:
        """What the state holds of a path such as `self.engine`; None where it holds nothing."""
        if not self.scope.paths_of or self.state is None:
            return None
        path = path_of(node)
        return self.state.get(path) if path is not None else None

    def masked(self, name: str, values: Values) -> Values:
        """What a name found outside is; unknown if the function itself binds it on another way."""
        if self.definition is None or self.state is None or name in self.state:
            return values
        if name in self.scope.redirected:
            return values
        return UNKNOWN if name in self.program.names.bound_by(self.definition.node) else values

    def at(self, source: PythonFile) -> Frame:
        """The same frame as if it stood in another file."""
        frame = self._copy()
        frame.source = source
        return frame

    def quiet(self) -> Frame:
        """The same frame, noting nothing."""
        frame = self._copy()
        frame.recorder = SilentRecorder(self.source)
        return frame

    def _copy(self) -> Frame:
        frame = Frame.__new__(Frame)  # `copy.copy` takes several times as long
        frame.__dict__.update(self.__dict__)
        return frame

    def fork(self) -> State:
        """A copy of the state, to come back to."""
        return dict(self.state) if self.state is not None else None

    def merge(self, *states: State) -> State:
        """The state where any of `states` may hold."""
        alive = [state for state in states if state is not None]
        if not alive:
            return None
        alive = [state for state in alive if _NEVER not in state] or alive
        merged = alive[0]
        for state in alive[1:]:
            merged = self._merge_two(merged, state)
        return merged

    def _merge_two(self, one: dict[str, Values], two: dict[str, Values]) -> dict[str, Values]:
        merged = dict(one)
        paths = self.scope.paths_of
        for name, values in two.items():
            held = one.get(name)
            if held is values:
                continue
            if held is not None:
                merged[name] = forgotten(held | values)
            elif not _is_path(name, paths):
                merged[name] = values
        if paths:
            for name in one:
                if name not in two and _is_path(name, paths):
                    del merged[name]
        return merged


def forgotten(values: Values) -> Values:
    """Values joined from two states, without what one only assumed and the other cannot tell."""
    if values >= UNKNOWN and any(map(_is_assumed, values)):
        return frozenset(value for value in values if not _is_assumed(value))
    return values


def _is_assumed(value: Value) -> bool:
    if isinstance(value, ControllerClass):
        return value.name == ASSUMED
    return isinstance(value, Controller) and value.assumed


def _is_path(name: str, paths: dict[str, set[str]]) -> bool:
    root = root_of(name)
    return root != name or name in paths.get(name, ())
