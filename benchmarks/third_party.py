"""Do published test suites give the same under the plugin as in two processes?

    python benchmarks/third_party.py --work FOLDER [SUITE...]

For each suite of `suites.toml`: install it, run it twice per engine in processes of their own, run
it with both engines in each way that the plugin has, and compare test by test: the outcome and the
engine that the test saw. A test whose outcome differs between two plain runs is flaky, and either
will do. Exit status 1 where a test disagrees, is missing, or exists in one of the two only.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from suite import HERE, WAYS, Records, Suite, Timed, tomllib

PLAIN_RUNS = 2

Truth = Mapping[str, set[tuple[str, str]]]


@dataclass(frozen=True)
class Comparison:
    """One way to run both engines, against the truth.

    Attributes:
        agree: Tests with the outcome and the engine of the truth.
        wrong: What else was compared: the id, what it should be, what it is.
        missing: Tests that the truth has and the run has not.
        extra: The reverse.
    """

    agree: int
    wrong: list[str]
    missing: list[str]
    extra: list[str]

    @property
    def perfect(self) -> bool:
        """Whether nothing differs, and something was compared."""
        return self.agree > 0 and not (self.wrong or self.missing or self.extra)


def with_engine(nodeid: str, engine: str) -> str:
    """The id of a test under an engine."""
    return f"{nodeid[:-1]}-{engine}]" if nodeid.endswith("]") else f"{nodeid}[{engine}]"


def seen(records: Records) -> Iterator[tuple[str, tuple[str, str]]]:
    """The outcome of each test, and the engine it saw."""
    for nodeid, record in records.items():
        witness = dict(map(tuple, record["properties"])).get("witness", "")
        yield nodeid, (record["outcome"], witness)


def truth(runs: Mapping[str, list[Timed]]) -> Truth:
    """What each test may be, by its id with the engine."""
    found: dict[str, set[tuple[str, str]]] = {}
    for engine, plain in runs.items():
        for run in plain:
            for nodeid, what in seen(run.tests):
                found.setdefault(with_engine(nodeid, engine), set()).add(what)
    return found


def compare(expected: Truth, run: Timed) -> Comparison:
    """Lay a run beside the truth, test by test."""
    got = dict(seen(run.tests))
    both = expected.keys() & got.keys()
    wrong = [f"{i}: {got[i]}, not {expected[i]}" for i in sorted(both) if got[i] not in expected[i]]
    return Comparison(
        len(both) - len(wrong),
        wrong,
        sorted(expected.keys() - got.keys()),
        sorted(got.keys() - expected.keys()),
    )


def judge(suite: Suite, most: int) -> bool:
    """Run one suite in every way and print what came of it."""
    try:
        suite.prepare()
    except subprocess.CalledProcessError as problem:
        print(f"{suite.name:20} cannot be prepared: {(problem.stderr or '').strip()[-500:]}")
        return False
    runs = {e: [suite.run(engine=e) for _ in range(PLAIN_RUNS)] for e in suite.engines}
    expected = truth(runs)
    plain_wall = sum(min(run.wall for run in plain) for plain in runs.values())
    plain_cpu = sum(min(run.cpu for run in plain) for plain in runs.values())
    good = True
    for way in WAYS:
        run = suite.run_both(way)
        found = compare(expected, run)
        good &= found.perfect
        print(
            f"{suite.name:20} {way:11} {found.agree:6} agree, {len(found.wrong)} disagree, "
            f"{len(found.missing)} missing, {len(found.extra)} extra; over the sum of two plain "
            f"runs: wall {run.wall / plain_wall:.2f}, processor {run.cpu / plain_cpu:.2f}",
            flush=True,
        )
        for title in ("wrong", "missing", "extra"):
            for line in getattr(found, title)[:most]:
                print(f"    {title}: {line}")
        if not run.tests:
            print("    " + "\n    ".join(run.output.splitlines()[-most:]))
    return good


def main() -> int:
    """Judge the suites asked for."""
    known = tomllib.loads((HERE / "suites.toml").read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("suites", nargs="*", default=[*known], metavar="SUITE")
    parser.add_argument("--work", type=Path, required=True, help="folder for environments and runs")
    parser.add_argument("--most", type=int, default=5, help="lines to print of each kind")
    options = parser.parse_args()
    results = [judge(Suite(name, options.work), options.most) for name in options.suites]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
