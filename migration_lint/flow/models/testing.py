"""pytest, unittest.mock and the plugin's own fixture."""

from __future__ import annotations

import ast

from migration_lint.flow import marks, observe
from migration_lint.flow.attributes import get_attribute
from migration_lint.flow.containers import new_container, of_members, put
from migration_lint.flow.evaluation import evaluate
from migration_lint.flow.frame import Frame
from migration_lint.flow.imports import known_module
from migration_lint.flow.models import model
from migration_lint.flow.parameters import Arguments
from migration_lint.flow.storing import set_attribute
from migration_lint.flow.values import (
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

_OF_PATCH = ("target", "spec", "create", "spec_set", "autospec", "new_callable")


@model("unittest.mock.patch.object", "pytest_mock.MockerFixture().patch.object",
       "pytest_mock.MockerFixture().spy")  # fmt: skip
def _patch_object(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    _named(frame, arguments, node, "patch.object", "store")
    if Module("builtins") in arguments.get(0, "target"):
        for name in strings(arguments.get(1, "attribute")):
            set_attribute(frame, frozenset({Module("builtins")}), name, _new(arguments, 2))
    return _entered_with(frame, arguments.get(2, "new"), node)


@model("unittest.mock.patch.multiple")
def _patch_multiple(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    if isinstance(node, ast.Call):
        base = arguments.get(0, "target")
        for keyword in node.keywords:
            if keyword.arg and keyword.arg not in _OF_PATCH:
                values = arguments.keywords[keyword.arg]
                observe.attribute(
                    frame,
                    node,
                    base,
                    keyword.arg,
                    values,
                    access="store",
                    how="patch.object",
                    at=keyword.value,
                )


@model("unittest.mock.patch", "pytest_mock.MockerFixture().patch")
def _patch(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    _patched_by_name(frame, arguments, node)
    _put_on_builtins(frame, arguments)
    return _entered_with(frame, arguments.get(1, "new"), node)


def _put_on_builtins(frame: Frame, arguments: Arguments) -> None:
    """`patch("builtins.__import__", side_effect=hook)`."""
    for target in strings(arguments.get(0, "target")):
        module, _, name = target.rpartition(".")
        if module == "builtins":
            set_attribute(frame, frozenset({Module(module)}), name, _new(arguments, 1))


def _new(arguments: Arguments, position: int) -> Values:
    """What a patch puts in, or what its stand-in runs."""
    return arguments.get(position, "new") | arguments.keywords.get("side_effect", NOTHING)


def _entered_with(frame: Frame, new: Values, node: ast.AST) -> Values | None:
    """What a patch gives on entering: what it puts in, where that is given."""
    return of_members(frame, "context", node, new) if frame.program.telling.flows(new) else None


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


@model("pytest.Metafunc().parametrize")
def _generated(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:  # noqa: ARG001 - a model
    names = marks.names_of(arguments.get(0, "argnames"))
    made = marks.Made(arguments.get(1, "argvalues"), arguments.get(2, "indirect"))
    if frame.definition is not None:
        frame.program.fixtures.generate(frame.definition, names, made)
    return UNKNOWN


@model("pytest.MonkeyPatch().setattr", "pytest.MonkeyPatch.context().setattr",
       "pytest.MonkeyPatch().context().setattr")  # fmt: skip
def _monkeypatch_setattr(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    _named(frame, arguments, node, "monkeypatch.setattr", "store")
    _patched_by_name(frame, arguments, node)
    _put_on_builtins(frame, arguments)
    for name in strings(arguments.get(1, "name")):
        set_attribute(frame, arguments.get(0), name, arguments.get(2, "value"))


@model("pytest.MonkeyPatch().delattr", "pytest.MonkeyPatch.context().delattr",
       "pytest.MonkeyPatch().context().delattr")  # fmt: skip
def _monkeypatch_delattr(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    _named(frame, arguments, node, "monkeypatch.delattr", "delete")


def _named(frame: Frame, arguments: Arguments, node: ast.AST, how: str, access: str) -> None:
    if not isinstance(node, ast.Call):
        return
    base = arguments.get(0, "target")
    value = arguments.get(2, "value") or arguments.get(2, "new")
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    given = arguments.get(1, "name") or arguments.get(1, "attribute")
    for name in strings(given):
        named = keywords.get("name") or keywords.get("attribute") or node
        at = node.args[1] if len(node.args) > 1 else named
        observe.attribute(frame, node, base, name, value, access=access, how=how, at=at)


@model("unittest.mock.Mock", "unittest.mock.MagicMock", "unittest.mock.AsyncMock",
       "unittest.mock.NonCallableMock", "unittest.mock.NonCallableMagicMock",
       "unittest.mock.create_autospec", "pytest_mock.MockerFixture().Mock",
       "pytest_mock.MockerFixture().MagicMock",
       "pytest_mock.MockerFixture().create_autospec")  # fmt: skip
def _mock(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    given = arguments.keywords
    wrapped = given.get("wraps", NOTHING)
    spec = arguments.get(0, "spec") | given.get("spec_set", NOTHING) | wrapped
    owners = frozenset(v for v in spec if isinstance(v, (Controller, ControllerClass)))
    returns = given.get("return_value", NOTHING)
    is_class = any(isinstance(value, ControllerClass) for value in owners)
    is_instance = Const(True) in given.get("instance", NOTHING)
    if is_class and not is_instance and _is_autospec(frame, node):
        returns |= {Mock(owners)}
    if not owners and not frame.program.telling.flows(returns):
        return None
    return frozenset({Mock(owners, returns)})


def _is_autospec(frame: Frame, node: ast.AST) -> bool:
    names = symbols(evaluate(frame.quiet(), node.func)) if isinstance(node, ast.Call) else []
    return any(name.endswith(".create_autospec") for name in names)


@model("pytest.mark.parametrize")
def _parametrize(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:  # noqa: ARG001 - a model
    return marks.parametrize(arguments)


@model("pytest.mark.usefixtures")
def _use_fixtures(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:  # noqa: ARG001 - a model
    return marks.use_fixtures(arguments)


@model("pytest.param")
def _param(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
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
    packages = [*strings(arguments.get(1, "package")), None][:1]
    named = [
        known_module(frame.program, name, frame.source.path)
        for name in (_absolute(name, packages[0]) for name in strings(given))
        if not name.startswith(".")
    ]
    return modules | frozenset(map(Module, named)) or None


def _absolute(name: str, package: str | None) -> str:
    """A module's name without the dots that mean a package."""
    if not name.startswith(".") or package is None:
        return name
    inner = name.lstrip(".")
    parts = package.split(".")
    return ".".join([*parts[: len(parts) + 1 - (len(name) - len(inner))], inner])


@model("pydoc.locate", "pkgutil.resolve_name")
def _located(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    found = NOTHING
    for path in strings(arguments.get(0)):
        module, _, name = path.replace(":", ".").rpartition(".")
        if module:
            found |= get_attribute(frame, frozenset({Module(module)}), name, node)
    return found if frame.program.matters(found) else None
