"""Data flow over Python files: what each file does with the engines."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from migration_lint.diagnostic import Span
from migration_lint.facts import Facts, UnparsableFact
from migration_lint.project import Project
from migration_lint.source import SourceFile


def analyse(files: Sequence[SourceFile], project: Project) -> Mapping[str, Facts]:  # noqa: ARG001 - the seam's signature
    """The facts of the Python files, by path."""
    found = {}
    for file in files:
        if not file.path.endswith((".py", ".pyi")):
            continue
        try:
            ast.parse(file.data)
        except OSError:
            continue
        except (SyntaxError, ValueError) as problem:
            line, column = getattr(problem, "lineno", None) or 1, getattr(problem, "offset", 0) or 1
            span = Span(line, column, line, column)
            found[file.path] = Facts(file.path, [UnparsableFact(span, str(problem.args[0]))])
    return found
