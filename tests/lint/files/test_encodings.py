"""Files that are not plain UTF-8 with LF: what is in them is found at its place all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lint.files.source import in_memory
from migration_lint.project import Project, Settings
from migration_lint.runner.lint import lint
from migration_lint.selection import Selection

PROJECT = Project(Path("/"), None, Settings())
SELECTION = Selection(1, select=("ML1", "ML4", "ML9"))


@pytest.mark.parametrize(
    ("path", "data", "places"),
    [
        pytest.param("a.py", b"import os\rimport af_engine_legacy\r", ["2:8 ML101"], id="lone cr"),
        pytest.param("a.py", b"import os\r\nimport af_engine_legacy\r\n", ["2:8 ML101"], id="crlf"),
        pytest.param("a.py", b"\xef\xbb\xbfimport af_engine_legacy\n", ["1:8 ML101"], id="bom"),
        pytest.param("a.py", b"x = 1\n\x0c\nimport af_engine_legacy\n",
                     ["3:8 ML101"], id="form feed"),
        pytest.param("a.py", "x = 'é'; import af_engine_legacy".encode(),
                     ["1:17 ML101"], id="utf-8"),
        pytest.param("a.py",
                     "# coding: latin-1\nx = 'é'; import af_engine_legacy".encode("latin-1"),
                     ["2:17 ML101"], id="latin-1"),
        pytest.param("a.py", b"# coding: none-such\nimport af_engine_legacy\n",
                     ["1:1 ML901"], id="unknown"),
        pytest.param("a.py", b"import af_engine_legacy\n\x00\n", ["1:1 ML901"], id="null byte"),
        pytest.param(".env", b"\xef\xbb\xbfUSE_MODULAR_ENGINE=0\r\n",
                     ["1:1 ML401"], id="dotenv bom"),
        pytest.param(".env", b"# \xe9\rUSE_MODULAR_ENGINE=0\r", ["2:1 ML401"], id="dotenv latin-1"),
        pytest.param("a.yml", b"env:\r\n  USE_MODULAR_ENGINE: 0\r\n",
                     ["2:3 ML401"], id="yaml crlf"),
        pytest.param("a.toml", b"[env]\r\nUSE_MODULAR_ENGINE = 0\r\n",
                     ["2:1 ML401"], id="toml crlf"),
        pytest.param("a.json", b'{\r\n"force_legacy_engine": true}', ["2:2 ML402"], id="json crlf"),
        pytest.param("a.sh", b"#!/bin/sh\r\nUSE_MODULAR_ENGINE=0 x\r\n",
                     ["2:1 ML401"], id="shell crlf"),
    ],
)  # fmt: skip
def test_found(path: str, data: bytes, places: list[str]) -> None:
    found = lint(PROJECT, [in_memory(path, data)], SELECTION).diagnostics
    assert [f"{one.span.line}:{one.span.column} {one.code}" for one in found] == places
