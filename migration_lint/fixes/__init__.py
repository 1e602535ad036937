"""The fixes, one file each; every fix is a libcst transformation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from types import MappingProxyType

from migration_lint.diagnostic import Diagnostic
from migration_lint.fixes.base import REGISTRY, Fix, FixTarget
from migration_lint.project import Project
from migration_lint.submodules import import_all


@cache
def all_fixes() -> Mapping[str, type[Fix]]:
    """Every fix by the code of the rule that it mends."""
    import_all(__name__, __path__)
    return MappingProxyType(dict(sorted(REGISTRY.items())))


def fix_source(
    data: bytes,
    diagnostics: Collection[Diagnostic],
    project: Project,
    *,
    unsafe: bool,
) -> bytes:
    """A Python file with the fixable diagnostics of one rule mended.

    One rule at a time, because mending moves the places of what is left: lint again after it.

    Args:
        data: The file as it is.
        diagnostics: What the linter says of it; those without a fix are passed over.
        project: The settings.
        unsafe: Whether fixes that may change what the code does are applied too.

    Returns:
        The file as it is to be, in its own encoding and with its own line ends; `data` itself
        where nothing could be mended.
    """
    import libcst as cst  # noqa: PLC0415 - heavy, and only for files with something to mend

    fixable = [diagnostic for diagnostic in diagnostics if diagnostic.fixable]
    for code, fix in all_fixes().items():
        mine = [diagnostic for diagnostic in fixable if diagnostic.code == code]
        if not mine or not (fix.safe or unsafe):
            continue
        try:
            module = cst.parse_module(data)
        except (cst.ParserSyntaxError, SyntaxError, LookupError, ValueError, RecursionError):
            return data  # newer or older syntax than libcst reads: nothing is touched
        mended = fix().apply(FixTarget(module, mine, project))
        if mended is not module and mended.bytes != data:
            return mended.bytes
    return data
