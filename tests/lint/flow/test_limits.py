"""Code that is large, deep or broken: reported by file, and the rest is still analysed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from migration_lint.facts import UnparsableFact
from migration_lint.files.source import in_memory
from migration_lint.flow.analysis import analyse
from migration_lint.flow.code.corpus import Corpus
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Const,
    Controller,
    Module,
    Values,
    added,
)
from migration_lint.flow.recording.facts import MemberFact
from migration_lint.flow.state.frame import Frame, State
from migration_lint.flow.work.program import Program
from migration_lint.project import load_project

USER = b"from af_engine import RDMissionController\nRDMissionController().mission\n"
MAKE = b"from af_engine import RDMissionController\nc = RDMissionController()\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"import af_engine_legacy\nx = " + b"(" * 400 + b")" * 400, id="parentheses"),
        pytest.param(MAKE + b"x = " + b"-" * 5000 + b"1\n", id="operators"),
        pytest.param(MAKE + b"x = c" + b".a" * 5000 + b"\n", id="attributes"),
        pytest.param(MAKE + b"x = " + b" ** ".join([b"c"] * 5000) + b"\n", id="powers"),
        pytest.param(b"import af_engine_legacy\nx = (\n", id="no end"),
        pytest.param(b"import af_engine_legacy\n\x00\n", id="a null byte"),
        pytest.param(b"# coding: nonsense\nimport af_engine_legacy\n", id="unknown encoding"),
        pytest.param(b"import af_engine_legacy\nprint 'x'\n", id="Python 2"),
        pytest.param(b"import af_engine_legacy\nx = '\xe4'\n", id="not UTF-8"),
    ],
)
def test_what_cannot_be_followed_is_said_and_the_rest_is_analysed(
    data: bytes, tmp_path: Path
) -> None:
    sources = [in_memory("deep.py", data), in_memory("user.py", USER)]
    facts = analyse(sources, load_project(tmp_path))
    assert len(list(facts["deep.py"].of(UnparsableFact))) == 1
    assert [fact.span.line for fact in facts["user.py"].of(MemberFact)] == [2]


@pytest.mark.parametrize("word", [b" and ", b" or "])
def test_states_are_not_merged_for_each_operand_of_a_long_chain(
    word: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    merges: list[int] = []
    real = Frame.merge

    def counted(self: Frame, *states: State) -> State:
        merges.append(len(states))
        return real(self, *states)

    monkeypatch.setattr(Frame, "merge", counted)
    chain = word.join(b"c.a%d" % number for number in range(3000))
    facts = analyse([in_memory("user.py", MAKE + b"x = " + chain + b"\n")], load_project(tmp_path))
    assert len(list(facts["user.py"].of(MemberFact))) == 3000
    assert sum(merges) < 100


@pytest.mark.parametrize(
    ("data", "place"),
    [
        pytest.param(USER.replace(b"\n", b"\r\n"), (2, 23), id="CRLF"),
        pytest.param(USER.replace(b"\n", b"\r"), (2, 23), id="lone CR"),
        pytest.param(b"\xef\xbb\xbf" + USER, (2, 23), id="byte order mark"),
        pytest.param(b"# coding: latin-1\n# \xe4\n" + USER, (4, 23), id="latin-1"),
        pytest.param(USER.replace(b"\nRD", "\n'äöü'; RD".encode()), (2, 30), id="wide characters"),
        pytest.param(USER.replace(b"\nRD", b"\n\x0cRD"), (2, 24), id="form feed"),
    ],
)
def test_columns_count_characters(data: bytes, place: tuple[int, int], tmp_path: Path) -> None:
    facts = analyse([in_memory("user.py", data)], load_project(tmp_path))
    spans = [fact.span for fact in facts["user.py"].of(MemberFact)]
    assert [(span.line, span.column) for span in spans] == [place]


def evaluated(files: dict[str, str], root: Path) -> set[str]:
    """The files that an analysis finds worth evaluating."""
    corpus = Corpus(in_memory(path, text.encode()) for path, text in files.items())
    program = Program(load_project(root), corpus)
    program.run()
    return {module.source.path for module in program.modules.evaluated()}


LIBRARY = "class Logger:\n    def __init__(self, name):\n        self.name = name\n"
OTHERS = {
    f"other{number}.py": "from library import Logger\n\n\ndef f(x: Logger):\n    return x.name\n"
    for number in range(3)
}


def test_a_text_that_becomes_an_attribute_does_not_make_every_file_with_it_matter(
    tmp_path: Path,
) -> None:
    user = "from library import Logger\n\nlog = Logger('af_engine_legacy')\n"
    files = {"library.py": LIBRARY, "user.py": user, **OTHERS}
    assert evaluated(files, tmp_path) == {"library.py", "user.py"}


def test_a_controller_that_becomes_an_attribute_does(tmp_path: Path) -> None:
    user = "from library import Logger\nfrom af_engine import RDMissionController\n"
    user += "log = Logger(RDMissionController())\n"
    files = {"library.py": LIBRARY, "user.py": user, **OTHERS}
    assert evaluated(files, tmp_path) == {"library.py", "user.py", *OTHERS}


def test_a_text_is_found_where_another_file_imports_it(tmp_path: Path) -> None:
    files = {
        "names.py": "NAME = 'af_engine_legacy'\n",
        "user.py": "import importlib\nimport names\ndef f():\n"
        "    return importlib.import_module(names.NAME)\n",
        "other.py": "NAME = 1\n",
    }
    assert evaluated(files, tmp_path) == {"names.py", "user.py"}


def test_a_copy_of_the_standard_library_is_not_followed_into(tmp_path: Path) -> None:
    user = "import logging\nfrom af_engine import RDMissionController\n"
    user += "logging.info('%r', RDMissionController())\n"
    library = dict.fromkeys(("abc.py", "io.py", "os.py", "site.py"), "")
    files = {"logging/__init__.py": "def info(text, value): ...\n", "user.py": user, **library}
    assert evaluated(files, tmp_path) == {"user.py"}
    del files["site.py"]
    assert evaluated(files, tmp_path) == {"user.py", "logging/__init__.py"}


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        pytest.param('f"{prefix}legacy"', True, id="after a field"),
        pytest.param('"af_engine_%s" % "legacy"', True, id="by itself"),
        pytest.param('a + "ngine_legacy.py"', True, id="after a piece"),
        pytest.param('"a legacy machine"', False, id="in a sentence"),
        pytest.param('"make_legacy"', False, id="of another name"),
    ],
)
def test_only_what_can_end_a_legacy_modules_name_makes_a_file_matter(
    text: str, matters: bool, tmp_path: Path
) -> None:
    files = {"user.py": f"import importlib\nimportlib.import_module({text})\n"}
    assert bool(evaluated(files, tmp_path)) is matters


def test_contexts_that_are_joined_lose_no_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migration_lint.flow.state.contexts._MOST_CONTEXTS", ())
    calls = "".join(f"show({n}, c)\n" for n in range(3))
    program = MAKE + b"def show(n, x):\n    x.mission\nshow(1, 'text')\n" + calls.encode()
    facts = analyse([in_memory("user.py", program)], load_project(tmp_path))
    assert [fact.span.line for fact in facts["user.py"].of(MemberFact)] == [4]


def test_joined_calls_keep_the_order_of_their_arguments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migration_lint.flow.state.contexts._MOST_CONTEXTS", ())
    program = MAKE + (
        b"def show(first, second=None, **named):\n"
        b"    first.mission\n    second.elsewhere\n    named['third'].mission\n"
        b"def outer(*args, **kwargs):\n    show(*args, **kwargs)\n"
        b"class Other: ...\n"
        b"outer(c, Other(), third=c)\nouter(Other(), third=Other())\nouter(c, fourth=Other())\n"
    )
    facts = analyse([in_memory("user.py", program)], load_project(tmp_path))
    uses = [(use.span.line, use.member) for use in facts["user.py"].of(MemberFact)]
    assert uses == [(4, "mission"), (6, "mission")]


def test_a_set_that_overflowed_comes_to_rest() -> None:
    held = NOTHING
    for number in range(60):
        held = added(held, frozenset({Const(number)}))
    assert held >= UNKNOWN
    for number in range(60):
        assert added(held, frozenset({Const(number)})) is held


@pytest.mark.parametrize("fields", ["[('True', object), ('x', c)]", "(True, False)", "['class']"])
def test_a_record_whose_fields_python_refuses_is_none(tmp_path: Path, fields: str) -> None:
    text = (
        MAKE
        + f"import dataclasses\ndataclasses.make_dataclass('R', {fields})\nc.mission\n".encode()
    )
    facts = analyse([in_memory("user.py", text)], load_project(tmp_path))
    assert [use.member for use in facts["user.py"].of(MemberFact)] == ["mission"]


def test_what_many_ask_for_is_worked_out_once(tmp_path: Path) -> None:
    """Two annotations, the flag's name in a function, what each engine's methods may give."""
    calls = "".join(f"show({number}, unknown())\n" for number in range(20))
    text = MAKE + b"def show(n, x: RDMissionController) -> 'list[int]':\n    x.mission\n"
    corpus = Corpus([in_memory("user.py", text + calls.encode())])
    program = Program(load_project(tmp_path), corpus)
    program.run()
    assert [result.runs for result in program.shared_results.values()] == [1] * 5


def test_it_is_one_promise_for_objects_that_differ_in_what_it_does_not_name(tmp_path: Path) -> None:
    text = MAKE + (
        b"from typing import Generic, TypeVar\n"
        b"T = TypeVar('T')\n"
        b"class Box(Generic[T]):\n"
        b"    def show(self, x: RDMissionController, held: 'T') -> None:\n        x.mission\n"
        b"class One(Box[int]): ...\nclass Two(Box[str]): ...\n"
        b"One().show(unknown(), unknown())\nTwo().show(unknown(), unknown())\n"
    )
    program = Program(load_project(tmp_path), Corpus([in_memory("user.py", text)]))
    program.run()
    names = [
        part.id
        for key in program.shared_results
        if isinstance(key, tuple)
        for part in key
        if isinstance(part, ast.Name)
    ]
    assert names == ["RDMissionController"]


def test_a_controller_outlives_the_overflow_of_a_set() -> None:
    controller = Controller(frozenset({"legacy"}))
    held: Values = frozenset({controller})
    for number in range(200):
        held = added(held, frozenset({Module(f"module{number}")}))
    assert controller in held


def test_what_is_handed_on_under_a_name_stays_apart_beside_what_is_not_known(
    tmp_path: Path,
) -> None:
    program = MAKE + (
        b"def show(parent, engine):\n    parent.name\n    engine.mission\n"
        b"class Other: ...\n"
        b"given = {'parent': Other(), 'engine': c}\n"
        b"if unknown():\n    given = {'engine': c}\n    given.update(unknown())\n"
        b"show(**given)\n"
    )
    facts = analyse([in_memory("user.py", program)], load_project(tmp_path))
    uses = [(use.span.line, use.member) for use in facts["user.py"].of(MemberFact)]
    assert uses == [(5, "mission")]
