"""A headless Chromium, driven over its debugging pipe; the standard library is enough for that."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Any

EXECUTABLE = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,1600",
    "--remote-debugging-pipe",
)
_EXEC = """
import fcntl, os, sys
given, taken = (fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3])
os.dup2(given, 3)  # where Chromium looks for commands
os.dup2(taken, 4)  # and where it answers
os.execv(sys.argv[3], sys.argv[3:])
"""
_KEYS = {"ArrowDown": 40, "ArrowUp": 38, "End": 35, "Home": 36, "Enter": 13, "Tab": 9, "/": 191}


class Page:
    """One tab."""

    def __init__(self, commands: int, answers: BufferedReader) -> None:
        self._commands = commands
        self._answers = answers
        self._number = 0
        self._rest = b""
        self._session = ""
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def open(self, path: Path) -> None:
        """Open a file and wait until it is loaded."""
        self.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self._read()
        self.settle()

    def settle(self) -> None:
        """Wait until what was asked for is drawn."""
        self.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 30)))")

    def look(self, width: int, scheme: str = "light") -> None:
        """Show pages in a window of that width, to users who prefer that colour scheme."""
        size = {"width": width, "height": 1600, "deviceScaleFactor": 1, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        preferred = {"name": "prefers-color-scheme", "value": scheme}
        self.call("Emulation.setEmulatedMedia", features=[preferred])

    def is_cut(self, selector: str) -> list[str]:
        """The texts of the elements that hold more than they show."""
        found: list[str] = self.evaluate(
            f"[...document.querySelectorAll({selector!r})]"
            ".filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"
        )
        return found

    def evaluate(self, script: str) -> Any:
        """The value of an expression."""
        answer = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press and release a key, as a user does."""
        text = {"text": key} if len(key) == 1 else {}
        code = _KEYS.get(key, ord(key[0].upper()))
        for kind in ("keyDown", "keyUp"):
            given: dict[str, Any] = {"type": kind, "key": key, "windowsVirtualKeyCode": code}
            self.call("Input.dispatchKeyEvent", **given, **(text if kind == "keyDown" else {}))
        self.settle()

    def problems(self) -> list[str]:
        """What the console complained of: errors, and what the page's policy forbade."""
        found = [e["params"] for e in self.events if e["method"] == "Runtime.exceptionThrown"]
        logged = [e["params"]["entry"] for e in self.events if e["method"] == "Log.entryAdded"]
        return [str(one) for one in (*found, *logged)]

    def requests(self) -> list[str]:
        """The addresses that the page asked for."""
        sent = [e["params"] for e in self.events if e["method"] == "Network.requestWillBeSent"]
        return [one["request"]["url"] for one in sent]

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method of the protocol and wait for its answer."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                result: dict[str, Any] = answer["result"]
                return result

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            read = self._answers.read1(65536)
            assert read, "the browser has gone"
            self._rest += read
        head, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(head)
        if "method" in message:
            self.events.append(message)
        return message


@contextmanager
def chromium() -> Iterator[Page]:
    """Start a browser of its own, with a profile of its own, and end it."""
    assert EXECUTABLE is not None
    their_input, commands = os.pipe()
    answers, their_output = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        ends = (str(their_input), str(their_output))
        process = subprocess.Popen(
            [sys.executable, "-c", _EXEC, *ends, EXECUTABLE, *_FLAGS, f"--user-data-dir={profile}"],
            pass_fds=(their_input, their_output),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(their_input)
        os.close(their_output)
        try:
            with os.fdopen(answers, "rb") as stream:
                yield Page(commands, stream)
        finally:
            os.close(commands)  # the browser ends with its pipe
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
