"""Scrubbers: named patterns whose matches do not count, replaced before the comparison."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from pytest_engine_rollout.comparison.tree import Node


class Scrubbers:
    """Replaces what the patterns match by the scrubber's name, `<name>`, and counts.

    Attributes:
        patterns: Regular expressions by name.
        touched: How many places each scrubber replaced, by its name; zero for one that found none.
    """

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self.patterns = patterns
        self._compiled = {name: re.compile(pattern) for name, pattern in patterns.items()}
        self.touched: Counter[str] = Counter(dict.fromkeys(patterns, 0))

    def scrub(self, node: Node) -> Node:
        """The snapshot with the matches in all its texts replaced; keys are texts too."""
        if isinstance(node, str):
            return self._scrub_text(node)
        if isinstance(node, list):
            return [self.scrub(member) for member in node]
        if isinstance(node, Mapping):
            return {self._scrub_key(key): self.scrub(member) for key, member in node.items()}
        return node

    def _scrub_key(self, key: str) -> str:
        return key if key.startswith("$") else self._scrub_text(key)

    def _scrub_text(self, text: str) -> str:
        for name, pattern in self._compiled.items():
            text, count = pattern.subn(f"<{name}>", text)
            self.touched[name] += count
        return text
