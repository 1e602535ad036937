"""What running both engines costs, as ratios within one run.

    python benchmarks/cost.py trivial idle
    python benchmarks/cost.py suites --work FOLDER [--suite msgpack --suite yarl ...] [--way WAY]
    python benchmarks/cost.py project --folder FOLDER --python PYTHON [--way WAY] -- ARGUMENT...

trivial   10,000 trivial tests on both engines, over the same tests under a plain parametrization
          with two values; as functions of their own, and as parameters of few functions
idle      a suite without `--engines`, over the same without the plugin
suites    published suites (see `suites.toml`) on both engines, over the sum of two plain runs
project   the same for a project's own suite

Ways: `in-process`, all in one process; `workers`, with two workers of pytest-xdist; and `xdist`,
two plain runs with two workers each, without the plugin: what pytest-xdist by itself makes of the
suite, which for a short one is little.

The sides of a ratio are run in turn, once unmeasured, which leaves bytecode to all that follow, and
then as often as `--repeat` says, each round in the reverse order of the one before. One round says
little: the same run can take a tenth more or less on a machine of others. After each round the
median of the ratios so far is printed, and the ratio of the fastest runs, so that a benchmark that
is cut short has a result. Processor time, of all processes of a run, depends less on what else the
machine does than wall time.
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


def ratio(titles: str, above: Mapping[str, Side], below: Side, repeat: int) -> None:
    """Run some sides and what they are compared with in turn, and print how they compare.

    Args:
        titles: What to print of a side, with its name in place of `{}`.
        above: The sides by name.
        below: What each is compared with.
        repeat: How many rounds to measure.
    """
    sides: list[tuple[str | None, Side]] = [*above.items(), (None, below)]
    for _, side in sides:
        _total(side())
    rounds: list[Mapping[str | None, Timed]] = []
    while len(rounds) < repeat:
        rounds.append({name: _total(side()) for name, side in sides})
        sides.reverse()
        for name in above:
            pairs = [(measured[name], measured[None]) for measured in rounds]
            print(f"{titles.format(name)}: {_compared(pairs)}", flush=True)


def _compared(pairs: Sequence[tuple[Timed, Timed]]) -> str:
    said = []
    for name, seconds in (("wall", lambda run: run.wall), ("processor", lambda run: run.cpu)):
        middle = median(seconds(a) / seconds(b) for a, b in pairs)
        one, other = (min(seconds(pair[side]) for pair in pairs) for side in (0, 1))
        said.append(
            f"{name} {middle:.3f} (fastest {one:.2f} s / {other:.2f} s = {one / other:.3f})"
        )
    return f"{', '.join(said)}; {len(pairs)} rounds"


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
            "10,000 trivial tests ({}) on both engines over two values of a parameter",
            {form: lambda above=above: _pytest(python, above, "--engines=both")},
            lambda below=below: _pytest(python, below, *WITHOUT),
            repeat,
        )


def idle(work: Path, repeat: int) -> None:
    """A suite that does not ask for engines."""
    plain = _generated(work / "idle", FORMS["functions"][0])
    python = sys.executable
    ratio(
        "10,000 trivial tests with the plugin {} over the same without it",
        {"idle": lambda: _pytest(python, plain)},
        lambda: _pytest(python, plain, *WITHOUT),
        repeat,
    )


def suites(work: Path, names: Sequence[str], ways: Sequence[str], repeat: int) -> None:
    """Published suites."""
    for name in names:
        suite = Suite(name, work)
        suite.prepare()

        def plain(*options: str, suite: Suite = suite) -> list[Timed]:
            return [suite.run(*options, engine=engine) for engine in suite.engines]

        sides: dict[str, Side] = {
            way: lambda way=way, suite=suite: [suite.run_both(way)] for way in WAYS
        }
        sides["xdist"] = lambda plain=plain: plain("-n2")
        _by_way(name, {way: sides[way] for way in ways}, plain, repeat)


def project(
    python: str, folder: Path, ways: Sequence[str], arguments: Sequence[str], repeat: int
) -> None:
    """A real project's suite, AtlasForge unless its configuration says otherwise."""
    found = load_project(folder)
    engines = [found.engines[found.settings.control], found.engines[found.settings.candidate]]
    own = (*WITHOUT, "-p", "pytest_engine_rollout.plugin")  # this one, installed there or not

    def plain(*options: str) -> list[Timed]:
        runs = []
        for engine in engines:
            env = {name: value for name, value in engine.env.items() if value is not None}
            runs += _pytest(python, folder, *WITHOUT, *options, *arguments, env=env)
        return runs

    sides: dict[str, Side] = {
        way: lambda options=options: _pytest(python, folder, *own, *options, *arguments)
        for way, options in WAYS.items()
    }
    sides["xdist"] = lambda: plain("-n2")
    _by_way(folder.name, {way: sides[way] for way in ways}, plain, repeat)


def _by_way(name: str, sides: Mapping[str, Side], plain: Side, repeat: int) -> None:
    ratio(f"{name} on both engines ({{}}) over the sum of two plain runs", sides, plain, repeat)


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", nargs="+", choices=["trivial", "idle", "suites", "project"])
    parser.add_argument("--repeat", type=int, default=3, help="measured rounds")
    parser.add_argument("--work", type=Path, help="folder for the environments of the suites")
    parser.add_argument("--suite", action="append", help="a suite of suites.toml, or more of them")
    parser.add_argument("--way", action="append", choices=[*WAYS, "xdist"], help="a way, or more")
    parser.add_argument("--folder", type=Path, help="the project")
    parser.add_argument("--python", default=sys.executable, help="the project's interpreter")
    own, arguments = sys.argv[1:], []
    if "--" in own:
        own, arguments = own[: own.index("--")], own[own.index("--") + 1 :]
    options = parser.parse_args(own)
    ways = options.way or [*WAYS, "xdist"]
    with tempfile.TemporaryDirectory() as scratch:
        if "trivial" in options.what:
            trivial(Path(scratch), options.repeat)
        if "idle" in options.what:
            idle(Path(scratch), options.repeat)
    if "suites" in options.what:
        if options.work is None:
            parser.error("suites needs --work")
        names = options.suite or ["msgpack", "yarl", "persistent"]
        suites(options.work, names, ways, options.repeat)
    if "project" in options.what:
        if options.folder is None:
            parser.error("project needs --folder")
        folder = options.folder.resolve()
        project(options.python, folder, ways, arguments, options.repeat)


if __name__ == "__main__":
    main()
