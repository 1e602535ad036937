"""Whatever is in the files: it is handled or reported, and the rest is still linted."""

from __future__ import annotations

import ast
import errno
import os
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migration_lint.diagnostic import Diagnostic
from migration_lint.files.source import SourceFile, in_memory
from migration_lint.project import Project, Settings
from migration_lint.runner.fix import fix_files
from migration_lint.runner.lint import LintOutcome, lint
from migration_lint.selection import Selection

LEGACY = b"import af_engine_legacy\n"


def run(*files: SourceFile) -> LintOutcome:
    return lint(Project(Path("/"), None, Settings()), files, Selection(1))


def found(data: bytes, path: str = "a.py") -> list[str]:
    diagnostics = run(in_memory(path, data), in_memory("other.py", LEGACY)).diagnostics
    assert [one.code for one in diagnostics if one.path == "other.py"] == ["ML101"]
    return [shown(one) for one in diagnostics if one.path == path]


def shown(one: Diagnostic) -> str:
    """The place too, but for syntax errors: each Python has its own opinion where they are."""
    return one.code if one.code == "ML901" else f"{one.span.line}:{one.span.column}:{one.code}"


@pytest.mark.parametrize(
    ("data", "due"),
    [
        pytest.param(b"\xef\xbb\xbf" + LEGACY, ["1:8:ML101"], id="BOM"),
        pytest.param(b"x = 1\r\n" + LEGACY, ["2:8:ML101"], id="CRLF"),
        pytest.param(b"x = 1\rimport af_engine_legacy\r", ["2:8:ML101"], id="lone CR"),
        pytest.param(b"\x0cimport af_engine_legacy\n", ["1:9:ML101"], id="form feed"),
        pytest.param(
            b"# coding: latin-1\nx = '\xe9'; import af_engine_legacy\n",
            ["2:17:ML101"],
            id="PEP263",
        ),
        pytest.param("é = 'ü'; import af_engine_legacy\n".encode(), ["1:17:ML101"], id="columns"),
        pytest.param(b"x = '\xff'\n" + LEGACY, ["ML901"], id="not UTF-8"),
        pytest.param(b"# coding: nonsense\n" + LEGACY, ["ML901"], id="unknown encoding"),
        pytest.param(LEGACY + b"\0", ["ML901"], id="null byte"),
        pytest.param(b"print 'af_engine_legacy'\n", ["ML901"], id="Python 2"),
        pytest.param(b"x = (\n" + LEGACY, ["ML901"], id="never closed"),
        pytest.param(b"", [], id="empty"),
        pytest.param(
            b"x = [\n" + b"    'af_engine_legacy_',\n" * 10_000 + b"]\n" + LEGACY,
            ["10003:8:ML101"],
            id="10,000 lines",
        ),
    ],
)
def test_python(data: bytes, due: list[str]) -> None:
    assert found(data) == due


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(b"x = " + b"(" * 5000 + b"1" + b")" * 5000, id="brackets"),
        pytest.param(b"x = " + b"1 + " * 10_000 + b"1", id="operands"),
        pytest.param(b"x = (\n" + b"    'a' +\n" * 10_000 + b"''\n)", id="operands by line"),
        pytest.param(b"x = a" + b".b()" * 10_000, id="calls"),
        pytest.param(b"if x:\n    pass\n" + b"elif x:\n    pass\n" * 10_000, id="branches"),
        pytest.param(b"x = " + b"not " * 2_500 + b"1", id="deeper than the analysis goes"),
        pytest.param(
            b"def f():\n    if 1:\n        return " + b"-" * 10_000 + b"1", id="in a function"
        ),
        pytest.param(
            b"if 1:\n    pass\nelif " + b"-" * 10_000 + b"1:\n    pass", id="in a condition"
        ),
        pytest.param(
            b"@d\ndef f(a=" + b"-" * 10_000 + b"1):\n    pass", id="in the head of a function"
        ),
    ],
)
def test_the_rest_of_a_file_is_read_where_a_statement_is_nested_too_deep(statement: bytes) -> None:
    last = statement.count(b"\n") + 3
    data = LEGACY + statement + b"\naf_engine_legacy.STAGES\n"
    assert [one for one in found(data) if one != "ML901"] == ["1:8:ML101", f"{last}:1:ML103"]
    assert ("ML901" in found(data)) is not _is_read(data)


def _is_read(data: bytes) -> bool:
    """Python 3.10 reads sums of any length, and so they are followed."""
    try:
        tree = ast.parse(data)
    except (SyntaxError, RecursionError, MemoryError):
        return False
    return any(isinstance(node, ast.BinOp) for node in ast.walk(tree))


def test_it_is_said_which_lines_were_not_read() -> None:
    data = b"x = 1\ny = (\n" + b"    -\n" * 10_000 + b"1\n)\n"
    (message,) = (one.message for one in run(in_memory("a.py", data)).diagnostics)
    assert message == (
        "cannot be parsed: lines 2 to 10004 are nested too deep; the rest of the file is read; "
        "mend it, or leave it out with `exclude`"
    )


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("a.json", f'{{"USE_MODULAR_ENGINE": {"[" * 50_000}', id="JSON"),
        pytest.param("a.yaml", f"USE_MODULAR_ENGINE: {'[' * 3_000}", id="YAML"),
        pytest.param("a.toml", f"USE_MODULAR_ENGINE = {'[' * 3_000}{']' * 3_000}", id="TOML"),
        pytest.param("a.sh", f"USE_MODULAR_ENGINE=1 {'$(' * 3_000}x{')' * 3_000}", id="shell"),
    ],
)
def test_what_is_nested_too_deep_is_reported(path: str, text: str) -> None:
    assert found(text.encode(), path) == ["ML901"]


def test_aliases_of_aliases_come_to_an_end() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]" for n in range(1, 12))]
    text = "\n".join([*lines, "force_legacy_engine: true"])
    assert found(text.encode(), "a.yaml") == ["13:1:ML402"]


def test_mending_says_nothing_of_escapes_that_are_invalid() -> None:
    data = b"import importlib\nx = '\\ '\nimportlib.import_module('af_engine_legacy')\n"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        mended = fix_files(
            Project(Path("/"), None, Settings()),
            [in_memory("a.py", data)],
            Selection(1),
            unsafe=True,
        )
    assert mended.files == {"a.py": data.replace(b"_legacy", b"")}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("a.md", '>>> "\\d"; import af_engine_legacy\n', id="document"),
        pytest.param("a.py", '"""\n>>> "\\\\d"; import af_engine_legacy\n"""\n', id="docstring"),
        pytest.param(
            "a.ipynb",
            '{"cells": [{"cell_type": "code", "source": "import af_engine_legacy; \'\\\\d\'"}]}',
            id="notebook",
        ),
    ],
)
def test_readers_say_nothing_of_escapes_that_are_invalid(path: str, text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        codes = [one.code for one in run(in_memory(path, text.encode())).diagnostics]
    assert codes in (["ML103"], ["ML101"])


@pytest.mark.parametrize(
    "call",
    ["os.path.dirname()", "operator.add('a')", "repr()", "chr()", "Path('a').with_suffix()"],
)
def test_a_call_with_too_few_arguments(call: str) -> None:
    code = f"import af_engine_legacy, operator, os\nfrom pathlib import Path\n{call}\n"
    assert found(code.encode()) == ["1:8:ML101"]


def test_a_null_byte_behind_a_comment_for_the_linter() -> None:
    assert found(b"x = 1  # migration-lint: ignore[ML101]\nf(imp\0ort)\n") == ["ML901"]


def test_a_long_chain_is_followed_to_its_end() -> None:
    chain = b"x = af_engine_legacy.A" + b" + 1" * 1200 + b" + af_engine_legacy.B\n"
    assert found(LEGACY + chain) == ["1:8:ML101", "2:5:ML103", "2:4826:ML103"]


@pytest.mark.parametrize("said", ["null bytes", "digits"])
def test_what_no_python_reads_is_not_called_newer(said: str) -> None:
    data = b"import af_engine_legacy\nx = " + (b"'\0'" if said == "null bytes" else b"9" * 5000)
    messages = [one.message for one in run(in_memory("a.py", data)).diagnostics]
    assert all("newer" not in message for message in messages)


def test_newer_syntax_is_told_from_broken_syntax() -> None:
    data = b"import af_engine_legacy\nx = t'{af_engine_legacy}'\n"
    try:
        compile(data, "a.py", "exec")
    except SyntaxError:
        message = run(in_memory("a.py", data)).diagnostics[0].message
        assert "it is written for a newer Python than the 3." in message


def test_an_unreadable_file_is_a_problem_and_no_silence() -> None:
    def refuse() -> bytes:
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    outcome = run(SourceFile("b.py", refuse), in_memory("a.py", LEGACY))
    assert outcome.problems == (
        "b.py: cannot be read: Permission denied; mend its permissions or exclude it",
    )
    assert [one.path for one in outcome.diagnostics] == ["a.py"]


def test_mending_names_the_files_that_it_could_not_read() -> None:
    def refuse() -> bytes:
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    project = Project(Path("/"), None, Settings())
    mended = fix_files(project, [SourceFile("b.py", refuse)], Selection(1))
    assert mended.problems == (
        "b.py: cannot be read: Permission denied; mend its permissions or exclude it",
    )


PIECES = st.sampled_from(
    [
        "import ",
        "from ",
        "af_engine_legacy",
        "af_engine",
        "USE_MODULAR_ENGINE",
        "RDMissionController",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "'",
        '"',
        '"""',
        "\n",
        "\r",
        "\\\n",
        "    ",
        "\t",
        ":",
        ".",
        ",",
        "=",
        "def f(x):",
        "class A(",
        "if ",
        "else:",
        "lambda: ",
        "*",
        "**",
        "@",
        "f'{",
        "}'",
        "=False",
        "#",
        "# migration-lint: ignore[",
        "]",
        "hash(x) % 100",
        "os.environ[",
        "patch(",
        "x",
        "1",
        "é",
        "\0",
        "# coding: ",
        "latin-1",
        "match x:",
        "case ",
        "async ",
        "await ",
        "yield ",
        "global ",
        "del ",
        "key: ",
        "- ",
        "<<<<<<< ",
        "${",
        "}}",
        ">>> ",
        "\ud800",
        "\ufeff",
        "\x0c",
    ]
)
PATHS = st.sampled_from(
    [
        "a.py",
        "a.pyi",
        "a.ipynb",
        "a.md",
        "a.rst",
        "a.sh",
        "Dockerfile",
        "docker-compose.yml",
        "a.toml",
        "a.json",
        "setup.cfg",
        "a.service",
        ".env",
        "Makefile",
        "requirements.txt",
        "a.yaml",
        "Procfile",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PATHS, st.lists(PIECES, max_size=30).map("".join))
def test_no_text_makes_it_fail(path: str, text: str) -> None:
    run(in_memory(path, text.encode("utf-8", "surrogatepass")))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PATHS, st.binary(max_size=200))
def test_no_bytes_make_it_fail(path: str, data: bytes) -> None:
    run(in_memory(path, b"# af_engine_legacy USE_MODULAR_ENGINE\n" + data))


def large_project(*files: SourceFile) -> list[SourceFile]:
    """Much Python that has nothing to do with the migration, and some files."""
    bulk = b"x = 1\n" * 60_000
    return [in_memory("bulk.py", bulk), *files]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"x = = 1\n", id="small"),
        pytest.param(b"x = 1\n" * 50_000 + b"<<<<<<< ours\n", id="conflict"),
        pytest.param(b"<<<<<<< ours\n" + b"x = 1\n" * 50_000, id="conflict in the first line"),
        pytest.param(b"x = 1\n" * 50_000 + b"\0\n", id="null byte"),
        pytest.param(b"x = 1\n" * 50_000 + b"print 'one'\n", id="Python 2"),
        pytest.param(b"x = 1\n" * 50_000 + b"y = '\xff'\n", id="not UTF-8"),
        pytest.param(b"\n# coding: nonsense\n" + b"x = 1\n" * 50_000, id="unknown encoding"),
        pytest.param(b"\xef\xbb\xbf# coding: utf8\n" + b"x = 1\n" * 50_000, id="BOM and encoding"),
    ],
)
def test_what_is_damaged_is_parsed_in_a_large_project(data: bytes) -> None:
    diagnostics = run(*large_project(in_memory("a.py", data))).diagnostics
    assert [(one.path, one.code) for one in diagnostics] == [("a.py", "ML901")]


def test_every_file_is_parsed_for_who_asks_for_it() -> None:
    files = large_project(in_memory("a.py", b"x = 1\n" * 50_000 + b"x = = 1\n"))
    assert run(*files).diagnostics == ()
    project = Project(Path("/"), None, Settings())
    asked = lint(project, files, Selection(1, select=("ML901",))).diagnostics
    assert [one.path for one in asked] == ["a.py"]
