"""Run a batch plainly once per engine and in every way with both; lay the results side by side."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.plugin.conformance.product import ENGINES, FLAG
from tests.plugin.conformance.row import Batch, Row

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PLAIN = ("-p", "no:engine_rollout")

PYTEST_INI = """
[pytest]
asyncio_default_fixture_loop_scope = function
"""

JOURNAL = """
import os
import sys


def note(text):
    caller = sys._getframe(1).f_code.co_filename
    with open(os.environ["JOURNAL"], "a", encoding="utf-8") as journal:
        print(os.environ.get("PRODUCT_ENGINE"), caller, text, sep="\\t", file=journal)
"""

WAYS = {"in-process": (), "workers": ("-n2",)}
"""The ways to run both engines, each with its arguments."""

Records = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Run:
    """What one pytest process did.

    Attributes:
        status: Its exit status.
        output: All it printed.
        tests: Outcome, messages and properties by node id.
        collection: Node id, outcome and message of what was not collected.
        journal: The lines that fixtures noted: flag, file and text, separated by tabs.
    """

    status: int
    output: str
    tests: Records
    collection: Sequence[tuple[str, str, str]]
    journal: Sequence[str]

    def of_row(self, row: Row) -> Records:
        """The tests of a row."""
        return {name: it for name, it in self.tests.items() if name.startswith(f"{row.id}/")}

    def journal_of_row(self, row: Row, engine: str) -> list[str]:
        """What a row's fixtures noted while the flag named the engine, in order."""
        lines = (line.split("\t") for line in self.journal)
        return [text for flag, path, text in lines if flag == engine and f"/{row.id}/" in path]


@dataclass(frozen=True)
class Results:
    """The truth by engine, and by way the run that must equal it."""

    truth: Mapping[str, Run]
    both: Mapping[str, Run]

    def expected(self, row: Row) -> Records:
        """What a run with both engines must have recorded for a row."""
        return {
            with_engine(nodeid, engine): record
            for engine, truth in self.truth.items()
            for nodeid, record in truth.of_row(row).items()
        }


def with_engine(nodeid: str, engine: str) -> str:
    """The id of a test under an engine: the engine is the last part of its parameters."""
    if nodeid.endswith("]"):
        return f"{nodeid[:-1]}-{engine}]"
    return f"{nodeid}[{engine}]"


def lay_out(batch: Batch, rows: Iterable[Row], folder: Path) -> Path:
    """Write a batch's tree; its root is returned, what stands for site-packages is beside it."""
    root = folder / "root"
    _write(root, {"pytest.ini": PYTEST_INI, "engine_rollout.toml": batch.settings, **batch.files})
    _write(folder / "site-packages", {"journal.py": JOURNAL, **batch.site})
    for row in rows:
        _write(root / row.id, row.files)
    return root


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, source in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")


def run(root: Path, args: Sequence[str], engine: str | None = None, typed: str = "") -> Run:
    """Run pytest in a process of its own.

    Args:
        root: The root of a tree that `lay_out` wrote.
        args: The arguments of pytest.
        engine: The engine to run plainly, without the plugin; None runs with it, no flag set.
        typed: What is typed meanwhile.
    """
    out, journal = root.parent / "out.json", root.parent / "journal.txt"
    for path in (out, journal):
        path.unlink(missing_ok=True)
    plain = PLAIN if engine is not None else ()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "recorder", *plain, *args],
        cwd=root,
        env=_environment(root, engine, CONFORMANCE_OUT=str(out), JOURNAL=str(journal)),
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    found = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    return Run(
        done.returncode,
        done.stdout + done.stderr,
        found.get("tests", {}),
        found.get("collection", ()),
        journal.read_text(encoding="utf-8").splitlines() if journal.exists() else (),
    )


def _environment(root: Path, engine: str | None, **own: str) -> dict[str, str]:
    """This process's environment without what would reach into the run, and the run's own."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name != FLAG and not name.startswith(("PYTEST_", "COV_", "COVERAGE"))
    }
    kept |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", **own}
    kept["PYTHONPATH"] = os.pathsep.join(map(str, (root.parent / "site-packages", HERE, ROOT)))
    return kept if engine is None else kept | {FLAG: engine}


def results(batch: Batch, rows: Iterable[Row], folder: Path) -> Results:
    """Run a batch as often as it takes."""
    root = lay_out(batch, rows, folder)
    truth = {engine: run(root, batch.args, engine) for engine in ENGINES}
    both = {way: run(root, ("--engines=both", *batch.args, *WAYS[way])) for way in WAYS}
    return Results(truth, both)
