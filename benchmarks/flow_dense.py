"""What does the data flow analysis cost where nearly all of the code has to do with a controller?

    python benchmarks/flow_dense.py [FOLDER=MODULE:CLASS ...] [--rounds N]

A class takes the controller's place, and the modules of a folder that is installed are the project
that uses it: without arguments `idlelib` with a window of `tkinter`, and pytest with its own
`Config`. Printed are the uses found, the contexts that were evaluated, how
often bodies ran in all, and the processor time per megabyte: it should stay the same from a small
folder to a large one. Nothing is read from disk, kept or reported while the time is taken.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
from pathlib import Path

from flow_evaluation import evaluate, parser_of, project_of

from migration_lint.files.source import in_memory
from migration_lint.flow.recording.facts import MemberFact

CASES = ("idlelib=tkinter:Tk", "_pytest=_pytest.config:Config")
CONFIGURATION = """
flag = "USE_CANDIDATE"
protocol = ["no_such_method()"]
control = "control"
candidate = "candidate"
entry = "{controller}"
bridges = []
legacy_modules = ["no_such_module"]
legacy_files = []
isolate = ["{module}"]

[engines.control]
controller = "no_such_module:Controller"
env = {{ USE_CANDIDATE = "false" }}

[engines.candidate]
controller = "{controller}"
env = {{ USE_CANDIDATE = "true" }}
"""


def main() -> int:
    arguments = _arguments()
    print(f"{'case':36}   MB    uses  contexts    runs   CPU s   CPU s per MB")
    for case in arguments.cases or CASES:
        folder, _, controller = case.partition("=")
        module = controller.partition(":")[0]
        project = project_of(CONFIGURATION.format(controller=controller, module=module))
        texts, seconds = _python_of(folder), []
        for _ in range(arguments.rounds):
            files = [in_memory(path, data) for path, data in texts.items()]
            program, facts, took = evaluate(project, files)
            seconds.append(took)
        megabytes = sum(map(len, texts.values())) / 1e6
        uses = sum(len(list(found.of(MemberFact))) for found in facts.values())
        median = statistics.median(seconds)
        print(
            f"{case:36} {megabytes:4.1f} {uses:7} {len(program.contexts):9} {program.work.runs:7} "
            f"{median:7.2f} {median / megabytes:14.2f}"
        )
    return 0


def _arguments() -> argparse.Namespace:
    parser = parser_of(__doc__)
    parser.add_argument("cases", nargs="*", metavar="FOLDER=MODULE:CLASS")
    parser.add_argument("--rounds", type=int, default=1)
    return parser.parse_args()


def _python_of(package: str) -> dict[str, bytes]:
    """The Python files of an installed package, by path from the folder that it is in."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"`{package}` is no package that is installed here; name another one")
    folder = Path(spec.submodule_search_locations[0])
    return {
        path.relative_to(folder.parent).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.py"))
    }


if __name__ == "__main__":
    raise SystemExit(main())
