"""How does the time of the data flow analysis grow with the code that it reads?

    python benchmarks/flow_scaling.py PROJECT [--copies 1,2,4,8] [--rounds N]

The project is analysed beside itself: with 2 copies there is twice the code, and twice as much of
it has to do with the engines. The processor time of each size is measured in turn, round after
round, and the medians are printed with what each further megabyte costs: a column that stays level
is linear. A copy costs more than the project in its place, where its engines are known as such.
Nothing is read from disk, kept or reported while the time is taken.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

from flow_evaluation import parser_of

from migration_lint.files.discovery import discover
from migration_lint.files.source import PYTHON, SourceFile, in_memory
from migration_lint.flow.analysis import analyse
from migration_lint.flow.recording.facts import MemberFact
from migration_lint.project import Project, load_project


def main() -> int:
    arguments = _arguments()
    project = load_project(arguments.project)
    texts = _python_of(project, arguments.project)
    sizes = [int(size) for size in arguments.copies.split(",")]
    seconds: dict[int, list[float]] = {size: [] for size in sizes}
    uses: dict[int, int] = {}
    for _ in range(arguments.rounds):
        for size in sizes:
            files = _copies(texts, size)
            started = time.process_time()
            facts = analyse(files, project)
            seconds[size].append(time.process_time() - started)
            uses[size] = sum(len(list(found.of(MemberFact))) for found in facts.values())
    megabytes = sum(map(len, texts.values())) / 1e6
    print("copies   files      MB    uses   CPU s   CPU s per MB added")
    before, cost = 0, 0.0
    for size in sizes:
        median = statistics.median(seconds[size])
        added = (median - cost) / ((size - before) * megabytes)
        print(
            f"{size:6} {size * len(texts):7} {size * megabytes:7.1f} {uses[size]:7} "
            f"{median:7.2f} {added:20.3f}"
        )
        before, cost = size, median
    return 0


def _arguments() -> argparse.Namespace:
    parser = parser_of(__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("--copies", default="1,2,4,8", help="how often the project is there")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _python_of(project: Project, root: Path) -> dict[str, bytes]:
    """The Python files that the linter reads, by path."""
    found = discover(str(root), project.settings.exclude)
    return {path: (root / path).read_bytes() for path in found.files if path.endswith(PYTHON)}


def _copies(texts: dict[str, bytes], size: int) -> list[SourceFile]:
    """The files once in place, and again in folders of their own."""
    folders = ["", *(f"copy{number}/" for number in range(1, size))]
    return [in_memory(folder + path, data) for folder in folders for path, data in texts.items()]


if __name__ == "__main__":
    raise SystemExit(main())
