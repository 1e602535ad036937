"""What is evaluated at all: which files, bodies and calls."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lint.facts import UnparsableFact
from migration_lint.files.source import in_memory
from migration_lint.flow.analysis import analyse
from migration_lint.flow.recording.facts import MemberFact
from migration_lint.flow.work import worklist
from migration_lint.flow.work.program import Program
from migration_lint.project import load_project
from tests.lint.flow.evaluated import MAKE, analysed

WITHOUT_CONTROLLERS = """
flag = "SHAPES_PURE"
control = "ext"
candidate = "pure"
isolate = ["shapes"]
protocol = []
bridges = []
legacy_modules = []
legacy_files = []

[engines.ext]
env = { SHAPES_PURE = "false" }

[engines.pure]
env = { SHAPES_PURE = "1" }
"""
SHAPES = {
    "shapes/__init__.py": "from shapes._url import URL\n",
    "shapes/_flag.py": "import os\nPURE = bool(os.environ.get('SHAPES_PURE'))\n",
    "shapes/_url.py": "import shapes\n"
    "def named(f):\n    f.__module__ = 'shapes'\n    return f\n"
    "class URL:\n    def __init__(self): self.home = shapes\n"
    "    @named\n    def parent(self): return self\n",
    **{
        f"user{number}.py": "import shapes\n"
        f"class Client{number}:\n    def __init__(self): self.url = shapes.URL()\n"
        "    def get(self): return self.url.parent()\n"
        for number in range(20)
    },
}


SPREADING = {
    "flags.py": "import os\nclass Config:\n    pure = os.environ.get('SHAPES_PURE')\n"
    "CONFIG = Config()\n",
    "user.py": "from flags import CONFIG\n"
    "def one(config): return two(config)\ndef two(config): return config.pure\n"
    "def use():\n    if one(CONFIG) == 'yes': pass\n    if two(CONFIG): pass\n",
}


def test_of_a_package_that_has_no_controller_only_the_flag_is_followed(tmp_path: Path) -> None:
    program = analysed(SHAPES, tmp_path, WITHOUT_CONTROLLERS)
    assert {module.source.path for module in program.modules.evaluated()} == {"shapes/_flag.py"}
    assert len(program.contexts) == 0


def test_a_text_that_is_put_on_a_function_does_not_make_what_gives_the_function_matter(
    tmp_path: Path,
) -> None:
    files = {
        "names.py": "def named(f):\n    f.__module__ = 'af_engine_legacy'\n    return f\n"
        "class Page:\n    @named\n    def parent(self): return self\n",
        **{f"user{n}.py": "import names\nnames.Page().parent()\n" for n in range(20)},
    }
    program = analysed(files, tmp_path)
    assert {module.source.path for module in program.modules.evaluated()} == {"names.py"}


OTHER = "from af_engine import RDMissionController as engine_class\ntask = engine_class()\n"


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        pytest.param("def f():\n    '''About task.'''\n    return 1\n", False, id="docstring"),
        pytest.param("def f(): 'about'; return x.task\n", True, id="beside a docstring"),
        pytest.param("def f():\n    # About task.\n    return 1\n", False, id="comment"),
        pytest.param(
            "def f(x):\n    # type: (task) -> int\n    return 1\n", True, id="type comment"
        ),
        pytest.param("def f():\n    return x.task\n", True, id="attribute"),
        pytest.param("def f():\n    return task()\n", True, id="name"),
        pytest.param(
            "def task(): return 1\ndef f():\n    return task()\n", False, id="harmless name"
        ),
        pytest.param(
            "def task(): return 1\ndef f():\n    return x.task()\n", True, id="attribute beside it"
        ),
        pytest.param(
            "def task(): return 1\ndef f():\n    return x(task=1)\n", True, id="keyword beside it"
        ),
        pytest.param("def f():\n    return {'hash': 1}, x.hash\n", False, id="key hash"),
        pytest.param("def f():\n    return x['hash'] + y[\"hash\"]\n", False, id="subscript hash"),
        pytest.param("def f():\n    return hash(x) % 100\n", True, id="call of hash"),
        pytest.param("def f():\n    return builtins.hash(x) % 100\n", True, id="builtins.hash"),
        pytest.param("def f():\n    h = hash\n", True, id="alias of hash"),
        pytest.param("def f(x):\n    return __import__(x)\n", False, id="call of the import"),
        pytest.param("def f():\n    patch('builtins.__import__')\n", True, id="import replaced"),
        pytest.param("def f():\n    builtins.__import__ = x\n", True, id="import assigned"),
    ],
)
def test_a_body_is_evaluated_where_a_word_of_the_migration_can_mean_it(
    text: str, runs: bool, tmp_path: Path
) -> None:
    files = {"other.py": OTHER, "user.py": f"import other\nuse = other.task\n{text}"}
    called = {one.name for one in analysed(files, tmp_path).contexts.called()}
    assert ("f" in called) is runs


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        pytest.param("other.task\n", True, id="attribute"),
        pytest.param("from other import x, task as t\n", True, id="import"),
        pytest.param("from other import (\n    x,\n    task,  # of it\n)\n", True, id="its lines"),
        pytest.param("getattr(other, 'task')\n", True, id="text"),
        pytest.param("N = '''\n    task step\n'''.split()\n", True, id="text that lists names"),
        pytest.param("patch.multiple(other, task=1)\n", True, id="keyword"),
        pytest.param("x = []  # type: task\n", True, id="type comment"),
        pytest.param("x = other\n# The other task.\n", False, id="comment"),
        pytest.param("'''Text.\n\nOf the other, or (task) as well.\n'''\n", False, id="prose"),
        pytest.param("def task(): return other\n", False, id="own name"),
    ],
)
def test_a_file_is_evaluated_where_it_may_take_a_name_that_matters(
    text: str, runs: bool, tmp_path: Path
) -> None:
    files = {"other.py": OTHER, "user.py": f"import other\n{text}"}
    assert ("user.py" in paths(analysed(files, tmp_path))) is runs


def test_a_name_that_was_harmless_matters_in_its_file_once_it_tells(tmp_path: Path) -> None:
    files = {
        "other.py": OTHER,
        "user.py": "import other\nuse = other.task\nheld = []\n"
        "def task(): return held[0]\n"
        "def f():\n    task().mission\n",
        "z.py": "import other, user\nuser.held.append(other.task)\n",
    }
    uses = analysed(files, tmp_path).facts()["user.py"].of(MemberFact)
    assert [use.span.line for use in uses] == [6]


def paths(program: Program) -> set[str]:
    return {module.source.path for module in program.modules.evaluated()}


def test_a_flag_handed_to_somebody_unknown_makes_no_file_with_a_container_matter(
    tmp_path: Path,
) -> None:
    files = {
        "flag.py": "import os\nimport plugins\nfor one in plugins.known:\n"
        "    one(os.environ.get('SHAPES_PURE'))\n",
        "plugins.py": "known = []\n",
        **{f"plugin{n}.py": "import plugins\nplugins.known.append(print)\n" for n in range(9)},
    }
    program = analysed(files, tmp_path, WITHOUT_CONTROLLERS)
    assert paths(program) == {"flag.py"}


def test_a_text_handed_to_somebody_unknown_matters_to_who_imports_the_function(
    tmp_path: Path,
) -> None:
    files = {
        "one.py": "def read(data):\n    unknown(data, 'af_engine_legacy')\n",
        "two.py": "import af_engine\ndef f(x):\n    x.read()\n",
        "three.py": "import one\ndef g(x):\n    one.read(x)\n",
    }
    called = {function.name for function in analysed(files, tmp_path).contexts.called()}
    assert called == {"read", "g"}


def test_a_module_of_a_package_matters_inside_of_it_and_to_who_names_the_package(
    tmp_path: Path,
) -> None:
    files = {
        "app/__init__.py": "",
        "app/utils.py": MAKE,
        "app/inside.py": "from . import utils\nutils.engine.mission\n",
        "user.py": "import app.utils as tools\ntools.engine.mission\n",
        **{f"lib{n}/utils.py": "engine = 1\n" for n in range(9)},
        **{f"lib{n}/a.py": "from . import utils\nutils.engine\n" for n in range(9)},
    }
    program = analysed(files, tmp_path)
    found = program.facts()
    using = {path for path, facts in found.items() if list(facts.of(MemberFact))}
    assert using == {"app/inside.py", "user.py"}
    assert not any(path.startswith("lib") for path in paths(program))


def test_what_takes_too_long_ends_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(tmp_path, "engine_rollout.toml").write_text(WITHOUT_CONTROLLERS, encoding="utf-8")
    files = [in_memory(path, text.encode()) for path, text in SPREADING.items()]
    whole = analyse(files, load_project(tmp_path))
    assert not list(whole["user.py"].of(UnparsableFact))
    monkeypatch.setattr(worklist, "MOST_FOR_A_FLAG", 4)
    facts = analyse(files, load_project(tmp_path))
    (told,) = [fact for one in facts.values() for fact in one.of(UnparsableFact)]
    assert told.undone == "followed to its end"


WITH_A_COMMON_WORD = """
control = "old"
candidate = "new"
entry = "fresh:Engine"
legacy_modules = ["config"]
legacy_files = ["config.py"]
[engines.old]
controller = "config:Engine"
[engines.new]
controller = "fresh.impl:Engine"
"""
COMMON = {
    "config.py": "class Engine:\n    def run(self): return self.run\n",
    **{
        f"lib{n}.py": "from tool import config\n"
        + "".join(f"def f{m}(config): return config.f{m}\n" for m in range(9))
        for n in range(3)
    },
}


def test_a_word_that_stands_everywhere_is_followed_as_far_as_an_engine_turns_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(tmp_path, "engine_rollout.toml").write_text(WITH_A_COMMON_WORD, encoding="utf-8")
    monkeypatch.setattr(worklist, "MOST_BEFORE_AN_ENGINE", 6)
    user = {"a.py": "import config\nengine = config.Engine()\nengine.secret\n"}
    told = []
    for texts in (COMMON, COMMON | user):
        files = [in_memory(path, text.encode()) for path, text in texts.items()]
        facts = analyse(files, load_project(tmp_path))
        told.append([fact for one in facts.values() for fact in one.of(UnparsableFact)])
    assert [one.undone for one in told[0]] == ["followed to its end"]
    assert not told[1]


def test_a_nested_function_is_run_once_what_it_sees_turns_out_to_be_of_interest(
    tmp_path: Path,
) -> None:
    text = (
        f"{MAKE}held = []\n"
        "def use():\n    task = engine\n    kept = held\n"
        "    def show(shape):\n        kept[0].mission\n"
        "    show(1)\n"
        "held.append(engine)\n"
    )
    uses = analysed({"user.py": text}, tmp_path).facts()["user.py"].of(MemberFact)
    assert [use.span.line for use in uses] == [8]
