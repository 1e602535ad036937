"""Mend a project: lint, fix, lint again, until nothing more can be mended."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from migration_lint.diagnostic import Diagnostic
from migration_lint.files.source import SourceFile, in_memory
from migration_lint.fixes import all_fixes, fix_source
from migration_lint.project import Project
from migration_lint.runner.lint import lint
from migration_lint.selection import Selection

_PASSES = 10  # more rules than this never mend one file; a fix that undoes another ends here


@dataclass(frozen=True)
class Mended:
    """What came of mending.

    Attributes:
        files: The new content by path, of the changed files only.
        withheld: What is left that only a fix may mend which was not asked for, an unsafe one.
        problems: The files that could not be read, one sentence each.
    """

    files: Mapping[str, bytes]
    withheld: tuple[Diagnostic, ...]
    problems: tuple[str, ...]


def fix_files(
    project: Project,
    files: Sequence[SourceFile],
    selection: Selection,
    chosen: Collection[str] | None = None,
    *,
    unsafe: bool = False,
) -> Mended:
    """What the files are to be; nothing is written.

    Args:
        project: The settings.
        files: Every file of the project.
        selection: The phase, and which rules apply where.
        chosen: The paths that may be changed; None for all.
        unsafe: Whether fixes that may change what the code does are applied too.
    """
    changed: dict[str, bytes] = {}
    for _ in range(_PASSES):
        now = [
            in_memory(file.path, changed[file.path]) if file.path in changed else file
            for file in files
        ]
        outcome = lint(project, now, selection, chosen)
        diagnostics = [one for one in outcome.diagnostics if one.fixable]
        mended = _mended_once(project, now, diagnostics, unsafe=unsafe)
        if not mended:
            break
        changed.update(mended)
    withheld = [one for one in diagnostics if not (unsafe or all_fixes()[one.code].safe)]
    return Mended(changed, tuple(withheld), outcome.problems)


def _mended_once(
    project: Project,
    files: Sequence[SourceFile],
    diagnostics: Sequence[Diagnostic],
    *,
    unsafe: bool,
) -> Mapping[str, bytes]:
    mended = {}
    for file in files:
        mine = [diagnostic for diagnostic in diagnostics if diagnostic.path == file.path]
        if mine:
            data = fix_source(file.data, mine, project, unsafe=unsafe)
            if data != file.data:
                mended[file.path] = data
    return mended
