"""The main job on the example: both engines, the linter, the gate.

The example is copied to `.demo/` and committed there, because the gate wants to know which commit
its evidence is about.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
DEMO = ROOT / ".demo"
CHECKOUT = DEMO / "atlasforge"
BIN = Path(sys.executable).parent

# The example is seeded with problems, so each command finds some and says so with status 1.
COMMANDS = (
    (
        "Does every test behave the same on both engines, and did it really run them?",
        [
            "pytest",
            "--tb=no",
            "--engines=both",
            "--engine-sabotage=legacy,modular",
            "tests",
            "rollout_tests",
            "--engine-report=../engine-report.json",
            "--engine-html=../engine-report.html",
        ],
    ),
    (
        "What still depends on the legacy engine or on API outside the protocol?",
        ["migration-lint"],
    ),
    (
        "May we leave phase 1?",
        ["migration-lint", "gate", "--phase", "1", "--report", "../engine-report.json"],
    ),
)


def main() -> int:
    """Run the three commands; 0 if each found the seeded problems, 1 otherwise."""
    fresh_checkout()
    statuses = [run(question, command) for question, command in COMMANDS]
    print(f"\nThe dual run as a page: {(DEMO / 'engine-report.html').relative_to(ROOT)}")
    return 0 if statuses == [1, 1, 1] else 1


def fresh_checkout() -> None:
    """Copy the example and commit the copy."""
    shutil.rmtree(DEMO, ignore_errors=True)
    shutil.copytree(
        ROOT / "examples" / "atlasforge", CHECKOUT, ignore=shutil.ignore_patterns("__pycache__")
    )
    git = ["git", "-c", "user.name=demo", "-c", "user.email=demo@example.invalid"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "The example"]):
        subprocess.run([*git, *arguments], cwd=CHECKOUT, check=True)


def run(question: str, command: list[str]) -> int:
    """Run one command in the checkout and show it with the question it answers."""
    print(
        f"\n\033[1m# {question}\n$ {' '.join(command)}\033[0m\n"
        if sys.stdout.isatty()
        else f"\n# {question}\n$ {' '.join(command)}\n",
        flush=True,
    )
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=CHECKOUT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
