"""What watching costs: the time of a suite with evidence, against the same without.

    python benchmarks/evidence_overhead.py FOLDER [ARGUMENT ...]

FOLDER is the root of a suite that runs with `--engines=both` (without one: the example), the
arguments go to pytest. Both variants run in turns, each first in every other round and on a fresh
copy of the folder, since tests write into it; so what else the machine does hits both. Told are
the processor's time, which waiting does not count in, and the time on the wall, each as the median
of the rounds' ratios and as the ratio of the best times. `ROUNDS` in the environment says how many.
The limits are 5 % from Python 3.12 on and 30 % below.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copytree, rmtree
from statistics import median

from suite import Timed, timed

ROUNDS = int(os.environ.get("ROUNDS", "5"))
EXAMPLE = Path(__file__).parents[1] / "examples" / "atlasforge"
LIMIT = 1.05 if sys.version_info >= (3, 12) else 1.30


def run(folder: Path, scratch: Path, evidence: str, arguments: Sequence[str]) -> Timed:
    """Run the suite on a copy of its folder; what was compiled of an earlier copy is used again."""
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", "--engines=both"]
    command += [f"--engine-evidence={evidence}", "-pno:cacheprovider", *arguments]
    copy = copytree(folder, scratch / "suite", symlinks=True)
    env = {**os.environ, "PYTHONPYCACHEPREFIX": str(scratch / "compiled")}
    done = timed(command, copy, env, scratch / "unused.json")
    rmtree(copy)
    if done.status not in (0, 1):
        raise SystemExit(done.output)
    return done


def rounds(folder: Path, arguments: Sequence[str]) -> Iterator[dict[str, Timed]]:
    """Run both variants in turns."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        run(folder, scratch, "off", [*arguments, "--collect-only"])  # compiles everything
        for number in range(ROUNDS):
            order = ("off", "calls") if number % 2 else ("calls", "off")
            yield {evidence: run(folder, scratch, evidence, arguments) for evidence in order}


def compared(without: Sequence[float], watched: Sequence[float]) -> str:
    """Two rows of seconds as ratios."""
    ratio = median(b / a for a, b in zip(without, watched, strict=True))
    return f"median ratio {ratio:.3f}, ratio of the best {min(watched) / min(without):.3f}"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE
    rows: list[dict[str, Timed]] = []
    for row in rounds(folder, sys.argv[2:]):
        rows.append(row)
        off, calls = row["off"], row["calls"]
        print(
            f"cpu {off.cpu:6.2f} s off {calls.cpu:6.2f} s calls {calls.cpu / off.cpu:.3f}"
            f"   wall {off.wall:6.2f} s off {calls.wall:6.2f} s calls {calls.wall / off.wall:.3f}",
            flush=True,
        )
    for what in ("cpu", "wall"):
        without, watched = ([getattr(row[name], what) for row in rows] for name in ("off", "calls"))
        print(f"{what:4}  {compared(without, watched)}")
    print(f"limit {LIMIT:.2f}, Python {sys.version.split()[0]}, {time.strftime('%Y-%m-%d')}")


if __name__ == "__main__":
    main()
