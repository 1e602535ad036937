"""A published test suite: prepare it and run it."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RECORDER = ROOT / "tests" / "plugin" / "conformance"
WAYS = {
    "in-process": ("--engines=both",),
    "workers": ("--engines=both", "-n2"),
}

Records = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Timed:
    """One run of pytest.

    Attributes:
        tests: Outcome, messages and properties by node id; empty where it came to nothing.
        wall: Seconds.
        cpu: Seconds of the processor, of all processes of the run.
        status: The exit status.
        output: All it printed.
    """

    tests: Records
    wall: float
    cpu: float
    status: int
    output: str


def timed(command: Sequence[object], folder: Path, env: Mapping[str, str], out: Path) -> Timed:
    """Run pytest with the recorder, which writes to `out`.

    Every run finds the bytecode that one before it wrote, whatever the environment says, and no
    temporary folders: pytest removes old ones at its end, so it would clear up after another run.
    """
    out.unlink(missing_ok=True)
    kept = {name: value for name, value in env.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as temporary:
        kept |= {"CONFORMANCE_OUT": str(out), "PYTEST_DEBUG_TEMPROOT": temporary}
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            env=kept,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    tests = json.loads(out.read_text())["tests"] if out.exists() else {}
    return Timed(tests, wall, cpu, done.returncode, done.stdout)


def _pip(python: Path, *arguments: str) -> None:
    command = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True, stderr=subprocess.PIPE, text=True)


class Suite:
    """One suite of the table.

    Args:
        name: Its key in the table.
        work: The folder to work in; what is there from before is used again.
        table: The file with the table.
    """

    def __init__(self, name: str, work: Path, table: Path = HERE / "suites.toml") -> None:
        self.name = name
        self.table = tomllib.loads(table.read_text(encoding="utf-8"))[name]
        self.home = work.resolve() / name
        self.tree = self.home / "tree"
        self.engines: Mapping[str, str | bool] = self.table["engines"]

    @cached_property
    def _site(self) -> Path:
        return next((self.home / "venv").glob("lib/python*/site-packages"))

    def prepare(self) -> None:
        """Make a virtual environment with the package, its tests and this project."""
        python = self.home / "venv" / "bin" / "python"
        if not (self.home / "ready").exists():
            shutil.rmtree(self.home, ignore_errors=True)
            self.tree.mkdir(parents=True)
            subprocess.run([sys.executable, "-m", "venv", self.home / "venv"], check=True)
            needs = ["pytest", "pytest-xdist", *self.table.get("needs", ())]
            requirement = self.table["requirement"]
            _pip(python, "install", requirement, *needs)
            if self.table.get("copy"):
                self._take_tests(python)
            for name, target in self.table.get("link", {}).items():
                (self.tree / name).symlink_to(target.replace("{site}", str(self._site)))
            if not any((self.tree / name).exists() for name in ("pytest.ini", "setup.cfg")):
                (self.tree / "pytest.ini").touch()
            (self.home / "ready").touch()
        _pip(python, "install", "--editable", str(ROOT))
        (self.home / "engine_rollout.toml").write_text(self._settings(), encoding="utf-8")

    def _take_tests(self, python: Path) -> None:
        sources = self.home / "sources"
        package = re.split(r"[\[=<>~!]", self.table["requirement"])[0]
        _pip(
            python,
            "download",
            "--no-deps",
            f"--no-binary={package}",
            f"--dest={sources}",
            self.table["requirement"],
        )
        (archive,) = sources.glob("*.tar.gz")
        shutil.unpack_archive(archive, sources, filter="data")
        (unpacked,) = (path for path in sources.iterdir() if path.is_dir())
        for name in self.table["copy"]:
            copy = shutil.copytree if (unpacked / name).is_dir() else shutil.copy
            copy(unpacked / name, self.tree / name)

    def _settings(self) -> str:
        control, candidate = self.engines
        lines = [
            f"flag = {json.dumps(self.table['flag'])}",
            f"control = {json.dumps(control)}",
            f"candidate = {json.dumps(candidate)}",
            f"isolate = {json.dumps(self.table['isolate'])}",
        ]
        for name, value in self.engines.items():
            lines += [
                f"[engines.{name}]",
                f"env = {{ {self.table['flag']} = {json.dumps(value)} }}",
            ]
        return "\n".join(lines)

    def run(self, *extra: str, engine: str | None = None) -> Timed:
        """Run the suite once.

        Args:
            extra: More arguments.
            engine: The engine to run plainly, without the plugin; None leaves the flag unset.
        """
        flag = self.table["flag"]
        env = {k: v for k, v in os.environ.items() if k != flag and not k.startswith("PYTEST_")}
        value = self.engines[engine] if engine is not None else False
        env |= {flag: str(value)} if value is not False else {}
        env |= {
            "PYTHONPATH": os.pathsep.join(map(str, (HERE, RECORDER))),
            "PYTHONHASHSEED": "0",
            "WITNESS_PROBE": self.table["probe"],
            "WITNESS_MODULES": " ".join(self.table["isolate"]),
        }
        own = ("-p", "no:engine_rollout") if engine is not None else ()
        arguments = [text.replace("{site}", str(self._site)) for text in self.table["args"]]
        command = [self.home / "venv" / "bin" / "python", "-m", "pytest", "-q"]
        command += ["-p", "recorder", "-p", "witness", "-p", "no:cacheprovider"]
        shutil.rmtree(self.tree / ".hypothesis", ignore_errors=True)
        return timed([*command, *own, *arguments, *extra], self.tree, env, self.home / "out.json")

    def run_both(self, way: str) -> Timed:
        """Run both engines under the plugin, in one of the ways."""
        return self.run(*WAYS[way], f"--engine-config={self.home / 'engine_rollout.toml'}")
