"""How often the same is evaluated: bodies, calls and objects, counted as they come."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.parameters import bind, parameters_alone
from migration_lint.flow.code.definitions import ClassDefinition, FunctionDefinition
from migration_lint.flow.domain.values import Values
from migration_lint.flow.recording.facts import MemberFact
from migration_lint.flow.state.contexts import Context
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax import bodies
from migration_lint.flow.work.program import Program
from tests.lint.flow.evaluated import MAKE, analysed


def counted_binds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the functions that calls of the project bind arguments to, as they come."""
    bound: list[str] = []

    def counted(
        frame: Frame, definition: FunctionDefinition, arguments: Arguments, node: ast.AST
    ) -> dict[str, Values]:
        bound.append(definition.name)
        return bind(frame, definition, arguments, node)

    monkeypatch.setattr("migration_lint.flow.calling.functions.bind", counted)
    return bound


def test_a_method_of_many_objects_is_called_once_where_its_calls_are_joined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migration_lint.flow.state.contexts._MOST_CONTEXTS", ((1_000, 2),))
    bound = counted_binds(monkeypatch)
    made = "".join(f"pages.append(Page({number}))\n" for number in range(20))
    text = (
        "from af_engine import RDMissionController\nclass Page:\n"
        "    def __init__(self, number): self.number = number\n"
        "    def show(self, engine): engine.mission\n"
        f"pages = []\n{made}"
        "pages[unknown()].show(RDMissionController())\n"
    )
    program = analysed({"user.py": text}, tmp_path)
    assert [use.span.line for use in program.facts()["user.py"].of(MemberFact)] == [4]
    assert bound.count("show") < 10


def test_objects_that_hand_on_to_each_other_are_asked_once_for_what_they_lack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound = counted_binds(monkeypatch)
    made = "".join(f"    p{n} = Proxy()\n    p{n}.inner = pick(n)\n" for n in range(12))
    text = (
        f"{MAKE}class Proxy:\n    inner = None\n"
        "    def __getattr__(self, name): return getattr(self.inner, name)\n"
        f"def make(n):\n{made}    proxies = [{', '.join(f'p{n}' for n in range(12))}, engine]\n"
        "    def pick(n): return proxies[n]\n"
        "    for one in proxies:\n        for two in proxies:\n            one.inner = two\n"
        "    proxies[n].mission\n"
        "make(unknown())\n"
    )
    program = analysed({"user.py": text}, tmp_path)
    uses = {use.member for use in program.facts()["user.py"].of(MemberFact)}
    assert uses == {"inner", "mission"}
    assert bound.count("__getattr__") < 50


CHOOSING = """
def use():
    def make(kind):
        if kind == "a":
            return {}
        return []
    engine.mission
    make("a")
    make("b")
"""


def test_a_nested_function_that_sees_nothing_of_interest_is_not_run_for_each_constant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound = counted_binds(monkeypatch)
    analysed({"user.py": MAKE + CHOOSING}, tmp_path)
    assert "make" not in bound


def test_a_name_that_is_bound_to_less_than_before_is_no_change(tmp_path: Path) -> None:
    text = (
        f"{MAKE}def use():\n    engine.mission\n    last = []\n    for one in unknown():\n"
        "        now = last\n        last = {}\n"
        "        def show(): return now\n"
        "        show()\n"
    )
    program = analysed({"user.py": text}, tmp_path)
    assert program.work.runs < 12


def test_a_class_in_a_class_is_the_same_one_each_time_its_module_is_run(tmp_path: Path) -> None:
    text = (
        f"{MAKE}class Early:\n    held: 'Outer.Inner'\n"
        "class Outer:\n    class Inner: ...\n"
        "taken = Outer.Inner\n"
    )
    program = analysed({"user.py": text}, tmp_path)
    assert program.modules.at("user.py").context.runs < 4


def counted_runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the functions whose bodies are run, as they come."""
    names: list[str] = []
    run = bodies.run_function

    def counted(program: Program, context: Context) -> None:
        assert context.definition is not None
        names.append(context.definition.name)
        run(program, context)

    monkeypatch.setattr(bodies, "run_function", counted)
    return names


def test_what_is_put_on_another_object_of_the_class_is_no_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = counted_runs(monkeypatch)
    text = (
        f"{MAKE}class Page: pass\nfirst = Page()\nfirst.engine = engine\n"
        "def show(page): page.engine.mission\n"
        "show(first)\n"
        "second = Page()\nsecond.engine = Page()\n"
    )
    analysed({"user.py": text}, tmp_path)
    assert runs == ["show", "show"]  # for `first`, and for who is not known


def test_of_a_class_with_many_objects_further_ones_are_any_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migration_lint.flow.state.contexts._MOST_MADE", ((1_000, 2),))
    runs = counted_runs(monkeypatch)
    text = (
        f"{MAKE}class Page:\n    def __init__(self, engine): self.engine = engine\n"
        "def show(page): page.engine.mission\n"
        + "".join(f"page{number} = Page(engine)\nshow(page{number})\n" for number in range(10))
    )
    program = analysed({"user.py": text}, tmp_path)
    uses = program.facts()["user.py"].of(MemberFact)
    assert [use.span.line for use in uses] == [5]
    assert runs.count("show") == 4  # for two, for any, and for who is not known


def test_what_a_fixture_gives_is_worked_out_once_for_all_tests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counted(
        program: Program, definition: FunctionDefinition, subclass: ClassDefinition | None
    ) -> dict[str, Values]:
        asked.append(definition.name)
        return parameters_alone(program, definition, subclass)

    monkeypatch.setattr("migration_lint.flow.calling.fixtures.parameters_alone", counted)
    tests = "".join(f"def test_{number}(made): made.mission\n" for number in range(10))
    text = f"import pytest\n{MAKE}@pytest.fixture\ndef made(): return engine\n{tests}"
    program = analysed({"test_user.py": text}, tmp_path)
    assert len(list(program.facts()["test_user.py"].of(MemberFact))) == 10
    assert asked.count("made") == 1
