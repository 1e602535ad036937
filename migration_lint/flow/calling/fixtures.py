"""pytest fixtures: a parameter of a test is what the fixture of its name gives."""

from __future__ import annotations

import ast
from posixpath import dirname
from typing import TYPE_CHECKING

from migration_lint.flow.calling import marks
from migration_lint.flow.calling.parameters import (
    definition_frame,
    parameters_alone,
)
from migration_lint.flow.code.implementation import is_collected
from migration_lint.flow.domain import foreign
from migration_lint.flow.domain.holders import Object
from migration_lint.flow.domain.values import NOTHING, Module, Symbol, Values
from migration_lint.flow.domain.vocabulary import FIXTURE
from migration_lint.flow.objects.hierarchy import order
from migration_lint.flow.objects.items import iterated
from migration_lint.flow.objects.replacing import asks_other
from migration_lint.flow.state.observe import step
from migration_lint.flow.syntax.evaluation import evaluate
from migration_lint.flow.syntax.shared_results import shared_result

if TYPE_CHECKING:
    from migration_lint.flow.code.definitions import ClassDefinition, FunctionDefinition
    from migration_lint.flow.state.frame import Frame
    from migration_lint.flow.work.program import Program

_DECORATORS = ("pytest.fixture", "pytest_asyncio.fixture", "pytest.yield_fixture")
# The fixtures of pytest and its plugins that rules ask for, by what they give.
_GIVEN = {
    "monkeypatch": "pytest.MonkeyPatch()",
    "mocker": "pytest_mock.MockerFixture()",
    "request": "pytest.FixtureRequest()",
    "pytester": "pytest.Pytester()",
    "pytestconfig": "pytest.Config()",
    FIXTURE: "pytest_engine_rollout.Engine()",
}

_OF_MODULE = ("setup_module", "teardown_module")  # pytest gives them the module
GENERATES = "pytest_generate_tests"
_METAFUNC = "pytest.Metafunc()"
_BY_IMPORT = 1000  # further than any folder


class Fixtures:
    """The fixtures of a project by name and by where they can be seen."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._by_name: dict[str, list[FunctionDefinition]] = {}
        self._automatic: list[FunctionDefinition] = []
        self._generated: dict[str, list[tuple[FunctionDefinition, list[str], marks.Made]]] = {}

    def offer(self, frame: Frame, definition: FunctionDefinition) -> None:
        """Keep a function that is a fixture."""
        if not any(_is_fixture(value) for value in definition.decorators):
            return
        known = self._by_name.setdefault(_name(definition), [])
        if definition not in known:
            known.append(definition)
            self._program.changed(self, _name(definition))
            if _is_automatic(definition):
                self._automatic.append(definition)
                self._program.changed(self, "autouse")
        if frame.program.vocabulary.mentions(definition.name):
            frame.program.interest.word(definition.name)

    def name_of(self, definition: object) -> str:
        """The name that tests ask for: of a function that is no fixture, its own."""
        name: str = definition.name  # type: ignore[attr-defined]  # a function or class
        decorators = getattr(definition, "decorators", ())
        if any(_is_fixture(value) for value in decorators) and hasattr(definition, "defaults"):
            return _name(definition)  # type: ignore[arg-type]  # a function
        return name

    def value(
        self, definition: FunctionDefinition, parameter: ast.arg, owner: ClassDefinition | None
    ) -> Values:
        """What a fixture gives to a parameter; nothing where the function takes no fixtures.

        `owner` is the class that the function runs in: its own, or one that inherits it.
        """
        hooked = _given_to_hook(definition, parameter.arg)
        if hooked:
            return hooked
        if not self._takes_fixtures(definition):
            return NOTHING
        cases = marks.cases(self._program, definition, parameter.arg)
        if not cases.values:
            cases = self._generated_for(definition, parameter.arg)
        if cases.values and not cases.indirect:
            return cases.values
        if parameter.arg == "request":
            return self._request(definition, NOTHING)
        return self.named(definition, parameter.arg, owner, cases.values)

    def generate(self, definition: FunctionDefinition, names: list[str], made: marks.Made) -> None:
        """A `pytest_generate_tests` gives the tests that it can see parameters of these names."""
        program, source = self._program, definition.scope.source
        for name in names:
            self._generated.setdefault(name, []).append((definition, names, made))
            program.changed(self, name)
            if program.telling.flows(made.values):
                program.interest.export(source, name)

    def _generated_for(self, definition: FunctionDefinition, name: str) -> marks.Cases:
        self._program.read(self, name)
        path = definition.scope.source.path
        for hook, names, made in self._generated.get(name, ()):
            distance = _distance(path, definition.owner, hook)
            is_near = distance is not None and distance < _BY_IMPORT
            if is_near or not is_collected(hook.scope.source.path):  # a plugin's
                return marks.given(self._program, names, made, name, definition)
        return marks.Cases(NOTHING, indirect=False)

    def on_class(self, definition: ClassDefinition, name: str) -> Values:
        """What the fixtures that a class uses put on it by `request.cls.name = ...`."""
        found = NOTHING
        for fixture in self._used_by(definition):
            holder = self._class_of_request(fixture)
            self._program.read(holder, name)
            found |= holder.attributes.get(name, NOTHING)
        return found

    def _used_by(self, definition: ClassDefinition) -> list[FunctionDefinition]:
        """The fixtures that a class asks for, and those that come to it by themselves."""
        path, found = definition.scope.source.path, []
        for used in marks.used_fixtures(definition):
            self._program.read(self, used)
            fixture = self._nearest(path, None, None, used)
            if fixture is not None:
                found.append(fixture)
        self._program.read(self, "autouse")
        for fixture in self._automatic:
            distance = _distance(path, definition, fixture)
            if distance is not None and distance < _BY_IMPORT:
                found.append(fixture)
        return found

    def _request(self, definition: FunctionDefinition, param: Values) -> Values:
        """The fixture `request`; in a fixture with `params`, its `param` is one of them."""
        program = self._program
        for decorator in _decorator_calls(definition):
            for keyword in decorator.keywords:
                if keyword.arg == "params":
                    param |= _cases(program, definition, keyword.value)
        request = program.holdings.namespace(definition.scope, ("request", definition, param))
        holder = frozenset({self._class_of_request(definition)})
        program.holdings.put(request, request.attributes, "cls", holder)
        if param:
            program.holdings.put(request, request.attributes, "param", param)
        return frozenset({Symbol(_GIVEN["request"]), request})

    def _class_of_request(self, fixture: FunctionDefinition) -> Object:
        """What stands for `request.cls` in a fixture."""
        return self._program.holdings.namespace(fixture.scope, ("request.cls", fixture))

    def named(
        self,
        definition: FunctionDefinition,
        name: str,
        owner: ClassDefinition | None,
        param: Values = NOTHING,
    ) -> Values:
        """What the fixture of a name gives to a function; `param` is given to it indirectly."""
        program = self._program
        program.read(self, name)
        found = self._nearest(definition.scope.source.path, owner, definition, name)
        if found is None:
            given = _GIVEN.get(name)
            return frozenset({Symbol(given)}) if given else NOTHING
        asked_by = owner if owner is not None and asks_other(program, owner, found) else None
        key = ("fixture", found, name, param, asked_by)
        return shared_result(
            program, key, found.scope, lambda: self._given(found, name, param, asked_by)
        )

    def _given(
        self,
        found: FunctionDefinition,
        name: str,
        param: Values,
        asked_by: ClassDefinition | None,
    ) -> Values:
        """What a fixture gives; `param` is given to it indirectly.

        `asked_by` is the class of a test that changes what a fixture of its base does.
        """
        program = self._program
        arguments = parameters_alone(program, found, asked_by)
        if param and "request" in arguments:
            arguments["request"] = self._request(found, param)
        context = program.call(found, arguments)
        given_values = context.yields or context.returns
        frame = definition_frame(program, found)
        return step(frame, given_values, found.node, f"given by the fixture `{name}`")

    def _takes_fixtures(self, definition: FunctionDefinition) -> bool:
        if definition.name.startswith("test") or definition.name in ("setup_method", "setup"):
            return True
        return any(_is_fixture(value) for value in definition.decorators)

    def _nearest(
        self,
        path: str,
        owner: ClassDefinition | None,
        user: FunctionDefinition | None,
        name: str,
    ) -> FunctionDefinition | None:
        best: tuple[int, FunctionDefinition] | None = None
        for fixture in self._by_name.get(name, ()):
            if fixture is user:
                continue  # a fixture that overrides one of its name asks for the outer one
            distance = _distance(path, owner, fixture)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, fixture)
        return best[1] if best else None


def _given_to_hook(definition: FunctionDefinition, parameter: str) -> Values:
    """What pytest gives to a parameter of a function that it calls by its name."""
    if definition.name == GENERATES:
        return frozenset({Symbol(_METAFUNC)})
    if definition.name in _OF_MODULE and definition.owner is None:
        return frozenset({Module(definition.scope.source.module)})
    given = foreign.given_to_hook(definition.name, parameter)
    return frozenset({Symbol(given)}) if given is not None else NOTHING


def _is_fixture(value: object) -> bool:
    return isinstance(value, Symbol) and value.name.removesuffix("()") in _DECORATORS


def _is_automatic(definition: FunctionDefinition) -> bool:
    return any(
        keyword.arg == "autouse" and isinstance(keyword.value, ast.Constant) and keyword.value.value
        for decorator in _decorator_calls(definition)
        for keyword in decorator.keywords
    )


def _name(definition: FunctionDefinition) -> str:
    for decorator in getattr(definition.node, "decorator_list", ()):
        for keyword in getattr(decorator, "keywords", ()):
            if keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
                return str(keyword.value.value)
    return definition.name


def _distance(
    user_path: str, owner: ClassDefinition | None, fixture: FunctionDefinition
) -> int | None:
    """How far a fixture is from its user; None where it cannot be seen."""
    path = fixture.scope.source.path
    if fixture.owner is not None:
        classes = order(owner) if owner is not None else ()
        return classes.index(fixture.owner) - len(classes) if fixture.owner in classes else None
    if user_path == path:
        return 1
    folder = dirname(path)
    if path.rpartition("/")[2] == "conftest.py":
        inside = not folder or user_path.startswith(folder + "/")
        return 2 + user_path.count("/") - path.count("/") if inside else None
    return _BY_IMPORT  # a plugin module, or a fixture that the user's module imports


def _decorator_calls(definition: FunctionDefinition) -> list[ast.Call]:
    nodes = getattr(definition.node, "decorator_list", ())
    return [node for node in nodes if isinstance(node, ast.Call)]


def _cases(program: Program, definition: FunctionDefinition, node: ast.expr) -> Values:
    frame = definition_frame(program, definition)
    return iterated(frame, evaluate(frame, node), node)
