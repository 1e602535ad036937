"""The base of all report files.

A module of this package whose name ends in `_file` holds one: `html_file.py` is written by
`--engine-html=PATH`. The option comes from the file's name, so that a run without `--engines` knows
the options and imports none of the reports.
"""

from __future__ import annotations

import importlib
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from pytest_engine_rollout.reports.writing import write_aside
from pytest_engine_rollout.results import RunResult

_SUFFIX = "_file"
REGISTRY: dict[str, type[Report]] = {}


class Report(ABC):
    """One kind of report file; defining a subclass registers it under the word of its module.

    Attributes:
        word: The module's name without its end, and the option's.
        is_evidence: Whether a rollout is judged by it. Then one that says "not complete" is written
            when a run begins: a run that is killed must not leave the report of an earlier one.
    """

    word: ClassVar[str]
    is_evidence: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.word = cls.__module__.rpartition(".")[2].removesuffix(_SUFFIX)
        REGISTRY[cls.word] = cls

    @abstractmethod
    def text(self, run: RunResult) -> str:
        """The whole text of the file, without characters that UTF-8 cannot encode."""

    def write(self, run: RunResult, path: Path) -> None:
        """Write the file atomically.

        Raises:
            OSError: It cannot be written.
        """
        write_aside(path, self.text(run))


def report_for(word: str) -> Report:
    """The report that `--engine-WORD` writes."""
    importlib.import_module(f"{__package__}.{word}{_SUFFIX}")
    return REGISTRY[word]()
