"""A rule's docstring, taken apart by its headings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping

from migration_lint.regex import regex
from migration_lint.rules.base import Rule

_HEADING = regex(r"^(?P<name>[A-Z][A-Za-z ]+):$", re.MULTILINE)


def summary(rule: type[Rule]) -> str:
    """What a rule reports, in one sentence."""
    return inspect.getdoc(rule).partition("\n")[0] if rule.__doc__ else rule.name  # type: ignore[union-attr]  # there is one


def sections(rule: type[Rule]) -> Mapping[str, str]:
    """The text under each heading of a rule's docstring, its indentation removed."""
    parts = _HEADING.split(inspect.getdoc(rule) or "")
    return {
        heading: inspect.cleandoc(text)
        for heading, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def as_text(rule: type[Rule]) -> str:
    """The user's page of a rule, with its severities."""
    title = f"{rule.code} {rule.name}"
    body = (inspect.getdoc(rule) or "").strip()
    return f"{title}\n{'=' * len(title)}\n\n{body}\n\nSeverity:\n{_severities(rule, '    ')}\n"


def as_markdown(rule: type[Rule]) -> str:
    """The same for tools that render Markdown."""
    parts = [summary(rule)]
    parts += [f"**{heading}**\n\n{text}" for heading, text in sections(rule).items()]
    parts.append(f"**Severity**\n\n{_severities(rule, '- ')}")
    return "\n\n".join(parts)


def _severities(rule: type[Rule], lead: str) -> str:
    return "\n".join(
        f"{lead}phase {phase}: {severity.label}" for phase, severity in rule.severities.items()
    )
