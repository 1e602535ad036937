"""What watching costs: the time of a suite with evidence, against the same without.

    python benchmarks/evidence_overhead.py FOLDER [ARGUMENT ...]

FOLDER is the root of a suite that runs with `--engines=both` (without one: the example), the
arguments go to pytest. Both variants run in turns, so that what else the machine does hits both,
and only their ratio counts. The limits are 5 % from Python 3.12 on and 30 % below.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from shutil import copytree
from statistics import median

ROUNDS = int(os.environ.get("ROUNDS", "5"))
EXAMPLE = Path(__file__).parents[1] / "examples" / "atlasforge"


def seconds(folder: Path, evidence: str, arguments: list[str]) -> float:
    """The time of one run of the suite, in user and system mode: waiting costs nothing."""
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", "--engines=both"]
    before = os.times()
    done = subprocess.run(
        [*command, f"--engine-evidence={evidence}", "-pno:cacheprovider", *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    after = os.times()
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    )


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE
    with tempfile.TemporaryDirectory() as scratch:
        copy = copytree(folder, Path(scratch) / "suite", symlinks=True)
        seconds(copy, "off", sys.argv[2:])  # compile everything once
        ratios = []
        for number in range(ROUNDS):
            order = ("off", "calls") if number % 2 else ("calls", "off")
            taken = {evidence: seconds(copy, evidence, sys.argv[2:]) for evidence in order}
            ratios.append(taken["calls"] / taken["off"])
            print(f"{taken['off']:8.2f} s off {taken['calls']:8.2f} s calls  {ratios[-1]:.3f}")
    limit = 1.05 if sys.version_info >= (3, 12) else 1.30
    print(f"median ratio {median(ratios):.3f}, limit {limit:.2f}, {time.strftime('%Y-%m-%d')}")


if __name__ == "__main__":
    main()
