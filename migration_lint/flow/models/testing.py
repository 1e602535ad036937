"""pytest, unittest.mock and the plugin's own fixture."""

from __future__ import annotations

import ast

from migration_lint.flow.calling import marks
from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_values
from migration_lint.flow.calling.mocked import make_mock, one_by_one
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Const,
    Controller,
    ControllerClass,
    Mock,
    Module,
    Place,
    Trail,
    Values,
    strings,
    symbols,
)
from migration_lint.flow.models import model
from migration_lint.flow.objects.containers import make_key, new_container, put
from migration_lint.flow.objects.engine_classes import are_functions
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.evaluation import evaluate


@model("pytest.Metafunc().parametrize")
def _generated(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    names = marks.names_of(arguments.get(0, "argnames"))
    made = marks.Made(arguments.get(1, "argvalues"), arguments.get(2, "indirect"))
    if frame.definition is not None:
        frame.program.fixtures.generate(frame.definition, names, made)
    return UNKNOWN


@model("unittest.mock.Mock", "unittest.mock.MagicMock", "unittest.mock.AsyncMock",
       "unittest.mock.NonCallableMock", "unittest.mock.NonCallableMagicMock",
       "unittest.mock.create_autospec", "pytest_mock.MockerFixture().Mock",
       "pytest_mock.MockerFixture().MagicMock",
       "pytest_mock.MockerFixture().create_autospec")  # fmt: skip
def _mock(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    given = arguments.keywords
    wrapped = given.get("wraps", NOTHING)
    spec = arguments.get(0, "spec") | given.get("spec_set", NOTHING) | wrapped
    owners = frozenset(v for v in spec if isinstance(v, (Controller, ControllerClass)))
    returns = given.get("return_value", NOTHING)
    effect = given.get("side_effect", NOTHING)
    returns |= one_by_one(frame, effect, Arguments(star=UNKNOWN), node)
    is_class = any(isinstance(value, ControllerClass) for value in owners)
    is_instance = Const(True) in given.get("instance", NOTHING)
    if is_class and not is_instance and _is_autospec(frame, node):
        returns |= {Mock(owners)}
    if not owners and not frame.program.telling.flows(returns):
        return make_mock(frame, node, given)
    return frozenset({Mock(owners, returns)})


def _is_autospec(frame: Frame, node: ast.AST) -> bool:
    names = symbols(evaluate(frame.quiet(), node.func)) if isinstance(node, ast.Call) else []
    return any(name.endswith(".create_autospec") for name in names)


@model("pytest.mark.parametrize")
def _parametrize(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return marks.parametrize(arguments)


@model("pytest.mark.usefixtures")
def _use_fixtures(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return marks.use_fixtures(arguments)


@model("pytest.param")
def _param(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    if len(arguments.positional) == 1:
        return arguments.get(0)
    held = new_container(frame, "tuple", (node, frame.context))
    for position, values in enumerate(arguments.positional):
        put(frame, held, position, values)
    return frozenset({held})


@model("pytest.StashKey")
def _stash_key(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return make_key(frame, (node, frame.context), arguments.get(0))


@model("pytest.FixtureRequest().getfixturevalue")
def _fixture_value(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    found = NOTHING
    for name in strings(arguments.get(0)):
        if frame.definition is not None:
            found |= frame.program.fixtures.named(frame.definition, name, frame.owner)
    return found or UNKNOWN


@model("pytest_engine_rollout.Engine().controller")
def _engine_controller(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    place = Place(frame.source.path, node)
    trail = Trail(place, "made by the fixture `engine`")
    engines = frozenset().union(*frame.program.vocabulary.controllers.values())
    if are_functions(frame.program, engines):
        return UNKNOWN
    return frozenset({Controller(engines, None, trail)})


@model("pytest_engine_rollout.Engine().module")
def _engine_module(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return frozenset(Module(name) for name in strings(arguments.get(0))) or UNKNOWN


@model("?.assertRaises", "?.assertWarns", "pytest.raises", "pytest.warns")
def _expecting(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    """Behind the exception stands a function that is to raise it, and what it is called with."""
    call_values(frame, arguments.get(1), arguments.behind(2), node)
