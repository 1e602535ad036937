"""ML901."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lint.diagnostic import Finding
from migration_lint.facts import Facts, UnparsableFact
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid


class Unparsable(Rule):
    """A file that could not be parsed, so that nothing is known of what it needs.

    What it does:
        Reports a file, a notebook cell or a document that the parser of its format rejects.

        So it does where data flow had to end before it was through: what a project has of its
        flag, or of a controller, may get to so much of it that to follow it takes too long. The
        file told is the one that took the most; what was seen up to there is reported.

        Every file that names something of the migration is parsed, and so is every file that is
        asked for by its path. Of other Python the smallest files are, 128 kB in all, and what its
        bytes show to be damaged: null bytes, a merge conflict, not in its encoding, the `print`
        of Python 2. To have all of it parsed, ask for it with `--select ML901`, once a day perhaps.

    Why it matters here:
        A file that cannot be read cannot be cleared: whatever it needs of the legacy engine stays
        unseen, and the count of findings is too low by an unknown number.

    Example:
        ```python
        from af_engine_legacy import (RDMissionController
        ```

    Use instead:
        Mend the file. If it is no part of the product, leave it out with `exclude`. If it is
        written for a newer Python, run the linter with that Python.

    Fix safety:
        There is no automatic fix.
    """

    code = "ML901"
    name = "unparsable"
    valid = (Valid("a file that parses", {"example.py": "x = 1\n"}),)
    invalid = (
        Invalid(
            "a parenthesis that is never closed",
            {"example.py": "from af_engine_legacy import (RDMissionController\n"},
            at=("example.py:1:30",),
            message="cannot be parsed: '(' was never closed; "
            "mend it, or leave it out with `exclude`",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield what the front ends could not parse."""
        for fact in facts.of(UnparsableFact):
            message = (
                f"cannot be {fact.undone}: {fact.problem}; mend it, or leave it out with `exclude`"
            )
            yield Finding(fact.span, message, symbol=facts.path)
