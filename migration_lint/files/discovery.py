"""Find the files of the project: those that git tracks or would add, or all without git.

This module is on the way of every run, so it imports nothing that costs start-up time.
"""

from __future__ import annotations

import os

from migration_lint.files.globs import matcher, plain_names

TYPE_CHECKING = False  # as in typing, which takes longer to import than the rest of a warm run
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from migration_lint.files.globs import Matcher

_KIND, _REGULAR, _LINK, _FOLDER = 0o170000, 0o100000, 0o120000, 0o040000  # as in the module stat

SKIPPED_FOLDERS = frozenset(
    {
        ".git", ".hg", ".svn", ".migration-lint-cache", ".mypy_cache", ".nox", ".pytest_cache",
        ".ruff_cache", ".tox", ".venv", "__pycache__", "__pypackages__", "node_modules",
    }
)  # fmt: skip

_ENVIRONMENT = "pyvenv.cfg"  # a folder that has it is an environment, and no part of a project


class Discovery:
    """The files that were found.

    Attributes:
        files: Every file of the project, sorted, relative to the root, with `/`.
        chosen: Those of them that the user asked about; all of them where no path was given.
        no_files: What stands among the files and is none, sorted: links that lead nowhere, pipes.
        problems: What was asked for and cannot be had, one sentence each.
        notes: What was asked for and is left out on purpose, in one sentence.
    """

    __slots__ = ("chosen", "files", "no_files", "notes", "problems")

    def __init__(self, files: Sequence[str]) -> None:
        self.files = files
        self.chosen: Sequence[str] = files
        self.no_files: list[str] = []
        self.problems: list[str] = []
        self.notes: list[str] = []


def discover(root: str, exclude: Iterable[str] = (), paths: Iterable[str] = ()) -> Discovery:
    """Find the files of the project at `root`.

    Args:
        root: The root folder, absolute, its links resolved.
        exclude: Globs of what is left out.
        paths: What the user asked about, absolute; empty for the whole project.
    """
    exclude = list(exclude)
    excluded = matcher(exclude)
    no_files: list[str] = []
    found = Discovery(sorted(_project_files(root, exclude, excluded, no_files)))
    found.no_files = sorted(no_files)
    asked = list(paths)
    if asked:
        _choose(found, root, asked, excluded)
    return found


def _choose(found: Discovery, root: str, asked: list[str], excluded: Matcher) -> None:
    """Narrow the files down to those asked for; a file named itself need not be known to git."""
    known, chosen = set(found.files), set()
    left_out: list[str] = []
    for path in asked:
        inside = _relative(root, path)
        if not os.path.lexists(path):
            found.problems.append(f"{path}: there is no such file or folder; check the name")
        elif inside is None:
            found.problems.append(f"{path}: lies outside the project root {root}; run from there")
        elif inside and excluded(inside):
            left_out.append(inside)
        elif os.path.isdir(path):
            prefix = f"{inside}/" if inside else ""
            below = {file for file in found.files if file.startswith(prefix)}
            chosen |= below or set(_walk(root, inside, excluded, []))
        elif os.path.isfile(path):
            chosen.add(inside)
        else:
            found.problems.append(no_file(inside))
    if left_out:  # a hook names thousands of files
        names = left_out[0] if len(left_out) == 1 else f"{left_out[0]} and {len(left_out) - 1} more"
        found.notes.append(f"{names}: left out, because `exclude` in the configuration says so")
    found.files = sorted(known | chosen)
    found.chosen = sorted(chosen)


def _relative(root: str, path: str) -> str | None:
    """`path` relative to `root` with `/`, empty for the root itself, None outside of it.

    The last part is not resolved: a link in the project is a file of the project.
    """
    folder, name = os.path.split(os.path.normpath(path))
    resolved = os.path.join(os.path.realpath(folder), name)
    if resolved == root or os.path.realpath(path) == root:
        return ""
    prefix = root if root.endswith(os.sep) else root + os.sep
    return resolved[len(prefix) :].replace(os.sep, "/") if resolved.startswith(prefix) else None


def _project_files(
    root: str, exclude: Sequence[str], excluded: Matcher, no_files: list[str]
) -> Iterator[str]:
    listed = _listed_by_git(root, exclude)
    if listed is None:
        yield from _walk(root, "", excluded, no_files)
        return
    for path in listed:
        if not excluded(path) and _is_file_inside(root, path, no_files):
            yield path


def _is_file_inside(root: str, path: str, no_files: list[str]) -> bool:
    """Whether a path is still a file, and a link's target within the root.

    What is there and is none is one of the `no_files`.
    """
    full = f"{root}/{path}"
    try:
        kind = os.lstat(full).st_mode & _KIND
    except (OSError, ValueError):
        return False
    if kind == _REGULAR:
        return True
    if kind == _LINK and os.path.exists(full):
        return _link_stays_inside(root, full)
    if kind != _FOLDER:
        no_files.append(path)
    return False


def no_file(path: str) -> str:
    """The message about a path that should be a file and is none."""
    return f"{path}: is a link that leads nowhere, or no regular file; mend it or exclude it"


def _link_stays_inside(root: str, full: str) -> bool:
    target = os.path.realpath(full)
    return target.startswith(root.rstrip(os.sep) + os.sep) and os.path.isfile(target)


def _listed_by_git(root: str, exclude: Sequence[str]) -> set[str] | None:
    """The files that git tracks or would add; None where it knows none.

    It is spared the folders that are left out anyway, and would add none that are skipped, as far
    as it can be told so: its patterns also speak of the folders around the root.
    """
    if not _in_work_tree(root):
        return None
    around = root.split(os.sep)
    names = {**dict.fromkeys(plain_names(exclude), ""), **dict.fromkeys(SKIPPED_FOLDERS, "/")}
    spared = (f"--exclude={name}{end}" for name, end in names.items() if name not in around)
    command = ["git", "-C", root, "ls-files", "-co", "--exclude-standard", "-z", *spared]
    answer = _output_of(command)
    if not answer:
        return None  # nothing of a folder that git ignores as a whole is listed
    return {os.fsdecode(name) for name in answer.split(b"\0") if name}


def _output_of(command: list[str]) -> bytes | None:
    """The output of a command; None where it fails. The module subprocess is slow to import."""
    reading, writing = os.pipe()
    try:
        actions = [
            (os.POSIX_SPAWN_DUP2, writing, 1),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ]
        process = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    except OSError:
        os.close(reading)
        return None
    finally:
        os.close(writing)
    with open(reading, "rb") as stream:
        output = stream.read()
    _, status = os.waitpid(process, 0)
    return output if status == 0 else None


def _in_work_tree(root: str) -> bool:
    folder = root
    while True:
        if os.path.lexists(f"{folder}/.git"):
            return True
        parent = os.path.dirname(folder)
        if parent == folder:
            return False
        folder = parent


def _walk(root: str, start: str, excluded: Matcher, no_files: list[str]) -> Iterator[str]:
    """The files under `start`, by walking; linked folders are not entered, so loops cannot be."""
    waiting = [start]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(f"{root}/{folder}"))
        except OSError:
            continue
        if folder != start and any(entry.name == _ENVIRONMENT for entry in entries):
            continue
        prefix = f"{folder}/" if folder else ""
        for entry in entries:
            name = entry.name
            path = prefix + name
            if excluded(path):
                continue
            if entry.is_file(follow_symlinks=False):
                yield path
            elif entry.is_dir(follow_symlinks=False):
                if name not in SKIPPED_FOLDERS:
                    waiting.append(path)
            elif _is_file_inside(root, path, no_files):
                yield path
