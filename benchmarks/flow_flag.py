"""What does the data flow analysis cost where a flag is configured, and no controllers?

    python benchmarks/flow_flag.py FLAG=PACKAGE [...] [--folder SITE_PACKAGES]

All that is installed is the project, and the package is isolated: only who reads the flag is to be
followed. Printed are the modules that were evaluated, the contexts, how often bodies ran in all,
and the processor time. Nothing is kept or reported while the time is taken.
"""

from __future__ import annotations

import argparse
import sysconfig
from pathlib import Path

from flow_evaluation import evaluate, parser_of, project_of

from migration_lint.files.source import in_memory

CONFIGURATION = """
flag = "{flag}"
control = "extension"
candidate = "pure"
isolate = ["{package}"]

[engines.extension]
env = {{ {flag} = "false" }}

[engines.pure]
env = {{ {flag} = "1" }}
"""


def main() -> int:
    arguments = _arguments()
    files = [
        in_memory(path.relative_to(arguments.folder).as_posix(), path.read_bytes())
        for path in sorted(arguments.folder.rglob("*.py"))
    ]
    print(f"{'case':44}  files  modules  contexts    runs   CPU s")
    for case in arguments.cases:
        flag, _, package = case.partition("=")
        project = project_of(CONFIGURATION.format(flag=flag, package=package))
        program, _, seconds = evaluate(project, files)
        print(
            f"{case:44} {len(files):6} {len(program.modules.evaluated()):8} "
            f"{len(program.contexts):9} {program.work.runs:7} {seconds:7.2f}"
        )
    return 0


def _arguments() -> argparse.Namespace:
    parser = parser_of(__doc__)
    parser.add_argument("cases", nargs="+", metavar="FLAG=PACKAGE")
    parser.add_argument("--folder", type=Path, default=Path(sysconfig.get_path("purelib")))
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
