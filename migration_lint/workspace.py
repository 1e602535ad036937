"""The project a command works on: its root, its settings, its files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from migration_lint.errors import UserError
from migration_lint.files.discovery import discover, no_file
from migration_lint.files.source import SourceFile, in_memory, on_disk
from migration_lint.named_tuple import NamedTuple
from migration_lint.project import Project, load_project
from migration_lint.project.loader import (
    OWN_FILE,
    PYPROJECT,
    bridges_in,
    find_configuration,
    root_by_bridge,
)


class Workspace(NamedTuple):
    """A project with the files that a command was asked about.

    Attributes:
        files: Every file of the project.
        chosen: The paths to report on; None for all of them.
        missing: What was asked for and cannot be had, one sentence each.
        notes: What was asked for and is left out on purpose.
        no_files: What stands among the files and is none.
    """

    project: Project
    files: tuple[SourceFile, ...]
    chosen: frozenset[str] | None
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    no_files: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """What was asked for, or would be read, and cannot be had."""
        if self.chosen is not None:
            return self.missing
        unread = self.unread
        return (*self.missing, *(no_file(path) for path in self.no_files if path not in unread))

    @property
    def unread(self) -> list[str]:
        """The paths among the files that are no files, where no reader would take them."""
        return [path for path in self.no_files if not _would_be_read(path)]


def open_workspace(
    paths: Sequence[str] = (), config: str | None = None, root: str | None = None
) -> Workspace:
    """Find the project and its files.

    Args:
        paths: What the user asked about, relative to the current folder; empty for everything.
        config: A configuration file to read instead of looking for one.
        root: The root folder; without it the folder of the nearest configuration above, or else
            of the nearest bridge, or else the current one.

    Raises:
        ConfigurationError: The configuration has mistakes.
        UserError: The root is no folder.
    """
    asked = [os.path.abspath(path) for path in paths]  # noqa: PTH100 - keeps the link a path names
    project = open_project(asked, config, root)
    folder = str(project.root)
    found = discover(folder, project.settings.exclude, asked)
    files = tuple(on_disk(folder, path) for path in found.files)
    chosen = frozenset(found.chosen) if asked else None
    return Workspace(
        project, files, chosen, tuple(found.problems), tuple(found.notes), tuple(found.no_files)
    )


def open_project(
    asked: Sequence[str] = (), config: str | None = None, root: str | None = None
) -> Project:
    """Find the project root and load its settings; arguments as for `open_workspace`.

    Raises:
        ConfigurationError: The configuration has mistakes.
        UserError: The root is no folder.
    """
    if root is not None:
        if not Path(root).is_dir():
            raise UserError(f"{root}: is no folder; --root names the project's")
        return load_project(Path(root), Path(config) if config else None)
    start = _start(asked)
    if config is not None:
        return load_project(start, Path(config))
    source = find_configuration(start)
    if source is None:
        return load_project(root_by_bridge(start))
    return load_project(source.parent, source)


def _would_be_read(path: str) -> bool:
    """Whether some front end reads files of such a name; a lock of Emacs is no such file."""
    if path.rpartition("/")[2].startswith(".#"):
        return False
    from migration_lint.readers import reader_for  # noqa: PLC0415 - costs time, and is rarely asked

    return reader_for(path) is not None


def configuration_candidates(project: Project) -> list[str]:
    """Every file that had a say in which configuration holds, whether it is there or not."""
    folders = sorted({project.root, *project.root.parents, Path.cwd(), *Path.cwd().parents})
    found = [str(folder / name) for folder in folders for name in (OWN_FILE, PYPROJECT)]
    if project.source:
        return [*found, str(project.source)]
    nearer = (folder for folder in folders if folder != project.root)
    return [*found, *(str(bridge) for folder in nearer for bridge in bridges_in(folder))]


def _start(asked: Sequence[str]) -> Path:
    """The current folder; where everything asked about lies elsewhere, what holds all of it."""
    here = Path.cwd().resolve()
    places = [_folder_resolved(path) for path in asked]
    if not places or any(place.is_relative_to(here) for place in places):
        return here
    if not all(place.exists() for place in places):
        return here
    common = Path(os.path.commonpath(places))
    return common if common.is_dir() else common.parent


def _folder_resolved(path: str) -> Path:
    """A path without links, but for its last part where that is no folder: it may be a loop."""
    if os.path.isdir(path):  # noqa: PTH112 - says no to a loop, where a Path raises an error
        return Path(os.path.realpath(path))
    folder, name = os.path.split(path)
    return Path(os.path.realpath(folder), name)


def with_standard_input(workspace: Workspace, name: str, data: bytes) -> Workspace:
    """The workspace with one file's content replaced, as an editor sends it, and only it chosen.

    Args:
        workspace: The project.
        name: The file, relative to the current folder; it need not exist.
        data: Its content.
    """
    full = Path.cwd().resolve() / name
    root = workspace.project.root
    path = full.relative_to(root).as_posix() if full.is_relative_to(root) else full.name
    others = (file for file in workspace.files if file.path != path)
    files = tuple(sorted((*others, in_memory(path, data)), key=lambda file: file.path))
    return workspace._replace(files=files, chosen=frozenset({path}))
