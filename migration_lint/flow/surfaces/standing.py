"""Where a member stands between the engines: which rule of ML201 to ML205 is about it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from migration_lint.diagnostic import Finding
from migration_lint.facts import Facts
from migration_lint.flow.recording.facts import MemberFact
from migration_lint.project import Project


class Standing(Enum):
    """Whose member it is."""

    PRIVATE = "its name begins with an underscore"
    CONTROL_ONLY = "the control has it, the candidate does not"
    CANDIDATE_ONLY = "the candidate has it, the control does not"
    SHARED = "every engine that the controller may be of has it, or none, or that cannot be told"


def standing(fact: MemberFact, project: Project) -> Standing:
    """Where the member of a fact stands."""
    settings = project.settings
    if fact.member.startswith("_") and fact.how != "special":
        return Standing.PRIVATE
    if settings.control in fact.having and settings.candidate in fact.lacking:
        return Standing.CONTROL_ONLY
    if settings.candidate in fact.having and settings.control in fact.lacking:
        return Standing.CANDIDATE_ONLY
    return Standing.SHARED


def one_sided(facts: Facts, project: Project, which: Standing) -> Iterator[Finding]:
    """The findings about members that only the control has, or only the candidate."""
    settings = project.settings
    if which is Standing.CONTROL_ONLY:
        side, engine, other, broken = "control", settings.control, settings.candidate, "rollout"
    else:
        side, engine, other, broken = "candidate", settings.candidate, settings.control, "rollback"
    protocol = {method.name for method in settings.protocol}
    for fact in facts.of(MemberFact):
        if standing(fact, project) is which:
            in_protocol = fact.member in protocol
            remedy = f"give it to {other} too" if in_protocol else f"use what {other} has too"
            yield finding(
                fact,
                f"only the {side} engine, {engine}, has `{fact.member}`: "
                f"this breaks the {broken}; {remedy}",
            )


def finding(fact: MemberFact, message: str) -> Finding:
    """The finding about a member."""
    return Finding(fact.span, message, fact.member, fact.scope, fact.steps)
