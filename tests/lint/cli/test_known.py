"""Answers from what is known of a project: to changes without consequences, and never wrong."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from migration_lint.cache.known import answer
from migration_lint.cli import main
from tests.lint.cli.command import write

USER = '''\
"""Uses the engine."""

import json

from af_engine import RDMissionController


def use(path):
    """Read something of the engine."""
    controller = RDMissionController()
    print(
        controller.mission,
        # nothing
    )
    text = """
    one
    # two
    """
    return json.loads(text)


class Reader:
    """Reads."""

    limit = 3

    def read(self, stream):
        """Say all there is."""
        data = stream.read()
        return data[: self.limit]

    def find(self, key):
        return key


def last():
    return 1
'''
MAKER = "import user\n\n\ndef make():\n    return user.RDMissionController()\n"
HELPER = "import os\n\n\ndef here():\n    return os.getcwd()\n"
HEARD = '''import af_engine_legacy


def test():
    """Nothing."""
'''
FILES = {
    "test_user.py": HEARD,
    "user.py": USER,
    "maker.py": MAKER,
    "helper.py": HELPER,
    "README.md": "# A project\n",
    "requirements.txt": "flask\n",
    "values.yaml": "flag: 1\n",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    main([])
    return tmp_path


def told(root: Path, argv: list[str], capsys: pytest.CaptureFixture[str]) -> bool:
    """Whether there was an answer; if so it is that of a cold run."""
    capsys.readouterr()
    status = answer(argv, str(root))
    out = capsys.readouterr().out
    if status is None:
        assert out == ""
        return False
    assert (main([*argv, "--no-cache"]), capsys.readouterr().out) == (status, out)
    return True


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        pytest.param("helper.py", "os.getcwd()", "os.sep", id="a file without a word that matters"),
        pytest.param("README.md", "project", "thing", id="another kind of file"),
        pytest.param("user.py", "\n\n\ndef last", "\n# new\n\n\ndef last", id="a comment"),
        pytest.param("user.py", "import json\n", "import json\n\n\n", id="blank lines"),
        pytest.param("user.py", "        # nothing\n", "", id="a comment in brackets is gone"),
        pytest.param("user.py", "return 1\n", "return 1\n# the end", id="at the end"),
        pytest.param("user.py", "data[:", "data[1 :", id="a body that nobody evaluates"),
        pytest.param(
            "user.py", "return key\n", "key += 1\n        return key\n", id="a longer body"
        ),
    ],
)
def test_a_change_without_consequences_is_answered(
    path: str, old: str, new: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert old in FILES[path]
    write(root, {path: FILES[path].replace(old, new)})
    assert told(root, [path], capsys)
    assert told(root, [], capsys)
    assert told(root, ["check", "user.py", "maker.py"], capsys)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        pytest.param("helper.py", "import os", "import af_engine_legacy", id="a name"),
        pytest.param(
            "helper.py", "import os", "from maker import make", id="an import that matters"
        ),
        pytest.param("helper.py", "return", "retrun it", id="what no longer parses"),
        pytest.param("helper.py", "here()", "here():  # migration-lint: ignore", id="suppression"),
        pytest.param("README.md", "project", "af_engine_legacy", id="a name in another format"),
        pytest.param("requirements.txt", "flask", "Af-engine.legacy", id="a distribution"),
        pytest.param("values.yaml", "flag: 1", "useModularEngine: 1", id="in camel case"),
        pytest.param("user.py", "limit = 3", "limit = 4", id="a class body"),
        pytest.param("user.py", "def last():", "def last(x=1):", id="the head of a function"),
        pytest.param("user.py", "    # two\n", "    # three\n", id="a comment in a string"),
        pytest.param("user.py", "controller.mission", "controller.other", id="a finding"),
        pytest.param("user.py", "data = stream", "data = RDMissionController", id="a body's word"),
        pytest.param("user.py", "return key\n", "return key\n\n    x = 1\n", id="behind a body"),
        pytest.param("user.py", "return key\n", 'return """\n', id="a string without an end"),
        pytest.param("test_user.py", "Nothing", ">>> import af_engine", id="doctest"),
        pytest.param("user.py", "import json\n", "import json\n# type: int\n", id="type comment"),
    ],
)
def test_a_change_that_may_matter_is_not(
    path: str, old: str, new: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert old in FILES[path]
    write(root, {path: FILES[path].replace(old, new)})
    assert not told(root, [path], capsys)


def test_in_a_large_project_the_same_files_are_parsed_as_by_a_cold_run(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, {"broken.py": "x = 1\n" * 50_000 + "x = = 1\n", "larger.py": "x = 1\n" * 60_000})
    main([])
    assert told(root, [], capsys)
    assert told(root, ["larger.py"], capsys)
    write(root, {"larger.py": "y = 1\n" * 60_000})
    assert told(root, [], capsys)
    assert not told(root, ["broken.py"], capsys)
    write(root, {"helper.py": HELPER + "x = 1\n"})
    assert told(root, ["helper.py"], capsys)
    assert not told(root, [], capsys)  # there may be room for another file, or less


def test_other_files_and_settings_are_not_answered(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(root, [], capsys)
    assert not told(root, ["--phase=2"], capsys)
    write(root, {"new.py": "x = 1\n"})
    assert not told(root, [], capsys)
    (root / "new.py").unlink()
    assert told(root, [], capsys)
    write(root, {"engine_rollout.toml": "phase = 2\n"})
    assert not told(root, [], capsys)


LINES = (
    "# a comment",
    "",
    "x = 1",
    "    return 2",
    '    """',
    "        pass",
    "import user",
    "    controller.mission",
    ")",
    "\\",
    "def more():",
)


def test_after_any_edit_the_answer_is_that_of_a_cold_run(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(5)
    answered = 0
    for _ in range(120):
        path = chance.choice(("user.py", "user.py", "maker.py", "helper.py"))
        before = (root / path).read_bytes()
        lines = before.decode().split("\n")
        at = chance.randrange(len(lines))
        lines[at : at + chance.choice((0, 0, 1))] = [chance.choice(LINES)]
        write(root, {path: "\n".join(lines)})
        if told(root, [], capsys):
            answered += 1
            main([])
        else:
            write(root, {path: before})
    assert answered > 20
