"""Whether the dual run is known to have run the suite."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.gate.builders import judge, pair, request, shown, write_report

TEST = "def test_a():\n    pass\n"


def in_file(path: str) -> Any:
    return pair("a") | {"id": f"{path}::a", "path": path}


@pytest.mark.parametrize(
    ("files", "ran", "expected"),
    [
        pytest.param(
            {"test_a.py": TEST, "sub/b_test.py": TEST},
            ["test_a.py", "sub/b_test.py"],
            ("pass", "0 of 2 test files left out"),
            id="all of it",
        ),
        pytest.param(
            {"test_a.py": TEST, "test_b.py": "class TestB:\n    pass\n"},
            ["test_a.py"],
            ("fail", "1 of 2 test files left out"),
            id="one file",
        ),
        pytest.param(
            {"test_a.py": TEST, "test_tools.py": "x = 1\n", "a.py": TEST},
            ["test_a.py"],
            ("pass", "0 of 1 test file left out"),
            id="files without tests, or of other names",
        ),
        pytest.param(
            {"backend/tests/test_a.py": TEST},
            ["tests/test_a.py"],
            ("pass", "0 of 1 test file left out"),
            id="pytest's root is below",
        ),
        pytest.param(
            {"missions/test_a.py": TEST, "test_b.py": TEST},
            ["test_b.py"],
            ("pass", "0 of 1 test file left out"),
            id="an excluded folder",
        ),
        pytest.param(
            {}, ["checks.py"], ("inconclusive", "0 of 0 test files left out"), id="other names"
        ),
    ],
)
def test_left_out(
    tmp_path: Path, files: dict[str, str], ran: list[str], expected: tuple[str, str]
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    write_report(tmp_path, [in_file(path) for path in ran])
    assert shown(judge("suite-complete", request(tmp_path))) == expected


def test_the_suite_may_be_narrowed(tmp_path: Path) -> None:
    for name in ("test_a.py", "test_gui.py"):
        (tmp_path / name).write_text(TEST)
    write_report(tmp_path, [in_file("test_a.py")])
    for gate in ({"suite": ("test_a.py",)}, {"outside_suite": ("test_gui.py",)}):
        assert judge("suite-complete", request(tmp_path, gate=gate)).status == "pass"


@pytest.mark.parametrize(
    ("run", "status"),
    [
        pytest.param({"arguments": ["-q", "test_a.py"]}, "pass", id="whole files"),
        pytest.param({"arguments": ["test_a.py::test_a"]}, "inconclusive", id="a single test"),
        pytest.param({"arguments": ["--deselect=a.py::b"]}, "pass", id="an option"),
        pytest.param(
            {"shards": [{"source": "1.json", "run": {"arguments": ["test_a.py::test_a"]}}]},
            "inconclusive",
            id="a single test in a shard",
        ),
    ],
)
def test_single_tests_are_no_suite(tmp_path: Path, run: Any, status: str) -> None:
    (tmp_path / "test_a.py").write_text(TEST)
    write_report(tmp_path, [in_file("test_a.py")], run=run)
    assert judge("suite-complete", request(tmp_path)).status == status
