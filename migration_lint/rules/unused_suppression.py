"""ML902."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lint.diagnostic import Finding
from migration_lint.facts import Facts, SuppressionFact
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid


class UnusedSuppression(Rule):
    """A comment that lets diagnostics pass, and does nothing.

    What it does:
        Reports suppression comments that no diagnostic needs any more, that name codes which do
        not exist, that cannot be understood, or, with `require-reason`, that give no reason.

    Why it matters here:
        A comment that outlives its diagnostic hides the next one on that line. Progress towards
        the removal of the legacy engine is only real where the exceptions go with the findings.

    Example:
        ```python
        import json  # migration-lint: ignore[ML101] until the dashboard is ported
        ```

    Use instead:
        Delete the comment, or name the code it is for: `# migration-lint: ignore[ML101] reason`.

    Fix safety:
        The fix deletes comments, and codes in them, that let nothing pass. It is safe. Comments
        that open a block, in docstrings, and in files that are not Python, are left to you.
    """

    code = "ML902"
    name = "unused-suppression"
    valid = (
        Valid("a comment that says nothing to the linter", {"example.py": "x = 1  # ML101\n"}),
    )
    invalid = (
        Invalid(
            "nothing to let pass",
            {"example.py": "import json  # migration-lint: ignore[ML101] soon\n"},
            at=("example.py:1:16",),
            message="the suppression of ML101 lets nothing pass; delete it",
            fixed={"example.py": "import json\n"},
        ),
        Invalid(
            "one of two codes, beside what other tools read",
            {
                "example.py": "import af_engine_legacy as a  # b  "
                "# migration-lint: ignore[ML101, ML305]\n"
                "# migration-lint: ignore-next-line  # noqa\nimport json\n"
            },
            at=("example.py:1:38", "example.py:2:3"),
            message="the suppression of ML305 lets nothing pass; delete it",
            fixed={
                "example.py": "import af_engine_legacy as a  # b  "
                "# migration-lint: ignore[ML101]\n"
                "# noqa\nimport json\n"
            },
        ),
        Invalid(
            "in an example of a docstring",
            {"example.py": 'def f():\n    """>>> 1  # migration-lint: ignore[ML103]"""\n'},
            at=("example.py:2:17",),
            message="the suppression of ML103 lets nothing pass; delete it",
        ),
        Invalid(
            "a word that means nothing",
            {"example.py": "import json  # migration-lint: disable\n"},
            at=("example.py:1:16",),
            message="the suppression says `disable`; it can say `ignore`, `ignore-begin`, "
            "`ignore-end`, `ignore-file`, `ignore-next-line`; mend it",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield the suppressions that something is wrong with."""
        for fact in facts.of(SuppressionFact):
            fixable = fact.deletable and facts.path.endswith((".py", ".pyi"))
            message = f"the suppression {fact.problem}"
            yield Finding(fact.span, message, symbol=fact.codes, fixable=fixable)
