"""Why a piece of code runs: for the test itself, for its set-up, or because it is imported."""

from __future__ import annotations

import unittest
from types import CodeType, FrameType
from typing import Literal

Cause = Literal["test", "fixture", "import"]


def _fixture_codes() -> frozenset[int]:
    """The functions of unittest that run `setUp`, `tearDown` and cleanups in the call phase."""
    names = ("_callSetUp", "_callTearDown", "_callCleanup")
    return frozenset(
        id(vars(case)[name].__code__)
        for case in (unittest.TestCase, unittest.IsolatedAsyncioTestCase)
        for name in names
        if name in vars(case)
    )


FIXTURE_CODES = _fixture_codes()


def is_import(code: CodeType) -> bool:
    """Whether a code object is the import system's."""
    return code.co_filename.startswith("<frozen importlib")


def is_definition(code: CodeType) -> bool:
    """Whether a code object is a module's or a class's body, which runs on import."""
    return code.co_name == "<module>" or not code.co_flags & 0x02  # CO_NEWLOCALS: a function's


def cause_of(frame: FrameType | None, base: int = 0) -> Cause:
    """Why the code of a frame runs, seen from who called it.

    Args:
        frame: The caller's frame.
        base: The id of the frame below the test, at which the search may end.
    """
    while frame is not None and id(frame) != base:
        code = frame.f_code
        if id(code) in FIXTURE_CODES:
            return "fixture"
        if code.co_filename.startswith("<frozen importlib"):
            return "import"
        frame = frame.f_back
    return "test"


def frame_below(frame: FrameType | None) -> int:
    """The id of the frame that a phase runs on, pluggy's call of its hook; 0 without one.

    It runs until the phase is over, so that no other frame can take its id meanwhile; what stands
    above it, our own code that begins to watch, does not.
    """
    while frame is not None and frame.f_code.co_name != "_multicall":
        frame = frame.f_back
    return 0 if frame is None else id(frame)
