"""Jupyter notebooks, cell by cell: the code cells are one program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from json import JSONDecodeError

from migration_lint.facts import UnparsableFact
from migration_lint.readers.base import Reader
from migration_lint.readers.command_facts import shell_facts
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import CommandFact, PythonFact, SettingFact
from migration_lint.readers.json_format import not_json, parse_json
from migration_lint.readers.tree import Items, Node, Scalar, Table
from migration_lint.regex import regex

_MAGIC = regex(r"[ \t]*(?:[\w, ]+=\s*)?(?P<mark>%%?|!!?)(?P<rest>[^\n]*)")
_SHELL_CELL = regex(r"\s*%%(?:bash|sh|script\s+(?:ba|z)?sh|!)[^\n]*\n")
_OTHER_CELL = regex(r"\s*%%(?!time|timeit|capture|prun|python3?\b)")
# All of a magic that measures a line, with its options, and of what is behind it the white space.
_MEASURES = (
    r"(?m)^(?P<kept>[ \t]*(?:[\w, ]+=\s*)?%(?:time|timeit|prun|memit|mprun|lprun)\b"
    r"(?:[ \t]+--?[\w-]+(?:[ \t]+\d+)?)*)[ \t](?![ \t]*[!%])"
)
_ENVIRONMENT = regex(r"(?:set_)?env\s+(?P<name>\w+)[= ]\s*(?P<value>.*)")


class NotebookReader(Reader):
    """Names of one cell are known in the cells after it; magics are commands and settings."""

    names = ("*.ipynb",)

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield the Python of all code cells as one text, and what magics run or set."""
        try:
            roots = parse_json(source)
        except JSONDecodeError as problem:
            yield not_json(source, problem)
            return
        code: list[Excerpt] = []
        for number, cell in enumerate(_code_cells(roots), 1):
            if _SHELL_CELL.match(cell.text):
                yield from shell_facts(cell[cell.text.index("\n") + 1 :])
                continue
            if _OTHER_CELL.match(cell.text):
                continue
            yield from _magics(cell)
            python = _without_magics(_measured(cell))
            problem_here = _problem(python.text)
            if problem_here:
                python = _without_magics(cell)
                problem_here = _problem(python.text)
            if problem_here:
                yield UnparsableFact(cell.span(0, 0), f"code cell {number}: {problem_here}")
            else:
                code.append(python)
        if code:
            yield PythonFact(source.join(code, "\n"), "notebook")


def _code_cells(roots: list[Node]) -> Iterator[Excerpt]:
    for root in roots:
        cells = root.get("cells") if isinstance(root, Table) else None
        for cell in cells.members if isinstance(cells, Items) else []:
            if isinstance(cell, Table) and _is_code(cell):
                yield from _source(cell.get("source", "input"))


def _is_code(cell: Table) -> bool:
    kind = cell.get("cell_type")
    return isinstance(kind, Scalar) and kind.text.text == "code"


def _source(node: Node | None) -> Iterator[Excerpt]:
    """A cell's text: one string, or a list of lines."""
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Items) and node.members:
        pieces = [member.text for member in node.members if isinstance(member, Scalar)]
        if pieces:
            yield pieces[0].join(pieces)


def _magics(cell: Excerpt) -> Iterator[object]:
    for line in cell.split_lines():
        magic = _MAGIC.fullmatch(line.text)
        if not magic:
            continue
        rest = line[magic.start("rest") :]
        if magic["mark"].startswith("!"):
            yield from shell_facts(rest)
            continue
        setting = _ENVIRONMENT.fullmatch(rest.text.strip())
        if setting:
            value = rest.strip()[setting.start("value") :]
            span = rest.strip().span(*setting.span("name"))
            yield SettingFact(setting["name"], value.text, span, (), value)
        words = tuple(rest[word.start() : word.end()] for word in re.finditer(r"\S+", rest.text))
        if words:
            yield CommandFact(words)


def _measured(cell: Excerpt) -> Excerpt:
    """`%timeit CODE` becomes `0000000;CODE`: what a line is measured by stands before Python."""
    return cell.replace(_MEASURES, ";").replace(r"%\w+[^;\n]*(?=;)", "0")


def _without_magics(cell: Excerpt) -> Excerpt:
    """Magic lines become comments; their length stays, so that every place does."""
    pattern = r"(?m)^(?=[ \t]*(?:%|!|\?|[\w, ]+=\s*(?:%|!(?!=))))[^\n]"
    return cell.replace(pattern, "#").replace(r"(?m)\?+[ \t]*$", " ")


def _problem(code: str) -> str:
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        return f"is not Python: {getattr(problem, 'msg', problem)}"
    return ""
