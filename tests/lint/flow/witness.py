"""What controllers are really used for: generated code runs on a stand-in that keeps count."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager

USED = "mission"


@contextmanager
def watched(paths: frozenset[str]) -> Iterator[set[tuple[str, int]]]:
    """While `af_engine` is a stand-in: the file and line of each use in one of `paths`."""
    uses: set[tuple[str, int]] = set()

    class Recorded:
        def __getattribute__(self, name: str) -> object:
            frame = sys._getframe(1)
            if name == USED and frame.f_code.co_filename in paths:
                uses.add((frame.f_code.co_filename, frame.f_lineno))
            return object.__getattribute__(self, name) if name.startswith("__") else None

    module = types.ModuleType("af_engine")
    module.RDMissionController = Recorded  # type: ignore[attr-defined]  # a stand-in
    before = sys.modules.get("af_engine")
    sys.modules["af_engine"] = module
    try:
        yield uses
    finally:
        del sys.modules["af_engine"]
        if before is not None:
            sys.modules["af_engine"] = before
