"""What running both engines costs, as ratios within one run.

    python benchmarks/cost.py trivial idle
    python benchmarks/cost.py project --folder FOLDER --python PYTHON -- ARGUMENT...

trivial   10,000 trivial tests on both engines, over the same tests under a plain parametrization
          with two values
idle      a suite without `--engines`, over the same without the plugin
project   a project's suite on both engines, over the sum of two plain runs; with two workers too

The sides of a ratio are run in turn, and the best of each counts. Processor time hardly depends on
what else the machine does; wall time does.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from suite import ROOT, WAYS, Timed, timed

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
PLAIN = (
    "import pytest\n\n@pytest.mark.parametrize('number', range(1000))\ndef test_it(number): pass\n"
)
TWICE = PLAIN.replace("\ndef", "\n@pytest.mark.parametrize('engine', ['old', 'new'])\ndef").replace(
    "(number)", "(number, engine)"
)
WITHOUT = ("-p", "no:engine_rollout")
FILES = 10

Side = Callable[[], Sequence[Timed]]


def ratio(title: str, above: Side, below: Side, repeat: int) -> None:
    """Run two sides in turn and print how they compare."""
    pairs = [(_total(above()), _total(below())) for _ in range(repeat)]
    wall = min(a.wall for a, _ in pairs) / min(b.wall for _, b in pairs)
    cpu = min(a.cpu for a, _ in pairs) / min(b.cpu for _, b in pairs)
    print(f"{title}: wall {wall:.2f}, processor {cpu:.2f}", flush=True)


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
    kept |= {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
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
    plain, twice = _generated(work / "plain", PLAIN), _generated(work / "twice", TWICE)
    python = sys.executable
    ratio(
        "10,000 trivial tests on both engines over a parametrization with two values",
        lambda: _pytest(python, plain, "--engines=both"),
        lambda: _pytest(python, twice, *WITHOUT),
        repeat,
    )


def idle(work: Path, repeat: int) -> None:
    """A suite that does not ask for engines."""
    plain = _generated(work / "idle", PLAIN)
    python = sys.executable
    ratio(
        "10,000 trivial tests with the plugin idle over the same without it",
        lambda: _pytest(python, plain),
        lambda: _pytest(python, plain, *WITHOUT),
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
    parser.add_argument("what", nargs="+", choices=["trivial", "idle", "project"])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="the project")
    parser.add_argument("--python", default=sys.executable, help="the project's interpreter")
    own, _, arguments = (
        (sys.argv[1 : sys.argv.index("--")], None, sys.argv[sys.argv.index("--") + 1 :])
        if "--" in sys.argv
        else (sys.argv[1:], None, [])
    )
    options = parser.parse_args(own)
    with tempfile.TemporaryDirectory() as work:
        if "trivial" in options.what:
            trivial(Path(work), options.repeat)
        if "idle" in options.what:
            idle(Path(work), options.repeat)
    if "project" in options.what:
        if options.folder is None:
            parser.error("project needs --folder")
        project(options.python, options.folder.resolve(), arguments, options.repeat)


if __name__ == "__main__":
    main()
