"""pytest fixtures: a parameter of a test is what the fixture of its name gives."""

from __future__ import annotations

import ast
from posixpath import dirname
from typing import TYPE_CHECKING

from migration_lint.flow.observe import step
from migration_lint.flow.values import (
    NOTHING,
    Container,
    Object,
    Symbol,
    Values,
)
from migration_lint.flow.vocabulary import FIXTURE

if TYPE_CHECKING:
    from migration_lint.flow.definitions import FunctionDefinition
    from migration_lint.flow.frame import Frame
    from migration_lint.flow.program import Program

_DECORATORS = ("pytest.fixture", "pytest_asyncio.fixture", "pytest.yield_fixture")
# The fixtures of pytest and its plugins that rules ask for, by what they give.
_GIVEN = {
    "monkeypatch": "pytest.MonkeyPatch()",
    "mocker": "pytest_mock.MockerFixture()",
    "request": "pytest.FixtureRequest()",
    "pytester": "pytest.Pytester()",
    FIXTURE: "pytest_engine_rollout.Engine()",
}


class Fixtures:
    """The fixtures of a project by name and by where they can be seen."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._by_name: dict[str, list[FunctionDefinition]] = {}

    def offer(self, frame: Frame, definition: FunctionDefinition) -> None:
        """Keep a function that is a fixture."""
        if not any(_is_fixture(value) for value in definition.decorators):
            return
        known = self._by_name.setdefault(_name(definition), [])
        if definition not in known:
            known.append(definition)
            self._program.changed(self, _name(definition))
        if frame.program.vocabulary.mentions(definition.name):
            frame.program.interest.word(definition.name)

    def name_of(self, definition: object) -> str:
        """The name that tests ask for: of a function that is no fixture, its own."""
        name: str = definition.name  # type: ignore[attr-defined]  # a function or class
        decorators = getattr(definition, "decorators", ())
        if any(_is_fixture(value) for value in decorators) and hasattr(definition, "defaults"):
            return _name(definition)  # type: ignore[arg-type]  # a function
        return name

    def value(self, definition: FunctionDefinition, parameter: ast.arg) -> Values:
        """What a fixture gives to a parameter; nothing where the function takes no fixtures."""
        if not self._takes_fixtures(definition):
            return NOTHING
        parametrized = _parametrized(self._program, definition, parameter.arg)
        if parametrized:
            return parametrized
        if parameter.arg == "request":
            return self._request(definition)
        return self.named(definition, parameter.arg)

    def _request(self, definition: FunctionDefinition) -> Values:
        """The fixture `request`; in a fixture with `params`, its `param` is one of them."""
        program = self._program
        found: Values = frozenset({Symbol(_GIVEN["request"])})
        for decorator in _decorator_calls(definition):
            for keyword in decorator.keywords:
                if keyword.arg == "params":
                    cases = _cases(program, definition, keyword.value, [""], "")
                    made = Object(program.namespace(definition.scope), ("request", definition))
                    known = program.memory.setdefault(made, made)
                    assert isinstance(known, Object)
                    program.put(known, known.attributes, "param", cases)
                    found |= {known}
        return found

    def named(self, definition: FunctionDefinition, name: str) -> Values:
        """What the fixture of a name gives to a function."""
        program = self._program
        program.read(self, name)
        found = self._nearest(definition, name)
        if found is None:
            given = _GIVEN.get(name)
            return frozenset({Symbol(given)}) if given else NOTHING
        from migration_lint.flow.parameters import definition_frame, parameters_alone  # noqa: PLC0415 - a cycle

        context = program.call(found, parameters_alone(program, found))
        given_values = context.yields or context.returns
        frame = definition_frame(program, found)
        return step(frame, given_values, found.node, f"given by the fixture `{name}`")

    def _takes_fixtures(self, definition: FunctionDefinition) -> bool:
        if definition.name.startswith("test") or definition.name in ("setup_method", "setup"):
            return True
        return any(_is_fixture(value) for value in definition.decorators)

    def _nearest(self, definition: FunctionDefinition, name: str) -> FunctionDefinition | None:
        best: tuple[int, FunctionDefinition] | None = None
        for fixture in self._by_name.get(name, ()):
            if fixture is definition:
                continue  # a fixture that overrides one of its name asks for the outer one
            distance = _distance(definition, fixture)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, fixture)
        return best[1] if best else None


def _is_fixture(value: object) -> bool:
    return isinstance(value, Symbol) and value.name.removesuffix("()") in _DECORATORS


def _name(definition: FunctionDefinition) -> str:
    for decorator in getattr(definition.node, "decorator_list", ()):
        for keyword in getattr(decorator, "keywords", ()):
            if keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
                return str(keyword.value.value)
    return definition.name


def _distance(user: FunctionDefinition, fixture: FunctionDefinition) -> int | None:
    """How far a fixture is from its user; None where it cannot be seen."""
    user_path, path = user.scope.source.path, fixture.scope.source.path
    if fixture.owner is not None:
        return 0 if fixture.owner is user.owner else None
    if user_path == path:
        return 1
    folder = dirname(path)
    if path.rpartition("/")[2] == "conftest.py":
        inside = not folder or user_path.startswith(folder + "/")
        return 2 + user_path.count("/") - path.count("/") if inside else None
    return 1000  # a plugin module, or a fixture that the user's module imports


def _parametrized(program: Program, definition: FunctionDefinition, name: str) -> Values:
    """What `@pytest.mark.parametrize` gives to a parameter."""
    found = NOTHING
    for decorator in _decorator_calls(definition):
        function = decorator.func
        if not isinstance(function, ast.Attribute) or function.attr != "parametrize":
            continue
        if len(decorator.args) < 2 or not isinstance(
            decorator.args[0], (ast.Constant, ast.Tuple, ast.List)
        ):
            continue
        names = _names(decorator.args[0])
        if name in names:
            found |= _cases(program, definition, decorator.args[1], names, name)
    return found


def _decorator_calls(definition: FunctionDefinition) -> list[ast.Call]:
    nodes = list(getattr(definition.node, "decorator_list", ()))
    if definition.owner is not None:
        nodes += definition.owner.node.decorator_list
    return [node for node in nodes if isinstance(node, ast.Call)]


def _names(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant):
        return [part.strip() for part in str(node.value).split(",")]
    return [str(getattr(part, "value", "")) for part in getattr(node, "elts", ())]


def _cases(
    program: Program, definition: FunctionDefinition, node: ast.expr, names: list[str], name: str
) -> Values:
    from migration_lint.flow.expressions import evaluate  # noqa: PLC0415 - a cycle
    from migration_lint.flow.items import iterated  # noqa: PLC0415 - a cycle
    from migration_lint.flow.parameters import definition_frame  # noqa: PLC0415 - a cycle

    frame = definition_frame(program, definition)
    cases = iterated(frame, evaluate(frame, node), node)
    if len(names) == 1:
        return cases
    found = NOTHING
    for case in cases:
        if isinstance(case, Container):
            found |= case.items.get(names.index(name), NOTHING) | case.rest
    return found
