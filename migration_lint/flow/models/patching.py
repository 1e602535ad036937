"""unittest.mock.patch and what is like it: what is replaced by name, and by what."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.mocked import make_mock
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Const,
    Controller,
    ControllerClass,
    Mock,
    Module,
    Values,
    join,
    strings,
)
from migration_lint.flow.models import model
from migration_lint.flow.objects.attributes import get_attribute
from migration_lint.flow.objects.containers import of_members
from migration_lint.flow.objects.items import put_item
from migration_lint.flow.objects.storing import set_attribute
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame

_OF_PATCH = ("target", "spec", "create", "spec_set", "autospec", "new_callable")


@model("unittest.mock.patch.object", "pytest_mock.MockerFixture().patch.object",
       "pytest_mock.MockerFixture().spy")  # fmt: skip
def _patch_object(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    _member_named(frame, arguments, node, "patch.object", "store")
    if Module("builtins") in arguments.get(0, "target"):
        for name in strings(arguments.get(1, "attribute")):
            set_attribute(frame, frozenset({Module("builtins")}), name, _new(arguments, 2))
    replaced = NOTHING
    for name in strings(arguments.get(1, "attribute")):
        replaced |= get_attribute(frame, arguments.get(0, "target"), name, node)
    stand_in = arguments.get(2, "new") or _stand_in(replaced, arguments)
    return _entered_with(frame, stand_in, node)


@model("unittest.mock.patch.multiple")
def _patch_multiple(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    if isinstance(node, ast.Call):
        target = arguments.get(0, "target")
        base = target | join(_named(frame, dotted, node) for dotted in strings(target))
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
def _patch(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    replaced = _patched_by_name(frame, arguments, node)
    _put_on_builtins(frame, arguments)
    stand_in = arguments.get(1, "new") or _stand_in(replaced, arguments)
    return _entered_with(frame, stand_in, node)


def _put_on_builtins(frame: Frame, arguments: Arguments) -> None:
    """`patch("builtins.__import__", side_effect=hook)`."""
    for target in strings(arguments.get(0, "target")):
        module, _, name = target.rpartition(".")
        if module == "builtins":
            set_attribute(frame, frozenset({Module(module)}), name, _new(arguments, 1))


def _new(arguments: Arguments, position: int) -> Values:
    """What a patch puts in, or what its stand-in runs."""
    return arguments.get(position, "new") | arguments.keywords.get("side_effect", NOTHING)


def _stand_in(replaced: Values, arguments: Arguments) -> Values:
    """The mock that stands for a controller or its class, where it is told to be like it."""
    given = arguments.keywords
    asked = given.get("autospec", NOTHING) | given.get("spec", NOTHING)
    owners = replaced if Const(True) in asked | given.get("spec_set", NOTHING) else asked
    owners = frozenset(v for v in owners if isinstance(v, (Controller, ControllerClass)))
    is_class = any(isinstance(value, ControllerClass) for value in owners)
    made = frozenset({Mock(owners)}) if is_class else NOTHING
    return frozenset({Mock(owners, made)}) if owners else NOTHING


def _entered_with(frame: Frame, new: Values, node: ast.AST) -> Values:
    """What a patch gives on entering: what it puts in, or a mock."""
    if frame.program.telling.flows(new):
        return of_members(frame, "context", node, new)
    return make_mock(frame, node, {})


def _patched_by_name(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """`"app.RDMissionController.save_mission"` names a member of a controller's class.

    Returns:
        What is replaced.
    """
    replaced = NOTHING
    for target in strings(arguments.get(0, "target")):
        owner, _, member = target.rpartition(".")
        if isinstance(node, ast.Call) and not frame.program.vocabulary.is_legacy(owner):
            at = node.args[0] if node.args else node
            base = observe.step(frame, _named(frame, owner, node), at, f"named in `{target}`")
            observe.attribute(
                frame, node, base, member, UNKNOWN, access="store", how="patch", at=at
            )
            replaced |= get_attribute(frame, base, member, node)
    return replaced


def _named(frame: Frame, dotted: str, node: ast.AST) -> Values:
    """What a dotted name is: a module of the project, or what is inside one or inside an engine."""
    program, parts = frame.program, dotted.split(".")
    packages = program.vocabulary.packages
    for count in range(len(parts), 0, -1):
        module = ".".join(parts[:count])
        if program.index.find(module, frame.source.path) or module in packages:
            values: Values = frozenset({Module(module)})
            for name in parts[count:]:
                values = get_attribute(frame, values, name, node)
            return values
    return NOTHING


@model("pytest.MonkeyPatch().setattr", "pytest.MonkeyPatch.context().setattr",
       "pytest.MonkeyPatch().context().setattr")  # fmt: skip
def _monkeypatch_setattr(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    _member_named(frame, arguments, node, "monkeypatch.setattr", "store")
    _patched_by_name(frame, arguments, node)
    _put_on_builtins(frame, arguments)
    for name in strings(arguments.get(1, "name")):
        set_attribute(frame, arguments.get(0), name, arguments.get(2, "value"))


@model("pytest.MonkeyPatch().setitem", "pytest.MonkeyPatch.context().setitem",
       "pytest.MonkeyPatch().context().setitem")  # fmt: skip
def _monkeypatch_setitem(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    put_item(frame, arguments.get(0), arguments.get(1, "name"), arguments.get(2, "value"))


@model("pytest.MonkeyPatch().delattr", "pytest.MonkeyPatch.context().delattr",
       "pytest.MonkeyPatch().context().delattr")  # fmt: skip
def _monkeypatch_delattr(frame: Frame, arguments: Arguments, node: ast.AST) -> None:
    _member_named(frame, arguments, node, "monkeypatch.delattr", "delete")


def _member_named(frame: Frame, arguments: Arguments, node: ast.AST, how: str, access: str) -> None:
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
