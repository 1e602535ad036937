"""What modules import is read from their source, and of few of them the whole source."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from pytest_engine_rollout.isolation.importing import imports
from pytest_engine_rollout.isolation.importing.imports import imported_names

TOPS = frozenset({"engine", "kit", "öl"})


def module_of(folder: Path, source: str, package: str = "") -> ModuleType:
    name = f"{package}.module" if package else "module"
    path = folder / "module.py"
    path.write_text(source, encoding="utf-8")
    module = ModuleType(name)
    vars(module).update(__file__=str(path), __package__=package)
    return module


@pytest.mark.parametrize(
    ("source", "due"),
    [
        pytest.param("import engine\n", {"engine"}, id="import"),
        pytest.param("import os, engine.a as a\n", {"engine.a"}, id="one of several"),
        pytest.param("import os, \\\n    kit\n", {"kit"}, id="on the next line"),
        pytest.param("import os, \\\r\n    kit\r\n", {"kit"}, id="on the next line, on Windows"),
        pytest.param("from kit \\\n  \\\n  import a\n", {"kit", "kit.a"}, id="on the line before"),
        pytest.param("import os\nimport engine", {"engine"}, id="at the very end"),
        pytest.param("from engine import (\n    a,\n)\n", {"engine", "engine.a"}, id="in brackets"),
        pytest.param("if x: import engine\n", {"engine"}, id="behind a condition"),
        pytest.param("a = 1; from kit.a import b\n", {"kit.a", "kit.a.b"}, id="behind another"),
        pytest.param("import öl\n", {"öl"}, id="another script"),
        pytest.param("def f():\n    import engine\n", set(), id="in a function"),
        pytest.param("import engines, os\n", set(), id="another name"),
    ],
)
def test_imported_names(source: str, due: set[str], tmp_path: Path) -> None:
    assert imported_names(module_of(tmp_path, source), TOPS) == due


def test_imports_inside_a_package_may_be_relative(tmp_path: Path) -> None:
    module = module_of(tmp_path, "from . import a\nfrom .b import c\n", "kit")
    assert imported_names(module, TOPS) == {"kit", "kit.a", "kit.b", "kit.b.c"}


def test_what_only_mentions_a_package_is_not_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "ast", None)
    module = module_of(tmp_path, "import os\n\n# the engine of this kit\nengine = os.name\n")
    assert imported_names(module, TOPS) == set()
