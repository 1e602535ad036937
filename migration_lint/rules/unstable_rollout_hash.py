"""ML305."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from migration_lint.diagnostic import Finding, Severity
from migration_lint.facts import Facts
from migration_lint.flow.domain.values import Values, constants
from migration_lint.flow.recording.facts import ArithmeticFact
from migration_lint.regex import regex
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid

_NARROWS = frozenset({"%", "&", "//", ">>"})
_ROLLOUT = regex(
    r"mission|rollout|engine|modular|legacy|canary|percent|cohort|variant|experiment|bucket|flag"
    r"|user|sample",
    re.IGNORECASE,
)


class UnstableRolloutHash(Rule):
    """A rollout decided by `hash()`, which differs from process to process.

    What it does:
        Reports the built-in `hash()` taken modulo a constant, or masked with one, where the
        result is compared or the names around it speak of missions or a rollout, and random
        numbers seeded with it. A slot of a hash table, an index into a sequence and `__hash__`
        itself are left alone.

        A warning in phases 1 and 2, an error from phase 3 on, when missions are assigned.

    Why it matters here:
        Python salts the hash of texts anew in every process (`PYTHONHASHSEED`). A mission that the
        dashboard counts as modular is legacy after a restart of the conductor; the rollout plan
        calls this assignment consistent, and it is not.

    Example:
        ```python
        return hash(mission_id) % 100 < 50
        ```

    Use instead:
        ```python
        digest = hashlib.sha256(mission_id.encode()).digest()
        return int.from_bytes(digest[:8], "big") % 100 < 50
        ```

    Fix safety:
        The fix hashes the text with SHA-256. It is unsafe: missions are assigned anew, once.
    """

    code = "ML305"
    name = "unstable-rollout-hash"
    severities: ClassVar[Mapping[int, Severity]] = MappingProxyType(
        {1: Severity.WARNING, 2: Severity.WARNING, 3: Severity.ERROR, 4: Severity.ERROR}
    )
    valid = (
        Valid(
            "a slot of a table", {"example.py": "def f(k, t):\n    return t[hash(k) % len(t)]\n"}
        ),
        Valid(
            "a table of a fixed size",
            {"example.py": "def put(self, k):\n    self.slots[hash(k) % 16].append(k)\n"},
        ),
        Valid(
            "an own hash function",
            {"example.py": "def hash(text):\n    return len(text)\n\n\nB = hash('a') % 100\n"},
        ),
        Valid(
            "the hash of an object",
            {"example.py": "class A:\n    def __hash__(self):\n        return hash(self.a) % 97\n"},
        ),
        Valid(
            "a stable hash",
            {
                "example.py": "import zlib\n\n\ndef f(m):\n"
                "    return zlib.crc32(m.encode()) % 100 < 50\n"
            },
        ),
    )
    invalid = (
        Invalid(
            "a percentage",
            {"example.py": "def modular(mission_id):\n    return hash(mission_id) % 100 < 50\n"},
            at=("example.py:2:12",),
            message="`hash()` differs from process to process, so engines change "
            "with every restart; use `hashlib`",
            fixed={
                "example.py": "import hashlib\ndef modular(mission_id):\n    return int.from_bytes("
                'hashlib.sha256(str(mission_id).encode()).digest()[:8], "big") % 100 < 50\n'
            },
        ),
        Invalid(
            "by its method, in a file that has no other word of the migration",
            {
                "example.py": "def modular(mission_id):\n"
                "    return mission_id.__hash__() % 100 < 50\n"
            },
            at=("example.py:2:12",),
            message="`hash()` differs from process to process, so engines change "
            "with every restart; use `hashlib`",
        ),
        Invalid(
            "of a variable, and through another function",
            {
                "example.py": "def modular(mission_id):\n    salted = hash(mission_id)\n"
                "    return salted % 100 < 50 or abs(hash(mission_id)) % 100 < 50\n"
            },
            at=("example.py:3:12", "example.py:3:33"),
            message="`hash()` differs from process to process, so engines change "
            "with every restart; use `hashlib`",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield each operation that makes a bucket of a salted hash."""
        for operation in facts.of(ArithmeticFact):
            if not _assigns(operation):
                continue
            message = (
                "`hash()` differs from process to process, so engines change with every "
                "restart; use `hashlib`"
            )
            is_plain = operation.text.startswith("hash(") and operation.operator != "seed"
            yield Finding(operation.left.span, message, "hash", operation.scope, fixable=is_plain)


def _assigns(operation: ArithmeticFact) -> bool:
    """Whether the hash decides about something, and is no place in a table."""
    inner = operation.scope.rpartition(".")[2]
    if operation.use == "subscript" or inner in {"__hash__", "__getitem__", "__setitem__"}:
        return False
    if operation.operator != "seed":
        if operation.operator == "/":  # a share of the largest hash
            return operation.use == "compared"
        if operation.operator not in _NARROWS or not _is_number(operation.right.values):
            return False
        if operation.use == "compared":
            return True
    return _ROLLOUT.search(f"{operation.scope} {operation.text}") is not None


def _is_number(values: Values) -> bool:
    held = constants(values)
    return bool(held) and all(isinstance(value, int) and value >= 1 for value in held)
