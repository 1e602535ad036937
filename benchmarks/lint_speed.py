"""How long does the linter take, beside ruff with the one rule that comes nearest?

    python benchmarks/lint_speed.py PROJECT [--changed FILE] [--rounds N] [--with flake8,fixit]

All commands run in turn, round after round, on a copy of the project, and medians are compared, so
that a machine that slows down slows all of them down. What is compared: a cold run (no cache), a
warm one (nothing changed), a hook's run (one file passed, cache there), and one with one file
changed. The other tools are run where they are installed.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

RUFF = """
[lint]
select = ["TID251"]
[lint.flake8-tidy-imports.banned-api]
"af_engine_legacy".msg = "gone"
"""
NOTHING: Callable[[], object] = lambda: None  # noqa: E731 - a name for it
Case = tuple[list[str], Callable[[], object]]  # the command, and what to do before each run


def main() -> int:
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "project")
        shutil.copytree(arguments.project, project, symlinks=True)
        shutil.rmtree(project / ".migration-lint-cache", ignore_errors=True)
        config = Path(folder, "ruff.toml")
        config.write_text(RUFF, encoding="utf-8")
        changed = project / (arguments.changed or _largest(project))
        cases = dict(_cases(project, config, changed, arguments.others))
        times: dict[str, list[float]] = {name: [] for name in cases}
        for _ in range(arguments.rounds):
            for name, (command, before) in cases.items():
                before()
                times[name].append(_timed(command, project))
    _print(times)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\npeak memory of any of them: {peak:.0f} MB; changed file: {changed.name}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("project", type=Path)
    parser.add_argument("--changed", help="the file that a hook is passed; the largest one without")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--with", dest="others", default="", help="flake8,fixit")
    return parser.parse_args()


def _largest(project: Path) -> str:
    files = (file for file in project.rglob("*.py") if ".git" not in file.parts)
    return str(max(files, key=lambda file: file.stat().st_size).relative_to(project))


def _cases(project: Path, config: Path, changed: Path, others: str) -> Iterator[tuple[str, Case]]:
    lint = [sys.executable, "-m", "migration_lint"]
    touched = iter(range(1_000_000))

    def touch() -> None:
        with changed.open("a", encoding="utf-8") as stream:
            stream.write(f"# {next(touched)}\n")

    name = str(changed.relative_to(project))
    yield "python -c pass", ([sys.executable, "-c", "pass"], NOTHING)
    yield (
        "ruff, no cache",
        (
            ["ruff", "check", "--quiet", "--no-cache", "--config", str(config), "."],
            NOTHING,
        ),
    )
    yield "cold", ([*lint, "--no-cache"], NOTHING)
    yield "one file, changed", ([*lint, name], touch)
    yield "one file, again", ([*lint, name], NOTHING)
    yield "warm (first fills)", (lint, NOTHING)
    yield "warm", (lint, NOTHING)
    if "flake8" in others:
        yield (
            "flake8",
            (
                ["flake8", "--select", "I251", "--banned-modules", "af_engine_legacy = gone", "."],
                NOTHING,
            ),
        )
    if "fixit" in others:
        yield "fixit", (["fixit", "--quiet", "lint", "."], NOTHING)


def _timed(command: list[str], folder: Path) -> float:
    scripts = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    start = time.perf_counter()
    subprocess.run(
        command, cwd=folder, capture_output=True, check=False, env={**os.environ, "PATH": scripts}
    )
    return time.perf_counter() - start


def _print(times: dict[str, list[float]]) -> None:
    medians = {name: statistics.median(found) for name, found in times.items()}
    ruff, python = medians["ruff, no cache"], medians["python -c pass"]
    print(f"{'':20}{'median':>10}{'x ruff':>10}{'x python':>10}")
    for name, median in medians.items():
        print(f"{name:20}{median * 1000:8.0f}ms{median / ruff:10.2f}{median / python:10.2f}")


if __name__ == "__main__":
    sys.exit(main())
