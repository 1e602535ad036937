"""A rollout that deserves it is ready by real evidence, and the shortcuts to that are none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from migration_lint.cli import main

ENGINE = """
from shop import bus

class {name}:
    def quote(self, cart):
        bus.emit("quoted", "QUOTE")
        return sum(cart)
"""
FILES = {
    "shop/__init__.py": "",
    "shop/bus.py": "def emit(name, stage):\n    pass\n",
    "shop/classic.py": ENGINE.format(name="Classic"),
    "shop/fresh.py": ENGINE.format(name="Fresh"),
    "shop/entry.py": (
        "import os\n\n"
        'if os.environ.get("SHOP", "old").strip().lower() == "new":\n'
        "    from shop.fresh import Fresh as Pricing\n"
        "else:\n"
        "    from shop.classic import Classic as Pricing\n"
    ),
    "tests/test_quotes.py": (
        "import pytest\n"
        "from shop.entry import Pricing\n\n"
        '@pytest.mark.parametrize("price", range(20))\n'
        "def test_quote(price):\n"
        "    assert Pricing().quote([price]) == price\n"
    ),
    "tests/test_rollback.py": (
        "def test_handoff(engine_handoff):\n"
        "    engine_handoff.begin(lambda engine: engine.controller().quote([1]))\n"
        "    engine_handoff.finish(lambda engine: engine.controller().quote([2]))\n"
    ),
    "pyproject.toml": """
[tool.pytest.ini_options]
pythonpath = ["."]
addopts = "-p no:asyncio -p no:cacheprovider"

[tool.engine_rollout]
flag = "SHOP"
flag_values = { true = ["new"], false = ["old", ""] }
control = "classic"
candidate = "fresh"
protocol = ["quote(cart)"]
entry = "shop.entry:Pricing"
isolate = ["shop"]
legacy_modules = ["shop.classic"]
legacy_files = ["shop/classic.py"]
bridges = ["shop/entry.py"]
gate = { prompt-method = "quote" }

[tool.engine_rollout.engines.classic]
controller = "shop.classic:Classic"
env = { SHOP = "old" }

[tool.engine_rollout.engines.fresh]
controller = "shop.fresh:Fresh"
env = { SHOP = "new" }

[tool.engine_rollout.events.classic]
call = "shop.bus:emit"
stage = "stage"
event = "{name}"

[tool.engine_rollout.events.fresh]
call = "shop.bus:emit"
stage = "stage"
event = "{name}"
""",
    ".gitignore": "*.json\nlogs/\nmissions/\n__pycache__/\n",
}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with two engines that do the same, its logs and its records."""
    root = tmp_path_factory.mktemp("shop")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], cwd=root, check=True)
    # What was written while tests run, to the second, comes from them and does not count.
    before = (datetime.now(timezone.utc) - timedelta(minutes=1)).isoformat()
    (root / "logs").mkdir()
    (root / "logs" / "shop.log").write_text(f"{before} INFO Using fresh pricing\n")
    (root / "missions").mkdir()
    for number in range(20):
        record = {"mission_id": f"m{number}", "engine": "fresh", "status": "completed"}
        path = root / "missions" / f"{number}.json"
        path.write_text(json.dumps(record | {"completed_at": before}))
    return root


def verdict(root: Path, *arguments: str) -> tuple[int, str]:
    """The gate's answer after a run with these arguments: its exit status and its text."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    report = root / "engine-report.json"
    report.unlink(missing_ok=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "--engines=both", "--engine-sabotage"),
            *(f"--engine-report={report}", *arguments),
        ],
        cwd=root,
        env=kept,
        capture_output=True,
        check=False,
    )
    answer = root.parent / "answer.txt"
    status = main(["gate", "--root", str(root), "--phase", "1", "--output", str(answer)])
    return status, answer.read_text("utf-8")


def test_what_deserves_it_is_ready(checkout: Path) -> None:
    status, text = verdict(checkout)
    assert text.startswith("READY: end of phase 1, classic to fresh\n"), text
    assert status == 0


@pytest.mark.parametrize(
    ("arguments", "clue"),
    [
        pytest.param(["tests/test_rollback.py"], "1 of 2 test files left out", id="one file"),
        pytest.param(
            ["--ignore=tests/test_quotes.py"], "1 of 2 test files left out", id="one ignored"
        ),
        pytest.param(
            ["-k", "not test_quote"],
            "40 tests were deselected, at most 0 may be (allow-deselected)",
            id="deselected",
        ),
        pytest.param(
            ["tests/test_quotes.py::test_quote", "tests/test_rollback.py"],
            "a run of whole files: this one named single tests",
            id="a test by name",
        ),
        pytest.param(["--setup-only"], "tests were set up and not run (--setup-only)", id="set up"),
    ],
)
def test_a_part_of_the_suite_is_not(checkout: Path, arguments: list[str], clue: str) -> None:
    status, text = verdict(checkout, *arguments)
    assert status == 1
    assert clue in text, text
