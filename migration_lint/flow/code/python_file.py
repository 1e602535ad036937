"""One Python file: its bytes, its tree, and places in it as spans."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias, TypeVar

from migration_lint.diagnostic import Span
from migration_lint.files.salvage import is_too_deep, salvage
from migration_lint.files.source_lines import decode
from migration_lint.flow.code.definitions import FunctionNode
from migration_lint.flow.code.parameter_lists import every
from migration_lint.regex import regex

T = TypeVar("T", bound=ast.AST)

# A tree, and the first and last lines of what is nested too deep to be in it.
Parsed: TypeAlias = tuple[ast.Module, tuple[tuple[int, int], ...]]
Spanned: TypeAlias = ast.expr | ast.stmt | ast.alias | ast.arg | ast.keyword | ast.pattern
_FROM_MODULE = regex(r"\s*(?:from\b)?[\s\\.]*(?!from\b)([^\W\d][\w.]*)")
_ANY_TYPE_COMMENT = regex(rb"#\s*type:")
_TYPE_COMMENT = regex(r"#\s*type:\s*([^#]+)")
_SELF = regex(rb"\b(?:\w+\.)?Self\b")
_OTHER = regex(rb"\s+from\b|\w")  # behind the letters of `yield` where nothing is sent into it
_BEFORE_VALUE = (b"=", b"(", b"[", b",")
_LINE_END = regex(rb"\r\n|\r|\n")


def _bound_by(node: ast.AST) -> tuple[str, ...]:
    """The names that a node binds itself."""
    match node:
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return tuple(one.asname or one.name.partition(".")[0] for one in names)
        case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
            return (name,)
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return (name,)
    return ()


class PythonFile:
    """A file of the project that parses.

    Attributes:
        path: Relative to the root, with `/`.
        module: Its absolute dotted module name.
        is_package: Whether it is an `__init__`.
        unread: The first and last lines of statements that are nested too deep to be read.
    """

    def __init__(
        self, path: str, data: bytes, module: str, parsed: Parsed, *, is_package: bool
    ) -> None:
        self.path = path
        self.data = data
        self.module = module
        self.is_package = is_package
        self.tree, self.unread = parsed
        self._quoted: dict[int, tuple[ast.Constant, ast.expr | None]] = {}

    @property
    def package(self) -> str:
        """The package that relative imports start from."""
        return self.module if self.is_package else self.module.rpartition(".")[0]

    @cached_property
    def _lines(self) -> list[bytes]:
        # The tree counts bytes of UTF-8, whatever the file is written in.
        data = decode(self.data).encode("utf-8", "surrogatepass")
        return _LINE_END.split(data) if b"\r" in data else data.split(b"\n")

    @cached_property
    def _is_ascii(self) -> bool:
        return decode(self.data).isascii()

    def binds(self, name: str) -> bool:
        """Whether the file binds a name anywhere, in whatever scope."""
        return any(name == bound for node in ast.walk(self.tree) for bound in _bound_by(node))

    def column(self, line: int, offset: int) -> int:
        """The 1-based column in characters of a byte offset of the tree."""
        if self._is_ascii:
            return offset + 1
        lines = self._lines
        if line > len(lines):
            return offset + 1
        return len(lines[line - 1][:offset].decode("utf-8", "replace")) + 1

    def span(self, node: Spanned) -> Span:
        """Where a node stands."""
        end_line, end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        return Span(
            node.lineno,
            self.column(node.lineno, node.col_offset),
            end_line,
            self.column(end_line, end),
        )

    def attribute_span(self, node: ast.Attribute) -> Span:
        """Where the attribute's name stands: the end of the node."""
        line, end = node.end_lineno or node.lineno, node.end_col_offset or 0
        column = self.column(line, end)
        return Span(line, column - len(node.attr), line, column)

    def alias_span(self, node: ast.alias) -> Span:
        """Where the name that is imported stands."""
        column = self.column(node.lineno, node.col_offset)
        return Span(node.lineno, column, node.lineno, column + len(node.name))

    def module_span(self, node: ast.ImportFrom) -> Span | None:
        """Where the module's name stands in a `from` import; None for `from . import x`."""
        line = node.lineno - 1
        found = None
        while line < (node.end_lineno or node.lineno) and not found:
            text = self._lines[line].decode("utf-8", "replace")
            start = self.column(node.lineno, node.col_offset) - 1 if line == node.lineno - 1 else 0
            found = _FROM_MODULE.match(text, start) if node.module else None
            line += 1
        return Span(line, found.start(1) + 1, line, found.end(1) + 1) if found else None

    @cached_property
    def types_by_line(self) -> dict[int, ast.expr]:
        """What the type comment at the end of a line says, by line."""
        return self._comments_read_by(lambda text: ast.parse(text, mode="eval").body)

    def quoted(self, node: ast.Constant) -> ast.expr | None:
        """What a text says as an expression that stands where the text does; None: it is none."""
        known = self._quoted.get(id(node))
        if known is None or known[0] is not node:
            try:
                inner = ast.parse(str(node.value).strip(), mode="eval").body
            except (SyntaxError, ValueError, RecursionError):
                inner = None
            if inner is not None:
                _place(inner, (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset))
            known = self._quoted[id(node)] = (node, inner)
        return known[1]

    def _place_comment(self, tree: ast.AST, line: int, text: str, column: int) -> None:
        before = self._lines[line - 1].decode("utf-8", "replace")[: column - 1]
        start = len(before.encode("utf-8", "surrogatepass"))
        _place(tree, (line, start, line, start + len(text.rstrip().encode())))

    @cached_property
    def selves(self) -> frozenset[str]:
        """The names of the file that may be `typing.Self`."""
        if b"Self" not in self.data:  # that is told in a fraction of the time
            return frozenset()
        return frozenset(name.decode() for name in _SELF.findall(self.data))

    @cached_property
    def has_receivers(self) -> bool:
        """Whether a generator in the file may use what is sent into it."""
        return any(
            before.rstrip().endswith(_BEFORE_VALUE) and not _OTHER.match(after)
            for before, after in pairwise(self.data.split(b"yield"))
        )

    @cached_property
    def sets_by_call(self) -> bool:
        """Whether the file may set attributes by `setattr`, or by `__setattr__`."""
        return b"setattr" in self.data

    @cached_property
    def has_yields(self) -> bool:
        """Whether a function in the file may be a generator."""
        return b"yield" in self.data

    @cached_property
    def _has_type_comments(self) -> bool:
        return _ANY_TYPE_COMMENT.search(self.data) is not None

    @cached_property
    def _signatures_by_line(self) -> dict[int, ast.FunctionType]:
        return self._comments_read_by(lambda text: ast.parse(text, mode="func_type"))

    def _comments_read_by(self, read: Callable[[str], T]) -> dict[int, T]:
        """What `read` makes of the type comments, by line; those that it cannot read left out."""
        found: dict[int, T] = {}
        if self._has_type_comments:
            for line, text, column in self.type_comments():
                try:
                    found[line] = read(text.strip())
                except (SyntaxError, ValueError, RecursionError):
                    continue
                self._place_comment(found[line], line, text, column)
        return found

    def signature_comment(self, node: FunctionNode) -> ast.FunctionType | None:
        """The type comment of a whole signature: `# type: (int, str) -> bool`."""
        if not self._signatures_by_line or isinstance(node, ast.Lambda):
            return None
        lines = range(node.lineno, max(node.body[0].lineno, node.lineno + 1))
        return next((c for line in lines if (c := self._signatures_by_line.get(line))), None)

    def annotation(self, node: FunctionNode, parameter: ast.arg) -> ast.expr | None:
        """The annotation of a parameter of a function, be it in a comment."""
        is_quiet = not self._has_type_comments or isinstance(node, ast.Lambda)
        if parameter.annotation is not None or is_quiet:
            return parameter.annotation
        comment = self.signature_comment(node)
        if comment is not None:
            everyone = every(node.args)
            if len(comment.argtypes) == len(everyone) - 1:
                everyone = everyone[1:]  # `self` need not be there
            if len(comment.argtypes) == len(everyone) and parameter in everyone:
                return comment.argtypes[everyone.index(parameter)]
        return self.types_by_line.get(parameter.end_lineno or 0)

    def type_comments(self) -> Iterator[tuple[int, str, int]]:
        """Each type comment: its line, the text of the type, and its 1-based column."""
        if not self._has_type_comments:
            return
        for number, line in enumerate(self._lines, 1):
            found = (
                _TYPE_COMMENT.search(line.decode("utf-8", "replace")) if b"type:" in line else None
            )
            if found and not found[1].startswith("ignore"):
                yield number, found[1], found.start(1) + 1


def _place(tree: ast.AST, at: tuple[int, int, int | None, int | None]) -> None:
    """Let what was parsed by itself stand in its file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.expr):
            node.lineno, node.col_offset, node.end_lineno, node.end_col_offset = at


def parse(data: bytes) -> Parsed:
    """The tree of a file, and the lines of statements that are nested too deep to be in it.

    Raises:
        SyntaxError: It is not Python.
        ValueError: It has null bytes.
        RecursionError: It is nested too deep to be read, all of it.
        MemoryError: As above: the parser's own stack ran over.
    """
    try:
        return ast.parse(data), ()
    except (SyntaxError, RecursionError, MemoryError) as problem:
        saved = salvage(data) if is_too_deep(problem) else None
        if saved is None:
            raise
        return saved.tree, saved.unread
