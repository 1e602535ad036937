"""What fixes have in common: nodes by their place, and imports at the top of a file."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import libcst as cst
from libcst import metadata

from migration_lint.diagnostic import Span


class PlacedTransformer(cst.CSTTransformer):
    """A transformer that knows which nodes diagnostics point at."""

    METADATA_DEPENDENCIES = (metadata.PositionProvider,)

    def __init__(self, spans: Collection[Span]) -> None:
        super().__init__()
        self._starts = {(span.line, span.column) for span in spans}

    def is_target(self, node: cst.CSTNode) -> bool:
        """Whether a diagnostic starts exactly where this node does."""
        start = self.get_metadata(metadata.PositionProvider, node).start
        return (start.line, start.column + 1) in self._starts


class RemovingTransformer(PlacedTransformer):
    """A transformer whose removed statements leave the comments that are not about them.

    A comment is about the statement right below it, with no blank line between.
    """

    def __init__(self, spans: Collection[Span]) -> None:
        super().__init__(spans)
        self._left: dict[cst.BaseStatement, Sequence[cst.EmptyLine]] = {}

    def removed(self, statement: cst.SimpleStatementLine | cst.If) -> cst.BaseStatement:
        """The placeholder of a removed statement until the block around it is left."""
        lines = statement.leading_lines
        blank = [at for at, line in enumerate(lines) if line.comment is None]
        stands = cst.SimpleStatementLine([cst.Pass()])
        kept = lines[: blank[-1] + 1] if blank else ()
        self._left[stands] = kept if any(line.comment is not None for line in kept) else ()
        return stands

    def leave_SimpleStatementLine(
        self,
        original_node: cst.SimpleStatementLine,
        updated_node: cst.SimpleStatementLine,
    ) -> cst.BaseStatement:
        """Remove a line without statements."""
        return updated_node if updated_node.body else self.removed(updated_node)

    def leave_IndentedBlock(
        self,
        original_node: cst.IndentedBlock,
        updated_node: cst.IndentedBlock,
    ) -> cst.BaseSuite:
        """Keep the comments above removed statements; an empty block gets a `pass`."""
        body, rest = self._cleared(updated_node.body)
        if not body and rest:
            body, rest = [cst.SimpleStatementLine([cst.Pass()], leading_lines=rest)], []
        return updated_node.with_changes(body=body, footer=[*rest, *updated_node.footer])

    def leave_Module(self, original_node: cst.Module, updated_node: cst.Module) -> cst.Module:
        """As for a block."""
        body, rest = self._cleared(updated_node.body)
        return updated_node.with_changes(body=body, footer=[*rest, *updated_node.footer])

    def _cleared(
        self, statements: Sequence[cst.BaseStatement]
    ) -> tuple[list[cst.BaseStatement], list[cst.EmptyLine]]:
        """The statements that stay, and the comment lines above removed ones at the end."""
        body: list[cst.BaseStatement] = []
        waiting: list[cst.EmptyLine] = []
        for statement in statements:
            if statement in self._left:
                waiting += self._left[statement]
                continue
            if waiting:
                lines = [*waiting, *getattr(statement, "leading_lines", ())]
                body.append(statement.with_changes(leading_lines=lines))
                waiting = []
            else:
                body.append(statement)
        return body, waiting


def transformed(module: cst.Module, transformer: PlacedTransformer) -> cst.Module:
    """The module as the transformer leaves it."""
    return metadata.MetadataWrapper(module, unsafe_skip_copy=True).visit(transformer)


def dotted(name: str) -> cst.Name | cst.Attribute:
    """A dotted name as an expression."""
    first, *others = name.split(".")
    expression: cst.Name | cst.Attribute = cst.Name(first)
    for other in others:
        expression = cst.Attribute(expression, cst.Name(other))
    return expression


def with_import(module: cst.Module, name: str) -> cst.Module:
    """The module with `import name` among the imports at its top."""
    if any(_imports(statement, name) for statement in module.body):
        return module
    at = _after_docstring_and_future(module.body)
    line = cst.parse_statement(f"import {name}", config=module.config_for_parsing)
    following = module.body[at] if at < len(module.body) else None
    body = list(module.body)
    if isinstance(following, cst.SimpleStatementLine) and at:
        line = line.with_changes(leading_lines=following.leading_lines)
        body[at] = following.with_changes(leading_lines=())
    body.insert(at, line)
    return module.with_changes(body=body)


def _imports(statement: cst.BaseStatement | cst.BaseSmallStatement, name: str) -> bool:
    small = statement.body if isinstance(statement, cst.SimpleStatementLine) else ()
    return any(
        isinstance(one, cst.Import)
        and any(alias.evaluated_name == name and alias.asname is None for alias in one.names)
        for one in small
    )


def _after_docstring_and_future(body: Sequence[cst.CSTNode]) -> int:
    """The position of the first statement after the docstring and `__future__` imports."""
    for position, statement in enumerate(body):
        small = statement.body if isinstance(statement, cst.SimpleStatementLine) else ()
        first = small[0] if small else None
        is_docstring = position == 0 and isinstance(first, cst.Expr)
        is_docstring = is_docstring and isinstance(first.value, cst.SimpleString)  # type: ignore[union-attr]  # narrowed above
        is_future = isinstance(first, cst.ImportFrom) and isinstance(first.module, cst.Name)
        is_future = is_future and first.module.value == "__future__"  # type: ignore[union-attr]  # as above
        if not is_docstring and not is_future:
            return position
    return len(body)


def without_unused_imports(before: cst.Module, after: cst.Module) -> cst.Module:
    """The module after a change, without the imports at its top that the change left unused.

    What nothing used before stays: it may be there for others.
    """
    gone = _used_names(before) - _used_names(after)
    if not gone:
        return after
    body = [_without_names(statement, gone) for statement in after.body]
    return after.with_changes(body=[statement for statement in body if statement is not None])


def _without_names(
    statement: cst.SimpleStatementLine | cst.BaseCompoundStatement, gone: Collection[str]
) -> cst.SimpleStatementLine | cst.BaseCompoundStatement | None:
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
        return statement
    imports = statement.body[0]
    if not isinstance(imports, (cst.Import, cst.ImportFrom)) or isinstance(
        imports.names, cst.ImportStar
    ):
        return statement
    left = [alias for alias in imports.names if _bound_name(alias) not in gone]
    if len(left) == len(imports.names):
        return statement
    if not left:
        return None
    left[-1] = left[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    return statement.with_changes(body=[imports.with_changes(names=left)])


def _bound_name(alias: cst.ImportAlias) -> str:
    return alias.evaluated_alias or alias.evaluated_name.partition(".")[0]


def _used_names(module: cst.Module) -> set[str]:
    """Every name that stands anywhere but in an import, in texts too."""
    collector = _Names()
    module.visit(collector)
    return collector.found


class _Names(cst.CSTVisitor):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def visit_Import(self, node: cst.Import) -> bool:
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        return False

    def visit_Name(self, node: cst.Name) -> None:
        self.found.add(node.value)

    def visit_SimpleString(self, node: cst.SimpleString) -> None:
        self.found.update(re.findall(r"\w+", node.value))
