"""ML103."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from migration_lint.diagnostic import Finding, Span
from migration_lint.facts import Facts
from migration_lint.flow.domain.values import Module, Values, strings, symbols
from migration_lint.flow.recording.facts import (
    AnnotationFact,
    AttributeFact,
    BranchFact,
    CallFact,
    CompareFact,
    ImportFact,
    NameFact,
    Operand,
    literal,
)
from migration_lint.naming.configured import configured_places, targets_with_colon
from migration_lint.naming.functions import callees
from migration_lint.naming.legacy_names import LegacyNames, holds_module, names_of_entry
from migration_lint.naming.module_table import looks_into_table, table_places
from migration_lint.naming.operands import Place, named_module, naming_operands
from migration_lint.project import Settings
from migration_lint.regex import regex
from migration_lint.rules.base import Invalid, Rule, RuleContext, Valid

# Functions that take the dotted name of something to replace, look up or describe.
_BY_NAME = regex(
    r"(?:.*\.)?(?:patch(?:\.object|\.dict|\.multiple)?|setattr|delattr|patch_object"
    r"|replace|spy|seal|create_autospec|TypeVar|ForwardRef|NewType|get_type_hints|swap_attr"
    r"|when|expect|flexmock|EntryPoint|entry_points|add_command|set_options|LazyImport"
    r"|add_job|send_task|signature|dictConfig|Extension|enqueue(?:_\w+)?|Coverage"
    r"|(?:config_)?from_(?:object|pyfile|mapping))"
)
_REPLACES = regex(r"(?:.*\.)?(?:patch(?:\.\w+)?|setattr|delattr|spy)")
# Of these the words above are other things: methods of texts, attributes by their own name.
_NOT_BY_NAME = regex(r"(?:str|bytes|os|shutil|string|re)\..*|builtins\.\w+|.*__setattr__")

# Their keyword arguments that name other things: queues, jobs, the task's own arguments.
_NAMES_OTHERS = frozenset({
    "queue", "routing_key", "exchange", "id", "job_id", "task_id", "jobstore", "executor", "group",
    "description", "reason", "args", "kwargs", "tags",
})  # fmt: skip


class LegacyReference(Rule):
    """A name or a text that stands for the legacy module.

    What it does:
        Reports where the module is used after its import (`af_engine_legacy.STAGES`), and where
        its name in a text means the module: patch targets, keys of `sys.modules`, annotations
        and type comments, `__all__`, `py_modules` and entry points in `setup.py`, doctests. Texts
        that are printed, logged, compared with other texts or used as labels are left alone.

        An error in every phase; in a bridge a note until phase 4.

    Why it matters here:
        Each of these places fails in phase 4, or goes quiet: a patch of a module that nobody uses
        any more tests nothing.

    Example:
        ```python
        @mock.patch("af_engine_legacy.datetime")
        ```

    Use instead:
        Refer to the entry (`af_engine`), or to where the candidate engine keeps the same thing.

    Fix safety:
        The fix puts the entry in the place of the controller's whole name. It is unsafe: a patch
        then holds for whoever takes the controller from the entry.
    """

    code = "ML103"
    name = "legacy-reference"
    spares_legacy = True
    bridge_may = True
    valid = (
        Valid(
            "a parameter of that name",
            {"example.py": "def f(af_engine_legacy):\n    return af_engine_legacy.x\n"},
        ),
        Valid("an attribute of that name", {"example.py": "import s\ns.af_engine_legacy = 1\n"}),
        Valid("a key of a report", {"example.py": 'LINES = {"af_engine_legacy": 3098}\n'}),
        Valid("a label", {"example.py": 'print("af_engine_legacy.py: 3098 lines")\n'}),
        Valid(
            "a patch of another module",
            {"example.py": 'from unittest import mock\nmock.patch("af_engine_legacy_utils.x")\n'},
        ),
        Valid(
            "the name of a logger",
            {"example.py": 'import logging\nlogging.getLogger("af_engine_legacy")\n'},
        ),
        Valid(
            "an imported name",
            {"example.py": "from af_engine_legacy import STAGES\nprint(STAGES)\n"},
        ),
    )
    invalid = (
        Invalid(
            "the module under an alias",
            {"example.py": "import af_engine_legacy as old\nSTAGES = old.STAGES\n"},
            at=("example.py:2:10",),
            message="`af_engine_legacy` is used here and is gone in phase 4; use `af_engine`",
        ),
        Invalid(
            "a patch of the controller",
            {
                "example.py": "from unittest.mock import patch\n\n\n"
                '@patch("af_engine_legacy.RDMissionController")\ndef test_a(controller): ...\n'
            },
            at=("example.py:4:8",),
            message="`af_engine_legacy` is used here and is gone in phase 4; use `af_engine`",
            fixed={
                "example.py": "from unittest.mock import patch\n\n\n"
                '@patch("af_engine.RDMissionController")\ndef test_a(controller): ...\n'
            },
        ),
        Invalid(
            "patch targets",
            {
                "example.py": "from unittest.mock import patch\n\n\n"
                '@patch("af_engine_legacy.json")\ndef test_a(monkeypatch):\n'
                '    monkeypatch.setattr("af_engine_legacy.STAGES", [])\n'
            },
            at=("example.py:4:8", "example.py:6:25"),
            message="`af_engine_legacy` is used here and is gone in phase 4; use `af_engine`",
        ),
        Invalid(
            "the table of modules",
            {
                "example.py": 'import sys\nsys.modules["af_engine_legacy"] = None\n'
                'LOADED = "af_engine_legacy" in sys.modules\n'
                'sys.modules.pop("af_engine_legacy", None)\n'
            },
            at=("example.py:2:13", "example.py:3:10", "example.py:4:17"),
            message="`af_engine_legacy` is used here and is gone in phase 4; use `af_engine`",
        ),
        Invalid(
            "an annotation as text",
            {
                "example.py": "import af_engine_legacy\n\n\n"
                'def run(engine: "af_engine_legacy.RDMissionController"): ...\n'
            },
            at=("example.py:4:17",),
            message="`af_engine_legacy` is used here and is gone in phase 4; use `af_engine`",
        ),
        Invalid(
            "packaging",
            {
                "setup.py": "from setuptools import setup\n"
                'setup(py_modules=["a", "af_engine_legacy"])\n'
            },
            at=("setup.py:2:24",),
            message="`af_engine_legacy` is used here and is gone in phase 4; use `af_engine`",
        ),
        Invalid(
            "a doctest",
            {"guide.rst": "Use it::\n\n    >>> import af_engine_legacy\n"},
            at=("guide.rst:3:16",),
            message="`af_engine_legacy` is used here and is gone in phase 4; use `af_engine`",
        ),
    )

    def check(self, facts: Facts, context: RuleContext) -> Iterator[Finding]:
        """Yield each place once."""
        settings = context.project.settings
        names = context.names
        renamed = _renamable(facts, settings) if context.origin == "file" else set()
        seen = set()
        for span, scope, symbol in _places(facts, context, names):
            if span not in seen:
                seen.add(span)
                gone = names.object(symbol) or names.module(symbol) or symbol
                message = f"`{gone}` is used here and is gone in phase 4; use `{names.instead}`"
                fixable = span in renamed and not context.is_bridge
                yield Finding(span, message, symbol, scope, fixable=fixable)


def _renamable(facts: Facts, settings: Settings) -> set[Span]:
    """Where a text is the controller's whole name: the entry's can stand there."""
    known = names_of_entry(settings, modules=False)
    calls = (call for call in facts.of(CallFact) if any(map(_BY_NAME.fullmatch, call.names)))
    return {one.span for call in calls for one in call.arguments if literal(one) in known}


def _places(facts: Facts, context: RuleContext, names: LegacyNames) -> Iterator[Place]:
    if context.origin == "doctest":
        for imported in facts.of(ImportFact):
            symbol = names.module(imported.target) or names.module(imported.module)
            if symbol:
                yield imported.span, imported.scope, symbol
    yield from _module_uses(facts, names)
    yield from _annotations(facts, names)
    yield from _by_name(facts, names)
    yield from _origins(facts, names)
    yield from table_places(facts, names)
    yield from configured_places(facts, names)


def _annotations(facts: Facts, names: LegacyNames) -> Iterator[Place]:
    """Types that are written as a text or as a comment."""
    for annotation in facts.of(AnnotationFact):
        module = names.object(annotation.text) or (
            _legacy_symbol(annotation.values, names) if "." in annotation.text else None
        )
        if module:
            _, dot, name = annotation.text.rpartition(".")
            yield annotation.span, annotation.scope, f"{module}{dot}{name}" if dot else module


def _module_uses(facts: Facts, names: LegacyNames) -> Iterator[Place]:
    """The module itself, by whatever name it goes here."""
    taken: dict[tuple[int, int], Place] = {}  # of `legacy.inner.name` the whole
    for attribute in facts.of(AttributeFact):
        symbol = _legacy_module(attribute.base, names)
        if symbol and attribute.how == "dotted":
            span, begin = attribute.whole, (attribute.whole.line, attribute.whole.column)
            if begin not in taken or _end(taken[begin][0]) < _end(span):
                taken[begin] = (span, attribute.scope, f"{symbol}.{attribute.attribute}")
        elif symbol and attribute.how == "patch":  # "conductor.legacy.name"
            yield attribute.span, attribute.scope, f"{symbol}.{attribute.attribute}"
    yield from taken.values()
    asked = {compare.left.span for compare in facts.of(CompareFact)}
    asked |= {one.span for one in facts.of(BranchFact) if one.kind != "short circuit"}
    for used in facts.of(NameFact):
        symbol = _legacy_module(used.values, names)
        is_base = (used.span.line, used.span.column) in taken
        uses = used.access != "delete" and used.span not in asked  # nor does `if legacy is None:`
        if symbol and not is_base and uses:
            yield used.span, used.scope, symbol


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column


def _legacy_module(values: Values, names: LegacyNames) -> str | None:
    return next(
        filter(None, (names.module(value.name) for value in values if isinstance(value, Module))),
        None,
    )


def _legacy_symbol(values: Values, names: LegacyNames) -> str | None:
    held = [*symbols(values), *(getattr(value, "name", "") for value in values)]
    return next(filter(None, map(names.module, held)), None)


def _origins(facts: Facts, names: LegacyNames) -> Iterator[Place]:
    """`Class.__module__ = "MODULE"`: where pickles look for it."""
    for attribute in facts.of(AttributeFact):
        if attribute.attribute == "__module__" and attribute.access == "store":
            symbol = named_module(attribute.value, names)
            if symbol:
                yield attribute.span, attribute.scope, symbol


def _by_name(facts: Facts, names: LegacyNames) -> Iterator[Place]:
    """Calls that replace, look up or describe something by its dotted name."""
    for call in facts.of(CallFact):
        called = [name for name in callees(call) if not _NOT_BY_NAME.fullmatch(name)]
        is_by_name = any(map(_BY_NAME.fullmatch, called)) and not _replaces_text(call)
        if is_by_name and any(map(_REPLACES.fullmatch, called)):
            found = _in_replacement(call, names)
        elif is_by_name:
            found = naming_operands(_objects(call.arguments), names)
        elif not looks_into_table(call):
            found = targets_with_colon(call, names)
        else:
            continue
        for span, symbol in found:
            yield span, call.scope, symbol


def _replaces_text(call: CallFact) -> bool:
    """`text.replace(old, new)`, whatever the text is; what replaces a name is seldom a text."""
    return (
        call.called == "replace"
        and len(call.arguments) > 1
        and bool(strings(call.arguments[1].values))
    )


def _in_replacement(call: CallFact, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """What a call names that replaces something by its name."""
    objects = _objects(_replaced(call))
    yield from naming_operands(objects, names)
    for target in objects[:1]:
        for text in filter(names.module, strings(target.values)):
            if text.rpartition(".")[2] in sys.stdlib_module_names:  # `MODULE.json` is no file here
                yield target.span, text


def _objects(arguments: Iterable[Operand]) -> list[Operand]:
    return [one for one in arguments if one.keyword not in _NAMES_OTHERS]


def _replaced(call: CallFact) -> Sequence[Operand]:
    """What a call replaces: a dotted name, or an attribute of an object.

    What it puts there names nothing, unless it is put where the name of a module is kept.
    """
    target = call.argument(0, "target")
    attribute = call.argument(1, "name") or call.argument(1, "attribute")
    named = [one for one in (target, attribute) if one is not None and strings(one.values)][:1]
    texts = (text for one in named for text in strings(one.values))
    is_put = any(holds_module(text.rpartition(".")[2]) for text in texts)
    return call.arguments if is_put else named
