"""Paths: constants are folded, as far as they are known at their end."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import PurePosixPath
from posixpath import basename, dirname, normpath, split, splitext

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.domain.texts import PathText
from migration_lint.flow.domain.values import UNKNOWN, Const, Values, strings
from migration_lint.flow.models import model
from migration_lint.flow.objects.containers import new_container
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.operators import combine


@model("os.path.join", "posixpath.join", "ntpath.join")
def _path_join(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    if arguments.star is not None:
        return UNKNOWN
    return _after_last_known(arguments.positional, lambda *p: "/".join(map(str, p)))


def _after_last_known(parts: list[Values], fold: Callable[..., object]) -> Values:
    """Fold what is known at the end of a path: the folder before it does not matter."""
    known = [values for values in parts if any(isinstance(v, Const) for v in values)]
    if not known or known[-1] is not parts[-1]:
        return UNKNOWN
    tail: list[Values] = []
    for values in reversed(parts):
        if not all(isinstance(value, Const) for value in values):
            break
        tail.insert(0, values)
    return combine(tail, fold) | (UNKNOWN if len(tail) < len(parts) else frozenset())


@model("pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "pathlib.PurePosixPath",
       "py.path.local")  # fmt: skip
def _path(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    if not arguments.positional:
        return None
    return _after_last_known(arguments.positional, lambda *p: PathText("/".join(map(str, p))))


@model("PathText.joinpath", "?.joinpath")
def _joinpath(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return _after_last_known(arguments.positional, lambda *p: PathText("/".join(map(str, p))))


@model("PathText.with_name", "?.with_name")
def _with_name(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return combine(arguments.positional[-1:], lambda name: PathText(str(name)))


@model("PathText.with_suffix", "PathText.with_stem")
def _with_part(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    name = getattr(getattr(node, "func", None), "attr", "")
    return combine(arguments.positional[:2], lambda path, part: _with(path, name, part))


def _with(path: object, method: str, part: object) -> object:
    try:
        return PathText(getattr(PurePosixPath(str(path)), method)(part))
    except (TypeError, ValueError):
        return None


@model("os.path.splitext", "os.path.split")
def _split(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    parts = splitext if getattr(getattr(node, "func", None), "attr", "") == "splitext" else split
    texts = strings(arguments.get(0))
    if len(texts) != 1 or not frame.program.vocabulary.mentions(texts[0]):
        return None
    held = new_container(frame, "tuple", (node, frame.context))
    held.items.update(enumerate(frozenset({Const(part)}) for part in parts(texts[0])))
    return frozenset({held})


@model("PathText.resolve", "PathText.absolute", "PathText.expanduser", "PathText.as_posix")
def _same_path(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return arguments.get(0)


@model("os.path.dirname", "os.path.basename")
def _part(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    function = basename if name.endswith("basename") else dirname
    return combine(arguments.positional[:1], lambda text: normpath(function(str(text))))
