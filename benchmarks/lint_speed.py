"""How long does the linter take, and what of memory, beside tools that look for the same import?

    python benchmarks/lint_speed.py PROJECT [--changed FILE] [--rounds N] [--lines N] [--history]

All commands run in turn, round after round, on copies, and medians are compared, so that a machine
that slows down slows all of them down. The limits at the end are ratios of wall times of one run;
the ratios of CPU times beside them say whether a busy machine is to blame.

The project is run cold (no cache), warm (nothing changed) and as by a hook (one changed file is
passed, the cache is there). The large corpus is the standard library and the installed packages
of this Python, as often as it takes, with findings planted in it. ruff has to be installed; flake8
with flake8-tidy-imports, and fixit, are run once where they are. `--history` counts the findings
of every commit of PROJECT, which has to be a clone, cold.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

RUFF = """
[lint]
select = ["TID251"]
[lint.flake8-tidy-imports.banned-api]
"af_engine_legacy".msg = "gone"
"""
PLANTED = """
import logging
from af_engine_legacy import RDMissionController

def make(name="af_engine_legacy"):
    logging.getLogger(name).info("made")
    return RDMissionController()

make().secret()
"""
LINT = [sys.executable, "-m", "migration_lint"]
MEMORY = 300  # MB


class Cost(NamedTuple):
    """What a command cost: seconds by the clock and of CPU, and MB of the largest process."""

    wall: float
    cpu: float
    memory: float


class Case(NamedTuple):
    """A command, where it runs, and what is done before each run."""

    name: str
    command: list[str]
    folder: Path
    before: Callable[[], object] = lambda: None
    once: bool = False


class Limit(NamedTuple):
    """A command may cost so many times what another one does."""

    of: str
    times: float
    beside: str


LIMITS = (
    Limit("cold", 6, "ruff"),
    Limit("cold", 0.01, "fixit"),
    Limit("warm", 1, "ruff"),
    Limit("hook, changed file", 4, "python -c pass"),
    Limit("large, cold", 0.25, "large, ruff"),
)


def main() -> int:
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        cases = list(_cases(arguments, Path(folder)))
        costs = _measured(cases, arguments.rounds)
    _print_costs(costs)
    _print_limits(costs)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("project", type=Path)
    parser.add_argument("--changed", help="the file that a hook is passed; the largest one without")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--lines", type=int, default=1_000_000, help="of the large corpus; or 0")
    parser.add_argument("--history", action="store_true", help="count every commit's findings too")
    return parser.parse_args()


def _cases(arguments: argparse.Namespace, folder: Path) -> Iterator[Case]:
    project = folder / "project"
    shutil.copytree(arguments.project, project, symlinks=True)
    shutil.rmtree(project / ".migration-lint-cache", ignore_errors=True)
    config = folder / "ruff.toml"
    config.write_text(RUFF, encoding="utf-8")
    ruff = ["ruff", "check", "--quiet", "--no-cache", "--config", str(config), "."]
    changed = arguments.changed or _largest(project)
    touched = iter(range(1_000_000))

    def touch() -> None:
        with (project / changed).open("a", encoding="utf-8") as stream:
            stream.write(f"# {next(touched)}\n")

    yield Case("python -c pass", [sys.executable, "-c", "pass"], project)
    yield Case("ruff", ruff, project)
    yield Case("cold", [*LINT, "--no-cache"], project)
    yield Case("cold, fills cache", LINT, project, lambda: _without_cache(project))
    yield Case("hook, changed file", [*LINT, changed], project, touch)
    yield Case("warm", LINT, project)
    flake8 = ["flake8", "--select", "I251", "--banned-modules", "af_engine_legacy = gone", "."]
    yield Case("flake8", flake8, project, once=True)
    yield Case("fixit", ["fixit", "--quiet", "lint", "."], project, once=True)
    if arguments.lines:
        large = folder / "large"
        _grow(large, arguments.lines)
        yield Case("large, ruff", ruff, large)
        yield Case("large, cold", [*LINT, "--no-cache"], large)
    if arguments.history:
        past = [*LINT, "history", "--every", "commit", "--no-cache"]
        yield Case("history", past, arguments.project, once=True)


def _without_cache(project: Path) -> None:
    shutil.rmtree(project / ".migration-lint-cache", ignore_errors=True)


def _largest(project: Path) -> str:
    files = (file for file in project.rglob("*.py") if ".git" not in file.parts)
    return str(max(files, key=lambda file: file.stat().st_size).relative_to(project))


def _grow(large: Path, wanted: int) -> None:
    """Copy what is installed until there are enough lines, and plant findings in each copy."""
    # Under names of their own: ruff leaves out what lies in a folder named site-packages.
    places = {
        "standard": Path(sysconfig.get_path("stdlib")),
        "installed": Path(sysconfig.get_path("purelib")),
    }
    lines = copy = 0
    while lines < wanted:
        for name, place in places.items():
            for file in sorted(place.rglob("*.py")):
                inside = file.relative_to(place)
                if name == "standard" and "site-packages" in inside.parts:
                    continue
                data = file.read_bytes()
                target = large / f"copy{copy}" / name / inside
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
                lines += data.count(b"\n")
        (large / f"copy{copy}" / "planted.py").write_text(PLANTED, encoding="utf-8")
        copy += 1
    print(f"large corpus: {lines:,} lines")


def _measured(cases: list[Case], rounds: int) -> dict[str, Cost]:
    seen: dict[str, list[Cost]] = {}
    for turn in range(rounds):
        for case in cases:
            if shutil.which(case.command[0], path=_path()) and not (case.once and turn):
                case.before()
                seen.setdefault(case.name, []).append(_cost(case))
    return {
        name: Cost(*(statistics.median(part) for part in zip(*costs, strict=True)))
        for name, costs in seen.items()
    }


def _cost(case: Case) -> Cost:
    start = time.perf_counter()
    process = subprocess.Popen(
        case.command,
        cwd=case.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0  # it is waited for already
    wall = time.perf_counter() - start
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _environment() -> dict[str, str]:
    """This one, but that modules are kept compiled, as an installed package has them."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PATH": _path()}


def _path() -> str:
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"


def _print_costs(costs: dict[str, Cost]) -> None:
    print(f"{'':20}{'wall':>11}{'CPU':>11}{'memory':>9}")
    for name, cost in costs.items():
        wall, cpu = cost.wall * 1000, cost.cpu * 1000
        print(f"{name:20}{wall:9.0f}ms{cpu:9.0f}ms{cost.memory:7.0f}MB")


def _print_limits(costs: dict[str, Cost]) -> None:
    print(f"\n{'limit':48}{'wall':>8}{'CPU':>8}")
    for limit in LIMITS:
        if limit.of in costs and limit.beside in costs:
            ours, other = costs[limit.of], costs[limit.beside]
            ratio = ours.wall / other.wall
            verdict = "holds" if ratio <= limit.times else "DOES NOT HOLD"
            what = f"{limit.of}: at most {limit.times} x {limit.beside}"
            print(f"{what:48}{ratio:8.3f}{ours.cpu / other.cpu:8.3f}  {verdict}")
    others = {limit.beside for limit in LIMITS} | {"flake8"}
    most = max(cost.memory for name, cost in costs.items() if name not in others)
    verdict = "holds" if most < MEMORY else "DOES NOT HOLD"
    print(f"{f'memory: less than {MEMORY} MB':48}{most:6.0f}MB{'':8}  {verdict}")
    if "history" in costs:
        seconds = costs["history"].wall
        verdict = "holds" if seconds < 60 else "DOES NOT HOLD"
        print(f"{'history of every commit: less than 60 s':48}{seconds:7.1f}s{'':8}  {verdict}")


if __name__ == "__main__":
    sys.exit(main())
