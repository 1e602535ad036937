"""What does the data flow analysis cost where a flag is configured, and no controllers?

    python benchmarks/flow_flag.py FLAG=PACKAGE [...] [--folder SITE_PACKAGES]

All that is installed is the project, and the package is isolated: only who reads the flag is to be
followed. Printed are the modules that were evaluated, the contexts, how often bodies ran in all,
and the processor time. Nothing is kept or reported while the time is taken.
"""

from __future__ import annotations

import argparse
import sysconfig
import tempfile
import time
from pathlib import Path

from migration_lint.files.source import in_memory
from migration_lint.flow.code.corpus import Corpus
from migration_lint.flow.work.program import Program
from migration_lint.project import Project, load_project

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
        project = _project(flag, package)
        started = time.process_time()
        program = Program(project, Corpus(files))
        program.run()
        seconds = time.process_time() - started
        print(
            f"{case:44} {len(files):6} {len(program.modules.evaluated()):8} "
            f"{len(program.contexts):9} {program.work.runs:7} {seconds:7.2f}"
        )
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("cases", nargs="+", metavar="FLAG=PACKAGE")
    parser.add_argument("--folder", type=Path, default=Path(sysconfig.get_path("purelib")))
    return parser.parse_args()


def _project(flag: str, package: str) -> Project:
    with tempfile.TemporaryDirectory() as root:
        text = CONFIGURATION.format(flag=flag, package=package)
        Path(root, "engine_rollout.toml").write_text(text, encoding="utf-8")
        return load_project(Path(root))


if __name__ == "__main__":
    raise SystemExit(main())
