"""Tell why code runs: for the test itself, for its set-up, or because it is imported."""

from __future__ import annotations

import os
import unittest
from types import CodeType, FrameType
from typing import Literal

from pytest_engine_rollout._pytest_compat import SET_UP_FIXTURE

Cause = Literal["test", "fixture", "import"]

# The functions that set a test up, or tear it down, in its call phase. Those of unittest run
# `setUp`, `tearDown` and cleanups; that of pytest runs a fixture which a test asks for by
# `request.getfixturevalue`. The asynchronous case of unittest is known by its file: to import it
# would import asyncio.
_UNITTEST = os.path.dirname(unittest.TestCase.run.__code__.co_filename) + os.sep  # noqa: PTH120 - compared as text
_OF_UNITTEST = frozenset({"_callSetUp", "_callTearDown", "_callCleanup"})
_ASYNC_SET_UP = frozenset({"asyncSetUp", "asyncTearDown"})


def is_set_up(code: CodeType) -> bool:
    """Whether a code object, with all that it calls, sets tests up or tears them down."""
    return code is SET_UP_FIXTURE or code.co_name in _ASYNC_SET_UP or is_of_unittest(code)


def is_of_unittest(code: CodeType) -> bool:
    """Whether a code object is one by which unittest sets a test up or tears it down."""
    return code.co_name in _OF_UNITTEST and code.co_filename.startswith(_UNITTEST)


def is_import(code: CodeType) -> bool:
    """Whether a code object belongs to the import system."""
    return code.co_filename.startswith("<frozen importlib")


def is_definition(code: CodeType) -> bool:
    """Whether a code object is a module's or a class's body, which runs on import."""
    return code.co_name == "<module>" or not code.co_flags & 0x02  # CO_NEWLOCALS: a function's


def cause_of(frame: FrameType | None, base: int) -> Cause:
    """Why the code of a frame runs, judged by its callers.

    Args:
        frame: The caller's frame.
        base: The id of the frame below the test, at which the search may end.
    """
    caller = caller_of(frame, base)
    if caller is None:
        return "test"
    return "import" if is_import(caller) else "fixture"


def caller_of(frame: FrameType | None, base: int) -> CodeType | None:
    """The set-up or import that makes the code of a frame run; None for the test itself.

    Args:
        frame: The caller's frame.
        base: The id of the frame below the test, at which the search may end.
    """
    while frame is not None and id(frame) != base:
        code = frame.f_code
        if is_set_up(code) or is_import(code):
            return code
        frame = frame.f_back
    return None


def frame_below(frame: FrameType | None) -> int:
    """The id of the frame that calls a phase's hook, which is pluggy's; 0 where there is none.

    It runs until the phase is over, so that no other frame can take its id meanwhile; what stands
    above it, our own code that begins to watch, does not.
    """
    while frame is not None and frame.f_code.co_name != "_multicall":
        frame = frame.f_back
    return 0 if frame is None else id(frame)
