"""Python inside other files and docstrings: analysed as a file of its own, then put back there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from migration_lint.anchoring.inside_texts import inside_text
from migration_lint.diagnostic import Finding
from migration_lint.facts import Facts
from migration_lint.files.source import SourceFile, in_memory
from migration_lint.files.source_lines import split_lines
from migration_lint.named_tuple import NamedTuple
from migration_lint.readers.facts import PythonFact


class EmbeddedFacts(NamedTuple):
    """What the code of a `PythonFact` does; places in it are those of its own text."""

    python: PythonFact
    facts: Facts

    def lift(self, finding: Finding) -> Finding | None:
        """The finding at its place in the file; None where it is about the context only."""
        code = self.python.code
        context_lines = code.text.count("\n", 0, self.python.context)
        if finding.span.line <= context_lines:
            return None
        may_be_mended = finding.fixable and self.python.origin == "file"
        span = inside_text(split_lines(code.text), finding.span, finding.symbol)
        return finding._replace(span=code.lift(span), fixable=may_be_mended)


def embedded_sources(
    found: Mapping[str, Facts],
) -> tuple[Sequence[SourceFile], Mapping[str, tuple[Facts, PythonFact]]]:
    """The Python that readers found in files, as files beside them.

    Returns:
        The files, and for the path of each the facts of its host and the fact it came from.
    """
    sources: list[SourceFile] = []
    hosts: dict[str, tuple[Facts, PythonFact]] = {}
    for path, facts in found.items():
        for number, python in enumerate(facts.of(PythonFact), 1):
            beside = PurePosixPath(path)
            inner = str(beside.with_name(f"{beside.name}!{number}.py"))
            sources.append(in_memory(inner, python.code.text.encode("utf-8", "replace")))
            hosts[inner] = facts, python
    return sources, hosts
