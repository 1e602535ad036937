"""`migration-lint rule`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from migration_lint.cli.base import Command
from migration_lint.errors import UserError
from migration_lint.rule_page import as_text
from migration_lint.rules import all_rules


class RuleCommand(Command):
    """Explain a rule: what it does, why it matters, what to use instead, its severity by phase."""

    name = "rule"
    help = "explain a rule, or list them all"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the code."""
        parser.add_argument("code", nargs="?", metavar="CODE", help="a code or a name; all without")

    def run(self, arguments: Namespace) -> int:
        """Print the page of one rule, or one line for each."""
        rules = all_rules()
        if arguments.code is None:
            lines = [f"{rule.code}  {rule.name}" for rule in rules.values()]
            sys.stdout.write("".join(f"{line}\n" for line in lines))
            return 0
        asked = arguments.code.upper()
        by_name = {rule.name.upper(): rule for rule in rules.values()}
        rule = rules.get(asked) or by_name.get(asked)
        if rule is None:
            raise UserError(f"there is no rule {arguments.code}; the codes are {', '.join(rules)}")
        sys.stdout.write(as_text(rule))
        return 0
