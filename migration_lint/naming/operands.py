"""Find operands of facts that name the legacy module in a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migration_lint.diagnostic import Span
from migration_lint.flow.domain.values import Values, strings
from migration_lint.flow.recording.facts import Operand
from migration_lint.naming.legacy_names import LegacyNames

Place = tuple[Span, str, str]  # with the scope, and the module or file that is named


def named_module(values: Values, names: LegacyNames) -> str | None:
    """The legacy module whose name an expression may be."""
    return next(filter(None, map(names.module, strings(values))), None)


def naming_operands(
    operands: Sequence[Operand], names: LegacyNames, *, with_keywords: bool = False
) -> Iterator[tuple[Span, str]]:
    """Arguments, members of lists and keys of dicts that name the module or something in it.

    What they name stands for the module: one patch in the place of another is another finding.
    """
    for operand in operands:
        named = min(filter(names.object, strings(operand.values)), default=None)
        if named is not None:
            yield operand.span, named.strip()
        elif with_keywords and operand.keyword and names.module(operand.keyword):
            yield operand.span, operand.keyword
        yield from naming_operands(operand.items, names)
        keys = tuple(key for key, _ in operand.entries if key is not None)
        yield from naming_operands(keys, names)
