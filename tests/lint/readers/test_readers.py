"""What each reader sees in its format, and where."""

from __future__ import annotations

import pytest

from migration_lint.readers import all_readers, reader_for
from tests.lint.readers.seen import commands, problems, python, settings


@pytest.mark.parametrize(
    ("path", "first_line", "reader"),
    [
        pytest.param("a.sh", "", "ShellReader", id="suffix"),
        pytest.param("bin/run", "#!/usr/bin/env bash", "ShellReader", id="shebang"),
        pytest.param("bin/run", "#!/usr/bin/env python3", "PythonScriptReader", id="python"),
        pytest.param("Dockerfile.dev", "", "DockerfileReader", id="dockerfile"),
        pytest.param("a/b.Dockerfile", "", "DockerfileReader", id="dockerfile suffix"),
        pytest.param(".env.local", "", "DotenvReader", id="dotenv"),
        pytest.param("requirements-dev.txt", "", "RequirementsReader", id="requirements"),
        pytest.param("notes.txt", "", "DoctestReader", id="text"),
        pytest.param("etc/cron.d/atlas", "", "CrontabReader", id="cron.d"),
        pytest.param("image.png", "", None, id="nothing"),
    ],
)
def test_reader_for(path: str, first_line: str, reader: str | None) -> None:
    found = reader_for(path, first_line)
    assert (type(found).__name__ if found else None) == reader


def test_each_reader_is_described() -> None:
    assert all(reader.__doc__ for reader in all_readers())


@pytest.mark.parametrize(
    ("path", "text", "seen"),
    [
        pytest.param("a.sh", "FLAG=a b\n", [("1:1", "a")], id="shell prefix"),
        pytest.param("a.sh", "export X=1 FLAG='a b'\n", [("1:12", "a b")], id="shell export"),
        pytest.param("a.sh", ': "${FLAG:=a}"\n', [("1:6", "a")], id="shell default"),
        pytest.param("a.sh", "docker run -e FLAG=a x\n", [("1:15", "a")], id="shell option"),
        pytest.param("a.sh", "helm --set env.FLAG=a\n", [("1:16", "a")], id="shell dotted"),
        pytest.param("a.sh", "bash -c 'FLAG=a b'\n", [("1:10", "a")], id="shell in shell"),
        pytest.param("a.sh", "echo FLAG=a\n", [], id="shell echo"),
        pytest.param("a.sh", "echo FLAG=a > f\n", [("1:6", "a")], id="shell echo to a file"),
        pytest.param("a.sh", "echo FLAG=a >&2\n", [], id="shell echo to stderr"),
        pytest.param("a.sh", "echo FLAG=a | cat\n", [], id="shell echo to a pipe"),
        pytest.param("a.sh", "echo FLAG=a | tee f\n", [("1:6", "a")], id="shell echo to tee"),
        pytest.param("a.sh", "trap 'FLAG=a b' EXIT\n", [("1:7", "a")], id="shell trap"),
        pytest.param("a.sh", "launchctl setenv FLAG a\n", [("1:18", "a")], id="launchctl"),
        pytest.param("a.sh", "jq '.env.FLAG = \"a\"' x\n", [("1:10", "a")], id="jq"),
        pytest.param("a.sh", "curl -d '{\"FLAG\": \"a\"}' x\n", [("1:12", "a")], id="json data"),
        pytest.param("a.sh", "curl -d '{FLAG}' x\n", [], id="no json data"),
        pytest.param("a.ps1", "[Environment]::SetEnvironmentVariable('FLAG', 'a', 'User')\n",
                     [("1:40", "a")], id="powershell call"),
        pytest.param("a.ps1", "Set-Item -Path Env:FLAG -Value a\n", [("1:20", "a")],
                     id="powershell item"),
        pytest.param("a.cmd", '@echo FLAG=b\nset "FLAG=a"\nsetx FLAG a\n',
                     [("2:6", "a"), ("3:6", "a")], id="batch"),
        pytest.param("a.yml", "note: |\n" + "\n" * 60 + "  FLAG=a\n  more text\n", [],
                     id="blank lines in a text"),
        pytest.param("a.sh", "helm --set " + "a=1," * 3000 + "FLAG=a\n", [("1:12012", "a")],
                     id="a long list"),
        pytest.param("etc/default/a", "FLAG=a\n", [("1:1", "a")], id="defaults of a unit"),
        pytest.param("ecosystem.config.js", 'm = {env: {FLAG: "a"}}\n', [("1:12", "a")], id="pm2"),
        pytest.param("map.yaml", "data:\n  a.env: |\n    FLAG=a\n", [("3:5", "a")],
                     id="a file in a config map"),
        pytest.param("play.yml", "copy:\n  content: |\n    FLAG=a\n  dest: /srv/.env\n",
                     [("3:5", "a")], id="a file that ansible writes"),
        pytest.param("a.fish", "set -gx FLAG a\n", [("1:9", "a")], id="fish"),
        pytest.param("a.env", "export FLAG = 'a' # b\n", [("1:8", "a")], id="dotenv"),
        pytest.param("a.ini", "[s]\nFLAG = a ; b\n", [("2:1", "a")], id="ini"),
        pytest.param("a.ini", "[s]\nenv =\n  FLAG=a\n", [("3:3", "a")], id="ini list"),
        pytest.param("a.service", '[S]\nEnvironment="A=1" "FLAG=a"\n', [("2:20", "a")], id="unit"),
        pytest.param("a.toml", "[t]\nx.FLAG = 'a'\n", [("2:3", "a")], id="toml dotted"),
        pytest.param("a.toml", "t = { FLAG = false }\n", [("1:7", False)], id="toml inline"),
        pytest.param("a.toml", "d = 1979-05-27 07:32:00\nFLAG = 1\n", [("2:1", 1)], id="toml date"),
        pytest.param("a.yml", "FLAG: no\n", [("1:1", False)], id="yaml bool"),
        pytest.param("a.yml", "FLAG: 'no'\n", [("1:1", "no")], id="yaml text"),
        pytest.param("a.yml", "a: &x {FLAG: 0}\nb: *x\n",
                     [("1:8", 0), ("1:8", 0)], id="yaml alias"),
        pytest.param("a.yml", "e:\n- {name: FLAG, value: a}\n", [("2:10", "a")], id="yaml pair"),
        pytest.param("a.yml", "env:\n- FLAG=a\n", [("2:3", "a")], id="yaml list"),
        pytest.param("a.yml", "run: |\n  x\n  FLAG=a y\n", [("3:3", "a")], id="yaml block"),
        pytest.param("a.yml", "run: >-\n  FLAG=a\n  y\n", [("2:3", "a")], id="yaml folded"),
        pytest.param("a.yml", "a: {{ b }}\nFLAG: 1\n", [("2:1", 1)], id="yaml template"),
        pytest.param("a.yml", "a: 1\n---\nFLAG: 1\n", [("3:1", 1)], id="yaml documents"),
        pytest.param("a.json", '{"a": [1, {"FLAG": true}]}', [("1:13", True)], id="json"),
        pytest.param("a.json", '{"FLAG": 1, // b\n}', [("1:3", 1)], id="json comment"),
        pytest.param("a.jsonl", '{"FLAG": 1}\n{"FLAG": 2}\n', [("1:3", 1), ("2:3", 2)], id="jsonl"),
        pytest.param("Dockerfile", "ENV A=1 \\\n  FLAG=a\n", [("2:3", "a")], id="docker env"),
        pytest.param("Dockerfile", "ENV FLAG a b\n", [("1:5", "a b")], id="docker old env"),
        pytest.param("Dockerfile", "ONBUILD ARG FLAG=a\n", [("1:13", "a")], id="docker onbuild"),
        pytest.param("Dockerfile", "RUN <<E\nFLAG=a b\nE\n", [("2:1", "a")], id="docker here"),
        pytest.param("Dockerfile", "LABEL FLAG=a\n", [], id="docker label"),
        pytest.param("Makefile", "FLAG ?= a # b\n", [("1:1", "a")], id="make"),
        pytest.param("Makefile", "x: FLAG := a\n", [("1:4", "a")], id="make target"),
        pytest.param("Makefile", "x:\n\t@FLAG=a b\n", [("2:3", "a")], id="make recipe"),
        pytest.param("crontab", "FLAG = a\n@daily FLAG=b c\n",
                     [("1:1", "a"), ("2:8", "b")], id="cron"),
        pytest.param("Procfile", "web: FLAG=a b\n", [("1:6", "a")], id="procfile"),
        pytest.param("Jenkinsfile", "environment { FLAG = 'a' }\n", [("1:15", "a")], id="jenkins"),
        pytest.param("a.tf", 'x = { FLAG = "a" }\n', [("1:7", "a")], id="terraform"),
        pytest.param("a.ps1", '$env:FLAG = "a"\nWrite-Host "FLAG=b"\n',
                     [("1:6", "a")], id="powershell"),
        pytest.param("a.ipynb", '{"cells": [{"cell_type": "code", "source": "%env FLAG=a"}]}',
                     [("1:50", "a")], id="notebook"),
    ],
)  # fmt: skip
def test_settings(path: str, text: str, seen: list[tuple[str, object]]) -> None:
    assert settings(path, text) == seen


@pytest.mark.parametrize(
    ("path", "text", "seen"),
    [
        pytest.param("a.sh", "A=1 b c\n", [("1:5", "b c")], id="shell"),
        pytest.param("a.yml", "command: a b\n", [("1:10", "a b")], id="yaml text"),
        pytest.param("a.yml", "command: [a, b c]\n", [("1:11", "a b c")], id="yaml list"),
        pytest.param("a.yml", "script:\n- a b\n- c\n", [("2:3", "a b"), ("3:3", "c")], id="gitlab"),
        pytest.param("a.toml", "commands = ['a b', 'c']\n",
                     [("1:14", "a b"), ("1:21", "c")], id="toml"),
        pytest.param("package.json", '{"scripts": {"x": "a b"}}', [("1:20", "a b")], id="npm"),
        pytest.param("tox.ini", "[t]\ncommands =\n  a b\n", [("3:3", "a b")], id="tox"),
        pytest.param("Dockerfile", 'CMD ["a", "b"]\n', [("1:7", "a b")], id="docker list"),
        pytest.param("Dockerfile", "HEALTHCHECK --interval=5m CMD a b\n",
                     [("1:31", "a b")], id="docker health"),
        pytest.param("Makefile", "x: a b\n", [("1:1", "x a b")], id="make prerequisites"),
        pytest.param("Jenkinsfile", "sh 'a b'\n", [("1:5", "a b")], id="jenkins"),
    ],
)  # fmt: skip
def test_commands(path: str, text: str, seen: list[tuple[str, str]]) -> None:
    assert commands(path, text) == seen


@pytest.mark.parametrize(
    ("path", "text", "seen"),
    [
        pytest.param("a.sh", "python - <<E\nx = 1\nE\n",
                     [("2:1", "script", "x = 1\n")], id="shell"),
        pytest.param("a.rst", ">>> a\n>>> if b:\n...     c\n1\n",
                     [("1:5", "doctest", "a\nif b:\n    c")], id="rst"),
        pytest.param("a.md", "text\n>>> 1 +\n", [], id="an example of an error"),
        pytest.param("a.md", ">>> a  # doctest: +SKIP\n", [], id="a skipped example"),
        pytest.param("a.py", 'def f():\n    """\n    >>> a\n    """\n',
                     [("3:9", "doctest", "a")], id="docstring"),
        pytest.param("a.py", 'x = """\n>>> a\n"""\n', [], id="no docstring"),
        pytest.param("a.yml", "shell: python\nrun: |\n  a = 1\n",
                     [("3:3", "script", "a = 1")], id="workflow"),
    ],
)  # fmt: skip
def test_python(path: str, text: str, seen: list[tuple[str, str, str]]) -> None:
    assert python(path, text) == seen


def test_notebook_cells_are_one_program_without_magics() -> None:
    sources = ('["a\\n", "!ls"]', '"%%html\\n<a>"', '"b?"')
    cells = [f'{{"cell_type": "code", "source": {source}}}' for source in sources]
    found = python("a.ipynb", '{"cells": [' + ",\n".join(cells) + "]}")
    assert found == [("1:46", "notebook", "a\n#ls\nb ")]


@pytest.mark.parametrize(
    ("path", "text", "seen"),
    [
        pytest.param("a.toml", "a = \n", "is not valid TOML: ", id="toml"),
        pytest.param("a.json", '{"a": "b', "is not valid JSON: ", id="json string"),
        pytest.param("a.json", '{"a": [}', "is not valid JSON: unexpected '}'", id="json brackets"),
        pytest.param("a.json", '{"a": }', "is not valid JSON: a value is due", id="json value"),
        pytest.param("a.json", "[" * 100_000, "is not valid JSON: the file ends", id="json depth"),
        pytest.param("a.yml", "a: [b\n", "is not valid YAML: ", id="yaml"),
        pytest.param("a.yml", "[" * 2000, "is not valid YAML: it is nested", id="yaml depth"),
        pytest.param("a.ipynb", '{"cells": [{"cell_type": "code", "source": "a b"}]}',
                     "code cell 1: is not Python: invalid syntax", id="notebook cell"),
    ],
)  # fmt: skip
def test_problems(path: str, text: str, seen: str) -> None:
    (problem,) = problems(path, text)
    assert problem[1].startswith(seen)
