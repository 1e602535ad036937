"""Trace what an analysis depended on, so that later runs can tell which changes cannot matter."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from migration_lint.flow.work.program import Program

# Comments and short strings are only there so that quotes in them count for nothing.
_TEXT = re.compile(
    rb'''#[^\n]*|"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"'''
    rb"""|'''(?:[^'\\]|\\.|'(?!''))*'''|'(?:[^'\\\n]|\\.)*'""",
    re.DOTALL,
)


class Trace:
    """What was found to matter, in a form that can be kept.

    Attributes:
        words: A file that was not evaluated and has none of these does not matter by itself.
        exports: Pairs of a module's last name and a name of it that matters; a file with both may
            import it. Either may be empty, for any.
        files: By path of the files that were evaluated: the `words` that make a function matter;
            `quiet`, the first and last line of the bodies of functions that were not evaluated;
            `texts`, those of strings over several lines.
        heard: The paths of other files that have a name of the migration, or speak to the linter.
        left: The size in bytes of the Python files that were not evaluated.
        spared: The size in bytes of the smallest file of it that was not parsed; 0 where all were.
    """

    def __init__(self) -> None:
        self.words: list[str] = []
        self.exports: list[tuple[str, str]] = []
        self.files: dict[str, dict[str, Any]] = {}
        self.heard: list[str] = []
        self.left = 0
        self.spared = 0

    def read(self, program: Program) -> None:
        """Note what an analysis depended on when it is done."""
        interest = program.interest
        self.words = sorted(interest.needles())
        self.exports = sorted(interest.exports())
        of_engines = {
            member.path
            for surface in program.surfaces.values()
            for member in surface.members.values()
        }
        called = program.contexts.called()
        for module in program.modules.evaluated():
            path = module.source.path
            waiting = interest.waiting(path) if path not in of_engines else []
            self.files[path] = {
                "words": sorted(interest.words_of(path)),
                "quiet": [
                    [one.node.lineno, one.node.body[0].lineno, one.node.end_lineno]
                    for one in waiting
                    if one not in called
                    and isinstance(one.node, (ast.FunctionDef, ast.AsyncFunctionDef))
                ],
                "texts": _texts(module.source.data),
            }


def _texts(data: bytes) -> list[list[int]]:
    """First and last line of each string over several lines, told without looking at the tree."""
    found, line, at = [], 1, 0
    for match in _TEXT.finditer(data):
        lines = match[0].count(b"\n")
        if lines:
            line += data.count(b"\n", at, match.start())
            found.append([line, line + lines])
            line += lines
            at = match.end()
    return found
