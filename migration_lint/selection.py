"""Which rules apply to which files, in which phase."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from migration_lint.errors import UserError
from migration_lint.files.globs import matcher
from migration_lint.named_tuple import NamedTuple
from migration_lint.project import Project
from migration_lint.rules import all_rules

if TYPE_CHECKING:
    from migration_lint.files.globs import Matcher


class Selection(NamedTuple):
    """The phase, and the codes that are checked.

    Attributes:
        phase: The phase whose severities hold.
        select: Codes or prefixes of codes to check; empty for all.
        ignore: Codes or prefixes not to check; the longer of two matches wins.
        per_file_ignores: Codes or prefixes not to check, by glob.
    """

    phase: int
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] | None = None

    def wants(self, code: str, path: str) -> bool:
        """Whether a rule is checked in a file."""
        selected = _longest(self.select, code) if self.select else 0
        if selected is None or (_longest(self.ignore, code) or -1) >= max(selected, 1):
            return False
        return not any(
            _longest(codes, code) is not None and _matcher(glob)(path)
            for glob, codes in (self.per_file_ignores or {}).items()
        )

    def names(self, code: str) -> bool:
        """Whether a rule is asked for by its own code."""
        return code in self.select


@cache
def _matcher(glob: str) -> Matcher:
    return matcher([glob])


def _longest(prefixes: Iterable[str], code: str) -> int | None:
    """The length of the longest prefix of `code` among `prefixes`; None without any."""
    return max((len(p) for p in prefixes if code.startswith(p)), default=None)


def selection_of(
    project: Project,
    phase: int | None = None,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
) -> Selection:
    """The project's selection; what is given here goes before what is configured."""
    lint = project.settings.lint
    return Selection(
        phase or project.settings.phase,
        select or lint.select,
        ignore or lint.ignore,
        lint.per_file_ignores,
    )


def codes_in(lists: Sequence[str] | None) -> tuple[str, ...]:
    """The codes in lists such as `ML101,ML2`.

    Raises:
        UserError: A member is no code and no prefix of one.
    """
    given = [code for text in lists or () for code in text.split(",")]
    named = tuple(code.strip().upper() for code in given if code.strip())
    for code in named:
        if not any(known.startswith(code) for known in all_rules()):
            known = ", ".join(all_rules())
            raise UserError(f"{code} is no code and no prefix of one; the codes are {known}")
    return named
