"""Judge the uses of controllers by the surfaces of the engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from migration_lint.diagnostic import Span, Step
from migration_lint.facts import Facts
from migration_lint.flow.code.implementation import Implementation
from migration_lint.flow.code.signatures import Signature, of_protocol
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.values import (
    UNKNOWN,
    Const,
    Controller,
    ControllerClass,
    Mock,
    Trail,
    Value,
)
from migration_lint.flow.objects.engine_classes import are_functions
from migration_lint.flow.objects.subclass_members import SubclassMembers
from migration_lint.flow.recording.facts import (
    CONSTRUCTOR,
    AttributeFact,
    BaseFact,
    ControllerCallFact,
    MemberFact,
    ProtocolCallFact,
    SpecialFact,
    SubclassFact,
)
from migration_lint.flow.syntax.typeforms import NONE

if TYPE_CHECKING:
    from migration_lint.flow.work.program import Program

_OF_MOCKS = frozenset(
    """assert_any_await assert_any_call assert_awaited assert_awaited_once
    assert_awaited_once_with assert_awaited_with assert_called assert_called_once
    assert_called_once_with assert_called_with assert_has_awaits assert_has_calls
    assert_not_awaited assert_not_called attach_mock await_args await_args_list await_count
    call_args call_args_list call_count called configure_mock method_calls mock_add_spec
    mock_calls reset_mock return_value side_effect""".split()  # noqa: SIM905 - read as a list
)


class Uses:
    """Reads the facts of a file for what it does with controllers."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._surfaces = program.surfaces
        self._owned = SubclassMembers(program.surfaces)
        self._implementation = Implementation(program)
        settings = program.project.settings
        self._both = frozenset((settings.control, settings.candidate))
        self._protocol = {method.name: of_protocol(method) for method in settings.protocol}

    def of(self, facts: Facts) -> Iterator[object]:
        """The facts about controllers that the facts of a file come down to."""
        for fact in facts.of(AttributeFact):
            yield from self._member(facts.path, fact)
        for special in facts.of(SpecialFact):
            yield from self._special(facts.path, special)
        for call in facts.of(ControllerCallFact):
            yield from self._call(facts.path, call)
        module = self._program.index.name(facts.path)
        for base in facts.of(BaseFact):
            if f"{module}.{base.name}" != self._program.vocabulary.entry:
                yield from self._subclass(base)

    # -- members

    def _member(self, path: str, fact: AttributeFact) -> Iterator[MemberFact]:
        owners = self._users_owners(path, fact)
        if not owners:
            return
        # The other engine's controller is asked too: the flag decides which one code will get.
        engines = self._both.union(*(_engines(owner) for owner in owners))
        having, lacking = self._standing(engines, fact.attribute)
        lacks_one = not (self._both.isdisjoint(having) or self._both.isdisjoint(lacking))
        if self._is_promised(fact) and not lacks_one:
            return
        if lacking and self._program.is_bridge(path) and _is_own(owners, having, fact.attribute):
            return
        steps = self._steps(owners)
        yield MemberFact(
            fact.span, fact.scope, fact.attribute, fact.access, fact.how, having, lacking, steps
        )

    def _is_promised(self, fact: AttributeFact) -> bool:
        """Whether the protocol allows it: methods may be replaced, attributes only read."""
        if fact.attribute not in self._protocol:
            return False
        return fact.access == "load" or self._protocol[fact.attribute] is not None

    def _special(self, path: str, fact: SpecialFact) -> Iterator[MemberFact]:
        """A special method that syntax needs, where one engine's controller alone has it."""
        method = self._asked_for(path, fact)
        if method is None:
            return
        having, lacking = self._standing(self._both, method)
        able = {engine for it in fact.methods for engine in self._standing(self._both, it)[0]}
        if lacking and able.isdisjoint(lacking):
            steps = self._steps([v for v in fact.base if isinstance(v, Controller)])
            yield MemberFact(
                fact.span, fact.scope, method, "load", "special", having, lacking, steps
            )

    def specials(self, facts: Facts) -> Iterator[tuple[Span, str]]:
        """Where syntax needs a special method of a controller, and which one."""
        for fact in facts.of(SpecialFact):
            method = self._asked_for(facts.path, fact)
            if method is not None:
                yield fact.span, method

    def _asked_for(self, path: str, fact: SpecialFact) -> str | None:
        """The first of the methods that an engine has, if a user of controllers asks for it."""
        owners = [v for v in fact.base if isinstance(v, Controller)]
        if len(owners) < len(fact.base - UNKNOWN - NONE):
            return None  # the others may be what the syntax is about, though None never is
        had = (it for it in fact.methods if self._standing(self._both, it)[0])
        method = next(had, None)
        return method if method is not None and self._is_used(path, owners[0], method) else None

    def _standing(
        self, engines: frozenset[str], member: str
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Which engines have a member, and which do not have it; of others that is not known."""
        has = {engine: self._has(engine, member) for engine in self._order(engines)}
        return (
            tuple(engine for engine, one in has.items() if one),
            tuple(engine for engine, one in has.items() if one is False),
        )

    def _order(self, engines: frozenset[str]) -> list[str]:
        return [engine for engine in self._program.project.engines if engine in engines]

    def _has(self, engine: str, member: str) -> bool | None:
        """Whether an engine's controller has a member; None where that cannot be told."""
        surface = self._surfaces.get(engine)
        if surface is None:
            return None
        return True if member in surface.members else False if surface.complete else None

    def members(self, facts: Facts) -> Iterator[AttributeFact]:
        """Where a file uses a member of a controller, of the protocol too."""
        for fact in facts.of(AttributeFact):
            if self._users_owners(facts.path, fact):
                yield fact

    def _users_owners(self, path: str, fact: AttributeFact) -> list[Value]:
        """The controllers of which a user, and not their own engine, takes an attribute."""
        owners = [v for v in _owners(fact) if self._is_used(path, v, fact.attribute)]
        return [] if self._is_explained(fact) else owners

    def _is_used(self, path: str, owner: Value, member: str) -> bool:
        if isinstance(owner, Mock):
            return member not in _OF_MOCKS
        if not isinstance(owner, (Controller, ControllerClass)) or self._owned.is_own(
            owner, member
        ):
            return False
        if isinstance(owner, ControllerClass) and are_functions(self._program, owner.engines):
            return False
        return not self._implementation.is_inside(path, owner.engines)

    def _is_explained(self, fact: AttributeFact) -> bool:
        """Whether something else that may be there explains the member better than a controller."""
        if any(fact.attribute in surface.members for surface in self._surfaces.values()):
            return False
        return any(_builtin_has(value, fact.attribute) for value in fact.base)

    def calls(self, facts: Facts) -> Iterator[ControllerCallFact]:
        """Where a file makes a controller, or calls a member of one."""
        for call in facts.of(ControllerCallFact):
            if self._callers_owners(facts.path, call):
                yield call

    # -- calls of the protocol and of constructors

    def _callers_owners(
        self, path: str, call: ControllerCallFact
    ) -> list[Controller | ControllerClass]:
        owners = [v for v in call.owner if isinstance(v, (Controller, ControllerClass))]
        return [v for v in owners if not self._implementation.is_inside(path, v.engines)]

    def _call(self, path: str, call: ControllerCallFact) -> Iterator[ProtocolCallFact]:
        if call.member not in self._protocol and call.member != CONSTRUCTOR:
            return
        owners = self._callers_owners(path, call)
        if not owners:
            return
        engines = frozenset().union(*(owner.engines for owner in owners))
        problems = []
        for who, signature in self._signatures(call.member, engines):
            if problem := rejection(call, signature):
                problems.append((who, problem))
        if problems:
            steps = self._steps(list(owners))
            member = self._called(owners[0]) or call.member
            yield ProtocolCallFact(call.span, call.scope, member, tuple(problems), steps)

    def _called(self, owner: Controller | ControllerClass) -> str | None:
        """The name of an engine that is a function."""
        if isinstance(owner, ControllerClass) and are_functions(self._program, owner.engines):
            return owner.name.rpartition(".")[2]
        return None

    def _signatures(self, member: str, engines: frozenset[str]) -> Iterator[tuple[str, Signature]]:
        protocol = self._protocol.get(member)
        if protocol is not None:
            yield "the protocol", protocol
        for engine in sorted(engines):
            surface = self._surfaces.get(engine)
            if surface is not None:
                held = surface.members.get(member)
                signature = held.signature if held else None
                signature = surface.constructor if member == CONSTRUCTOR else signature
                if signature is not None:
                    yield engine, signature

    # -- classes

    def _subclass(self, base: BaseFact) -> Iterator[SubclassFact]:
        parents = [value for value in base.base if isinstance(value, ControllerClass)]
        engines = sorted(frozenset().union(*(parent.engines for parent in parents)))
        known = [self._surfaces[engine] for engine in engines if engine in self._surfaces]
        if not known:
            return
        members = {name for surface in known for name in surface.members}
        overrides = tuple(name for name in base.defines if name in members)
        yield SubclassFact(base.span, base.scope, base.name, tuple(engines), overrides)

    # -- ways

    def _steps(self, owners: list[Value]) -> tuple[Step, ...]:
        trails = [trail for trail in map(_trail, owners) if trail is not None]
        if not trails:
            return ()
        found: list[Step] = []
        trail: Trail | None = trails[0]
        while trail is not None:
            place = trail.place
            span = self._program.span(place.path, place.node)
            found.append(Step(place.path, span, trail.message))
            trail = trail.before
        return tuple(reversed(found))


def rejection(call: ControllerCallFact, signature: Signature) -> str | None:
    """Why a signature rejects a call; None where it may accept it."""
    return signature.problem(
        call.positional,
        call.keywords,
        more_positional=call.more_positional,
        more_keywords=call.more_keywords,
    )


def _owners(fact: AttributeFact) -> list[Value]:
    kinds = (Controller, ControllerClass, Mock)
    owners = [value for value in fact.base if isinstance(value, kinds)]
    return sorted(owners, key=lambda value: (type(value).__name__, sorted(_engines(value))))


def _is_own(owners: Iterable[Value], having: Iterable[str], member: str) -> bool:
    """Whether each object is of one engine that offers the member: a bridge may set that up so."""
    engines = [_engines(owner) for owner in owners]
    return not member.startswith("_") and all(
        len(one) == 1 and one.issubset(having) for one in engines
    )


def _engines(owner: Value) -> frozenset[str]:
    if isinstance(owner, Mock):
        return frozenset().union(*(_engines(value) for value in owner.spec))
    return owner.engines if isinstance(owner, (Controller, ControllerClass)) else frozenset()


def _trail(owner: Value) -> Trail | None:
    if isinstance(owner, Mock):
        return next((_trail(value) for value in owner.spec), None)
    return getattr(owner, "trail", None)


def _builtin_has(value: Value, member: str) -> bool:
    """Whether a builtin object has a member: a dict beside a controller explains `.items()`."""
    if isinstance(value, Container):
        kind = {"list": list, "tuple": tuple, "set": set, "dict": dict}.get(value.kind)
        return kind is not None and hasattr(kind, member)
    return isinstance(value, Const) and value.value is not None and hasattr(value.value, member)
