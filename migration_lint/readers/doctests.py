"""Documents: `>>>` examples that pytest would run, in docstrings too, and what Sphinx imports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import PythonFact, SettingFact
from migration_lint.readers.files_inside import facts_inside
from migration_lint.regex import regex

_EXAMPLE = regex(
    r"^(?P<indent>[ \t]*)>>>(?:[ ](?P<first>[^\n]*)|(?=\n|\Z))"
    r"(?P<more>(?:\n(?P=indent)\.\.\.(?:[ ][^\n]*)?)*)",
    re.MULTILINE,
)
# What autodoc and mkdocstrings import, and what is included as it is.
_IMPORTED = regex(
    r"^[ \t]*(?:\.\. (?P<name>auto\w+|literalinclude)::|:::)[ \t]+"
    r"(?P<value>[^\s(]+)(?:\([^\n]*)?[ \t]*$",  # a signature may follow
    re.MULTILINE,
)
# What `sphinx-build -b doctest` runs beside the examples, in reStructuredText and in MyST.
_TESTED = regex(
    r"^(?P<indent>[ ]*)\.\. test(?:code|setup|cleanup)::[^\n]*\n"
    r"(?P<body>(?:(?P=indent)[ ]+[^\n]*(?:\n|\Z)|[ \t]*\n)+)"
    r"|^[ ]*(?P<fence>`{3,}|~{3,})\{test(?:code|setup|cleanup)\}[^\n]*\n"
    r"(?P<fenced>.*?)^[ ]*(?P=fence)",
    re.MULTILINE | re.DOTALL,
)
# What a script needs, for `uv run` and its like (PEP 723).
_METADATA = regex(r"^# /// script\n(?P<toml>(?:#(?: [^\n]*)?\n)+?)# ///$", re.MULTILINE)
_OPTION = regex(r"\s*(?::[\w-]+:.*)?")
_SKIP = regex(r"#\s*doctest:.*\+SKIP")


class DoctestReader(Reader):
    """`pytest --doctest-glob` runs text files; ours are those that documentation is written in."""

    names = ("*.rst", "*.md", "*.txt", "*.py", "*.pyi")
    rank = 2

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield the examples of a document as one text, those of a module by docstring."""
        for found in _METADATA.finditer(source.text):
            lines = source[slice(*found.span("toml"))].split_lines()
            yield from facts_inside("metadata.toml", source.join((it[2:] for it in lines), "\n"))
        tree = _tree(source.text) if ">>>" in source.text else None
        if tree is not None:  # a document that is Python from its first line to its last is Python
            yield from _docstring_examples(source, tree)
            return
        yield from _imported(source)
        code = _joined_examples(source)
        if code is not None:
            yield PythonFact(code, "doctest")


def _imported(source: Excerpt) -> Iterator[SettingFact]:
    """The modules that building the documentation imports, and the files that it takes in."""
    for found in _IMPORTED.finditer(source.text):
        value = source[found.start("value") : found.end("value")]
        name = found["name"] or "identifier"
        yield SettingFact(name, value.text, value.span(), (name,), value)


def _joined_examples(text: Excerpt) -> Excerpt | None:
    """The examples in a text, as one program; None where there are none.

    Examples that are skipped, and those that do not parse and so are there to show an error, are
    left out.
    """
    found = [code for code in (*_examples(text), *_tested(text)) if len(code)]
    found.sort(key=lambda code: code.offsets[0])
    examples = [code for code in found if _tree(code.text) is not None]
    return text.join(examples, "\n") if examples else None


def _docstring_examples(source: Excerpt, tree: ast.Module) -> Iterator[PythonFact]:
    """The examples in each docstring of a module; they know the names of the module."""
    literals = [*map(_docstring, ast.walk(tree)), *_named_tests(tree)]
    for literal in literals:
        if literal is None:
            continue
        start = _offset(source, literal.lineno, literal.col_offset)
        end = _offset(source, literal.end_lineno or 0, literal.end_col_offset or 0)
        code = _joined_examples(source[start:end])
        if code is not None:
            yield PythonFact(source.join([source, code], "\n"), "doctest", len(source) + 1)


def _offset(source: Excerpt, line: int, column: int) -> int:
    """The offset of a place as `ast` gives it, in bytes of UTF-8 within the line."""
    start = source.lines.offset(line, 1)
    end = source.lines.offset(line + 1, 1) if line < len(source.lines.starts) else len(source)
    text = source.lines.source[start:end]
    return start + (
        column if text.isascii() else len(text.encode()[:column].decode(errors="replace"))
    )


def _docstring(node: ast.AST) -> ast.Constant | None:
    if not isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        return None
    first = node.body[0] if node.body else None
    value = first.value if isinstance(first, ast.Expr) else None
    return value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None


def _named_tests(tree: ast.Module) -> Iterator[ast.Constant]:
    """The texts in `__test__ = {"name": "examples"}`, which run as well."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__test__")], value=ast.Dict(values=texts)):
                for text in texts:
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        yield text


def _examples(text: Excerpt) -> Iterator[Excerpt]:
    for example in _EXAMPLE.finditer(text.text):
        if example["first"] is None or _SKIP.search(example[0]):
            continue
        lines = [text[example.start("first") : example.end("first")]]
        more = text[example.start("more") + 1 : example.end("more")]
        lines += [line[len(example["indent"]) + 4 :] for line in more.split_lines()]
        yield text.join(lines, "\n")


def _tested(text: Excerpt) -> Iterator[Excerpt]:
    """The code in blocks for Sphinx, without their options and indentation."""
    for block in _TESTED.finditer(text.text):
        lines = list(text[slice(*block.span("body" if block["body"] else "fenced"))].split_lines())
        while lines and _OPTION.fullmatch(lines[0].text):
            del lines[0]
        depths = [len(line) - len(line.text.lstrip()) for line in lines if line.text.strip()]
        if depths:
            yield text.join((line[min(depths) :] for line in lines), "\n")


def _tree(code: str) -> ast.Module | None:
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
