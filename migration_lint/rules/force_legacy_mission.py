"""ML402."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from migration_lint.diagnostic import Finding, Severity, Span
from migration_lint.facts import Facts
from migration_lint.flow.domain.values import Values, constants, strings
from migration_lint.flow.recording.facts import (
    AssignFact,
    AttributeFact,
    CallFact,
    CompareFact,
    DictFact,
    Operand,
    SubscriptFact,
)
from migration_lint.naming.flag import forces_legacy
from migration_lint.naming.functions import SAYS
from migration_lint.readers.facts import SettingFact
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid


class ForceLegacyMission(Rule):
    """A mission that is pinned to the legacy engine.

    What it does:
        Reports the key `force_legacy_engine` (configurable) with a true value in mission files of
        any format, and where Python code writes it: in a dict, by subscript, as a keyword, in JSON
        text that it parses.

        A warning until phase 3, an error in phase 4.

    Why it matters here:
        The key is the plan's rollback for one mission. The mission stays on the legacy engine
        whatever the flag says, and cannot run at all in phase 4.

    Example:
        ```json
        {"mission_id": "problem_mission", "force_legacy_engine": true}
        ```

    Use instead:
        Mend what forced the mission back, then remove the key.

    Fix safety:
        There is no automatic fix: what forced the mission back has to be mended first.
    """

    code = "ML402"
    name = "force-legacy-mission"
    severities: ClassVar[Mapping[int, Severity]] = MappingProxyType(
        {1: Severity.WARNING, 2: Severity.WARNING, 3: Severity.WARNING, 4: Severity.ERROR}
    )
    valid = (
        Valid("a false value", {"m.json": '{"force_legacy_engine": false}\n'}),
        Valid("a false value in a dict", {"example.py": 'm = {"force_legacy_engine": False}\n'}),
        Valid("a read", {"example.py": 'def f(m):\n    return m.get("force_legacy_engine")\n'}),
        Valid(
            "a default of a read",
            {"example.py": 'def f(m):\n    return m.get("force_legacy_engine", False)\n'},
        ),
    )
    invalid = (
        Invalid(
            "mission files",
            {
                "a.json": '{\n  "mission_id": "a",\n  "force_legacy_engine": true\n}\n',
                "b.yaml": "mission_id: b\nforce_legacy_engine: yes\n",
            },
            at=("a.json:3:4", "b.yaml:2:1"),
            message="`force_legacy_engine` pins this record to the control engine (legacy); "
            "remove it once its cause is mended",
        ),
        Invalid(
            "written by code",
            {
                "example.py": 'mission = {"force_legacy_engine": True}\n'
                'mission["force_legacy_engine"] = True\nother = dict(force_legacy_engine=True)\n'
            },
            at=("example.py:1:12", "example.py:2:9", "example.py:3:34"),
            message="`force_legacy_engine` pins this record to the control engine (legacy); "
            "remove it once its cause is mended",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield each place once."""
        settings = context.project.settings
        seen = set()
        for span, scope in _places(facts, settings.force_key):
            if span not in seen:
                seen.add(span)
                message = (
                    f"`{settings.force_key}` pins this record to the control engine "
                    f"({settings.control}); remove it once its cause is mended"
                )
                yield Finding(span, message, settings.force_key, scope)


def _places(facts: Facts, key: str) -> Iterator[tuple[Span, str]]:
    for setting in facts.of(SettingFact):
        if setting.variable == key and forces_legacy(setting.value):
            yield setting.span, ""
    yield from _stores(facts, key)
    expected = _expected(facts)
    for display in facts.of(DictFact):
        for span in _entries(display.entries, key):
            yield from [(span, display.scope)] if span not in expected else ()
    for call in facts.of(CallFact):
        if _is_assertion(call):
            continue
        for span in _in_call(call, key):
            yield span, call.scope


def _is_assertion(call: CallFact) -> bool:
    return call.called.startswith("assert")


def _expected(facts: Facts) -> set[Span]:
    """Keys of dicts that something is compared with, by an operator or by a method of a test."""
    compared = [one for fact in facts.of(CompareFact) for one in (fact.left, fact.right)]
    asserted = [one for call in facts.of(CallFact) if _is_assertion(call) for one in call.arguments]
    keys = (key for one in (*compared, *asserted) for key, _ in one.entries)
    return {key.span for key in keys if key is not None}


def _stores(facts: Facts, key: str) -> Iterator[tuple[Span, str]]:
    for subscript in facts.of(SubscriptFact):
        is_key = key in strings(subscript.key.values)
        if is_key and subscript.access == "store" and _forced(subscript.value):
            yield subscript.key.span, subscript.scope
    for attribute in facts.of(AttributeFact):
        if attribute.attribute == key and attribute.access == "store" and _forced(attribute.value):
            yield attribute.span, attribute.scope
    for assigned in facts.of(AssignFact):
        if assigned.target == key and _forced(assigned.value.values):
            yield assigned.span, assigned.scope


def _in_call(call: CallFact, key: str) -> Iterator[Span]:
    for argument in call.arguments:
        if argument.keyword == key and _forced(argument.values):
            yield argument.span
        yield from _entries(argument.entries, key)
        for pair in argument.items:  # `dict([(key, value)])`
            if len(pair.items) == 2:
                yield from _entries(((pair.items[0], pair.items[1]),), key)
            elif call.called == "fromkeys":
                yield from _entries(((pair, call.arguments[-1]),), key)
        for text in () if any(map(SAYS.fullmatch, call.names)) else strings(argument.values):
            if key in text and (_in_json(text, key) or _in_lines(text, key, call)):
                yield argument.span
    for name, value in zip(call.arguments, call.arguments[1:], strict=False):
        is_default = call.called == "pop"
        if (
            not is_default
            and name.keyword is None
            and key in strings(name.values)
            and _forced(value.values)
        ):
            yield name.span


def _entries(entries: tuple[tuple[Operand | None, Operand], ...], key: str) -> Iterator[Span]:
    for name, value in entries:
        if name is not None and key in strings(name.values) and _forced(value.values):
            yield name.span


def _forced(values: Values) -> bool:
    held = constants(values)
    return bool(held) and all(map(forces_legacy, held))


def _in_json(text: str, key: str) -> bool:
    import json  # noqa: PLC0415 - few texts have the key in them

    try:
        mission = json.loads(text)
    except ValueError:
        return False
    return isinstance(mission, dict) and forces_legacy(mission.get(key))


def _in_lines(text: str, key: str, call: CallFact) -> bool:
    """As YAML, TOML or INI has it, in a text that is parsed or written."""
    if not re.fullmatch(r"(?:safe_)?loads?|read_string|fromstring|write\w*", call.called):
        return False
    found = re.search(rf"^\s*{re.escape(key)}\s*[:=]\s*(\w+)\s*$", text, re.MULTILINE)
    return found is not None and forces_legacy(found[1])
