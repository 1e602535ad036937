"""What running both engines costs, as ratios within one run.

    python benchmarks/cost.py trivial idle
    python benchmarks/cost.py suites --work FOLDER [--suite msgpack --suite yarl ...]
    python benchmarks/cost.py project --folder FOLDER --python PYTHON -- ARGUMENT...

trivial   10,000 trivial tests on both engines, over the same tests under a plain parametrization
          with two values; as functions of their own, and as parameters of few functions
idle      a suite without `--engines`, over the same without the plugin
suites    published suites (see `suites.toml`) on both engines, over the sum of two plain runs; in
          one process, and with two workers
project   the same for a project's own suite

The sides of a ratio are run in turn, once unmeasured and then as often as `--repeat` says; the
median of the ratios is printed, and the ratio of the fastest runs. Processor time, of all processes
of a run, hardly depends on what else the machine does; wall time does.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from suite import ROOT, WAYS, Suite, Timed, timed

from migration_lint.project import load_project

SETTINGS = """
flag = "ENGINE"
control = "old"
candidate = "new"

[engines.old]
env = { ENGINE = "old" }

[engines.new]
env = { ENGINE = "new" }
"""
IMPORT = "import pytest\n"
NUMBERS = "@pytest.mark.parametrize('number', range(1000))\n"
ENGINES = "@pytest.mark.parametrize('engine', ['old', 'new'])\n"
FORMS = {
    "functions": (
        "".join(f"def test_{number}(): pass\n" for number in range(1000)),
        IMPORT + "".join(f"{ENGINES}def test_{number}(engine): pass\n" for number in range(1000)),
    ),
    "parameters": (
        f"{IMPORT}{NUMBERS}def test_it(number): pass\n",
        f"{IMPORT}{NUMBERS}{ENGINES}def test_it(number, engine): pass\n",
    ),
}
WITHOUT = ("-p", "no:engine_rollout")
FILES = 10

Side = Callable[[], Sequence[Timed]]


def ratio(title: str, above: Side, below: Side, repeat: int) -> None:
    """Run two sides in turn and print how they compare."""
    above(), below()
    pairs = [(_total(above()), _total(below())) for _ in range(repeat)]
    said = []
    for name, seconds in (("wall", lambda run: run.wall), ("processor", lambda run: run.cpu)):
        middle = median(seconds(a) / seconds(b) for a, b in pairs)
        best = min(seconds(a) for a, _ in pairs) / min(seconds(b) for _, b in pairs)
        said.append(f"{name} {middle:.3f} (fastest {best:.3f})")
    print(f"{title}: {', '.join(said)}; {repeat} rounds", flush=True)


def _total(runs: Sequence[Timed]) -> Timed:
    for run in runs:
        if run.status not in (0, 1):
            sys.exit(f"a run failed with exit status {run.status}:\n{run.output[-3000:]}")
    wall, cpu = sum(run.wall for run in runs), sum(run.cpu for run in runs)
    return Timed({}, wall, cpu, 0, "")


def _pytest(
    python: str, folder: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> list[Timed]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    kept |= {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    return [timed(command, folder, {**kept, **(env or {})}, folder / "unused.json")]


def _generated(folder: Path, source: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "pytest.ini").touch()
    (folder / "engine_rollout.toml").write_text(SETTINGS, encoding="utf-8")
    for number in range(FILES):
        (folder / f"test_{number}.py").write_text(source, encoding="utf-8")
    return folder


def trivial(work: Path, repeat: int) -> None:
    """10,000 trivial tests."""
    python = sys.executable
    for form, (plain, twice) in FORMS.items():
        below = _generated(work / form / "twice", twice)
        above = _generated(work / form / "plain", plain)
        ratio(
            f"10,000 trivial tests ({form}) on both engines over two values of a parameter",
            lambda above=above: _pytest(python, above, "--engines=both"),
            lambda below=below: _pytest(python, below, *WITHOUT),
            repeat,
        )


def idle(work: Path, repeat: int) -> None:
    """A suite that does not ask for engines."""
    plain = _generated(work / "idle", FORMS["functions"][0])
    python = sys.executable
    ratio(
        "10,000 trivial tests with the plugin idle over the same without it",
        lambda: _pytest(python, plain),
        lambda: _pytest(python, plain, *WITHOUT),
        repeat,
    )


def suites(work: Path, names: Sequence[str], repeat: int) -> None:
    """Published suites."""
    for name in names:
        suite = Suite(name, work)
        suite.prepare()
        for way in WAYS:
            ratio(
                f"{name} on both engines ({way}) over the sum of two plain runs",
                lambda way=way, suite=suite: [suite.run_both(way)],
                lambda suite=suite: [suite.run(engine=engine) for engine in suite.engines],
                repeat,
            )


def project(python: str, folder: Path, arguments: Sequence[str], repeat: int) -> None:
    """A real project's suite, AtlasForge unless its configuration says otherwise."""
    found = load_project(folder)
    engines = [found.engines[found.settings.control], found.engines[found.settings.candidate]]

    def plain() -> list[Timed]:
        runs = []
        for engine in engines:
            env = {name: value for name, value in engine.env.items() if value is not None}
            runs += _pytest(python, folder, *WITHOUT, *arguments, env=env)
        return runs

    own = ("-p", "pytest_engine_rollout.plugin") if python != sys.executable else ()
    for way, options in WAYS.items():
        ratio(
            f"{folder.name} on both engines ({way}) over the sum of two plain runs",
            lambda options=options: _pytest(python, folder, *own, *options, *arguments),
            plain,
            repeat,
        )


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", nargs="+", choices=["trivial", "idle", "suites", "project"])
    parser.add_argument("--repeat", type=int, default=3, help="measured rounds")
    parser.add_argument("--work", type=Path, help="folder for the environments of the suites")
    parser.add_argument("--suite", action="append", help="a suite of suites.toml, or more of them")
    parser.add_argument("--folder", type=Path, help="the project")
    parser.add_argument("--python", default=sys.executable, help="the project's interpreter")
    own, arguments = sys.argv[1:], []
    if "--" in own:
        own, arguments = own[: own.index("--")], own[own.index("--") + 1 :]
    options = parser.parse_args(own)
    with tempfile.TemporaryDirectory() as scratch:
        if "trivial" in options.what:
            trivial(Path(scratch), options.repeat)
        if "idle" in options.what:
            idle(Path(scratch), options.repeat)
    if "suites" in options.what:
        if options.work is None:
            parser.error("suites needs --work")
        suites(options.work, options.suite or ["msgpack", "yarl", "persistent"], options.repeat)
    if "project" in options.what:
        if options.folder is None:
            parser.error("project needs --folder")
        project(options.python, options.folder.resolve(), arguments, options.repeat)


if __name__ == "__main__":
    main()
