"""Code that is large, deep or broken: reported by file, and the rest is still analysed."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lint.facts import UnparsableFact
from migration_lint.flow import analyse
from migration_lint.flow.facts import MemberFact
from migration_lint.project import load_project
from migration_lint.source import in_memory

USER = b"from af_engine import RDMissionController\nRDMissionController().mission\n"
MAKE = b"from af_engine import RDMissionController\nc = RDMissionController()\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"import af_engine_legacy\nx = " + b"(" * 400 + b")" * 400, id="parentheses"),
        pytest.param(MAKE + b"x = " + b"-" * 5000 + b"1\n", id="operators"),
        pytest.param(MAKE + b"x = c" + b".a" * 5000 + b"\n", id="attributes"),
        pytest.param(MAKE + b"x = " + b" + ".join([b"c"] * 5000) + b"\n", id="additions"),
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
