"""pytest, unittest.mock and the plugin's own fixture."""

from __future__ import annotations

import ast

from migration_lint.flow import observe
from migration_lint.flow.frame import Frame
from migration_lint.flow.imports import known_module
from migration_lint.flow.models import model
from migration_lint.flow.parameters import Arguments
from migration_lint.flow.storing import set_attribute
from migration_lint.flow.values import (
    NOTHING,
    UNKNOWN,
    Controller,
    ControllerClass,
    Mock,
    Module,
    Place,
    Trail,
    Values,
    strings,
)


@model("unittest.mock.patch.object", "pytest_mock.MockerFixture().patch.object",
       "pytest_mock.MockerFixture().spy", "unittest.mock.patch.multiple")  # fmt: skip
def _patch_object(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    _named(frame, arguments, node, "patch.object", "store")


@model("unittest.mock.patch", "pytest_mock.MockerFixture().patch")
def _patch(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    _patched_by_name(frame, arguments, node)


def _patched_by_name(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    """`"af_engine.RDMissionController.save_mission"` names a member of a controller's class."""
    vocabulary = frame.program.vocabulary
    for target in strings(arguments.get(0, "target")):
        owner, _, member = target.rpartition(".")
        engines = vocabulary.controllers.get(owner)
        if engines and not vocabulary.is_legacy(owner) and isinstance(node, ast.Call):
            base: Values = frozenset({ControllerClass(engines, owner)})
            at = node.args[0] if node.args else node
            observe.attribute(
                frame, node, base, member, UNKNOWN, access="store", how="patch", at=at
            )


@model("pytest.MonkeyPatch().setattr", "pytest.MonkeyPatch.context().setattr")
def _monkeypatch_setattr(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    _named(frame, arguments, node, "monkeypatch.setattr", "store")
    _patched_by_name(frame, arguments, node)
    for name in strings(arguments.get(1, "name")):
        set_attribute(frame, arguments.get(0), name, arguments.get(2, "value"))


@model("pytest.MonkeyPatch().delattr")
def _monkeypatch_delattr(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    _named(frame, arguments, node, "monkeypatch.delattr", "delete")


def _named(frame: Frame, arguments: Arguments, node: ast.AST, how: str, access: str) -> None:
    if not isinstance(node, ast.Call) or len(arguments.positional) < 2:
        return
    base, value = arguments.get(0), arguments.get(2, "value")
    for name in strings(arguments.get(1)):
        at = node.args[1] if len(node.args) > 1 else node
        observe.attribute(frame, node, base, name, value, access=access, how=how, at=at)


@model("unittest.mock.Mock", "unittest.mock.MagicMock", "unittest.mock.AsyncMock",
       "unittest.mock.NonCallableMock", "unittest.mock.NonCallableMagicMock",
       "unittest.mock.create_autospec", "pytest_mock.MockerFixture().Mock",
       "pytest_mock.MockerFixture().MagicMock",
       "pytest_mock.MockerFixture().create_autospec")  # fmt: skip
def _mock(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:  # noqa: ARG001 - a model
    spec = arguments.get(0, "spec") or arguments.keywords.get("spec_set", NOTHING)
    owners = frozenset(v for v in spec if isinstance(v, (Controller, ControllerClass)))
    return frozenset({Mock(owners)}) if owners else None


@model("pytest.param")
def _param(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    from migration_lint.flow.containers import new_container, put  # noqa: PLC0415 - used here alone

    if len(arguments.positional) == 1:
        return arguments.get(0)
    held = new_container(frame, "tuple", (node, frame.context))
    for position, values in enumerate(arguments.positional):
        put(frame, held, position, values)
    return frozenset({held})


@model("pytest.FixtureRequest().getfixturevalue")
def _fixture_value(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:  # noqa: ARG001 - a model
    found = NOTHING
    for name in strings(arguments.get(0)):
        if frame.definition is not None:
            found |= frame.program.fixtures.named(frame.definition, name)
    return found or UNKNOWN


@model("pytest_engine_rollout.Engine().controller")
def _engine_controller(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:  # noqa: ARG001 - a model
    place = Place(frame.source.path, node)
    trail = Trail(place, "made by the fixture `engine`")
    engines = frozenset().union(*frame.program.vocabulary.controllers.values())
    return frozenset({Controller(engines, None, trail)})


@model("pytest_engine_rollout.Engine().module")
def _engine_module(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:  # noqa: ARG001 - a model
    return frozenset(Module(name) for name in strings(arguments.get(0))) or UNKNOWN


@model("importlib.import_module", "builtins.__import__", "pytest.importorskip", "importlib.reload")
def _import_module(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:  # noqa: ARG001 - a model
    given = arguments.get(0, "name")
    modules = frozenset(value for value in given if isinstance(value, Module))
    named = [
        known_module(frame.program, name, frame.source.path)
        for name in strings(given)
        if not name.startswith(".")
    ]
    return modules | frozenset(map(Module, named)) or None
