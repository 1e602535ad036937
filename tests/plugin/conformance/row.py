"""What a row of the table is, and the batches that rows share a run in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from textwrap import dedent
from types import MappingProxyType


def tree(sources: Mapping[str, str]) -> Mapping[str, str]:
    """A table of files, path to source, freed from the indentation of where it is written."""
    return MappingProxyType({path: dedent(source) for path, source in sources.items()})


@dataclass(frozen=True, eq=False)
class Batch:
    """Rows that are run together: one tree, one command.

    Attributes:
        name: How test ids call it.
        args: Arguments of every run, plain or not.
        files: Files at the root of the tree, beside the rows' own folders.
        settings: The text of `engine_rollout.toml`.
        site: Files that stand for installed packages, outside the root.
        needs: Modules without which the batch is skipped.
    """

    name: str
    args: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    settings: str = ""
    site: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Row:
    """One case.

    Attributes:
        id: A valid module name; the row's files are in a folder of this name.
        files: Path below that folder to source.
        batch: The batch it runs in.
        differs: Whether some outcome, message or property differs between the engines; a row
            where nothing does proves nothing, so it says so here.
    """

    id: str
    files: Mapping[str, str]
    batch: Batch
    differs: bool = True
