"""ML103."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from migration_lint.diagnostic import Finding, Span
from migration_lint.facts import Facts
from migration_lint.flow.facts import (
    AnnotationFact,
    AttributeFact,
    BranchFact,
    CallFact,
    CompareFact,
    DictFact,
    ImportFact,
    NameFact,
    Operand,
    StringFact,
    SubscriptFact,
    literal,
)
from migration_lint.flow.values import Container, Module, Values, strings, symbols
from migration_lint.naming.functions import LOADS_MODULE
from migration_lint.naming.legacy_names import LegacyNames, names_of_entry
from migration_lint.project import Settings
from migration_lint.rules.base import Context, Invalid, Rule, Valid

_MODULES = "sys.modules"
# Functions that take the dotted name of something to replace, look up or describe.
_BY_NAME = re.compile(
    r"(?:.*\.)?(?:patch(?:\.object|\.dict|\.multiple)?|setattr|delattr|setitem|delitem|patch_object"
    r"|replace|stub|spy|seal|create_autospec|TypeVar|ForwardRef|NewType|cast|get_type_hints|swap_attr"
    r"|when|expect|flexmock|EntryPoint|entry_points|add_command|setup|set_options|LazyImport"
    r"|add_job|send_task|dictConfig|Celery|Extension|enqueue(?:_\w+)?|Coverage)"
)
# Of these the words above are other things: methods of texts, attributes by their own name.
_NOT_BY_NAME = re.compile(r"(?:str|bytes|os|shutil|string|re)\..*|builtins\.\w+|.*__setattr__")
# Keys of configuration in dicts whose value is the dotted name of something to load.
_BY_KEY = frozenset({
    "class", "()", "factory", "handler", "callable", "target", "func", "function", "task", "module",
    "entrypoint", "entry_point", "app", "wsgi", "backend",
})  # fmt: skip
_SAYS = re.compile(
    r"builtins\.\w+|logging\..*|warnings\..*|str\..*|click\..*|argparse\..*|re\..*|\?.*"
)
_NAMESPACES = frozenset({"builtins.globals()", "builtins.locals()", "builtins.vars()"})
# Names that hold the name of a module, in import hooks above all.
_NAME_OF_MODULE = frozenset({
    "__module__", "__name__", "fullname", "modname", "mod_name", "module_name", "modulename",
})  # fmt: skip
# Functions that are asked for a module, or for something in one, by its name.
_HOOK = re.compile(
    r"\w*import\w*|find_(?:spec|module|class|loader)|(?:load|create)_module", re.IGNORECASE
)
_ASKED = frozenset({"name", "module"})
_PREFIXES = frozenset({"startswith", "endswith", "__eq__"})
_PACKAGING = frozenset({"py_modules", "packages", "entry_points", "scripts", "ext_modules"})
_PACKAGES = re.compile(r"(?:setuptools|distutils|numpy\.distutils|skbuild|cx_Freeze)\..*setup")
_WARNING_FILTERS = re.compile(r"warnings\.filterwarnings|pytest\.mark\.filterwarnings")
_LISTS = frozenset({
    "__all__", "py_modules", "pytest_plugins", "collect_ignore", "INSTALLED_APPS", "hiddenimports",
    "autodoc_mock_imports", "extensions", "MIDDLEWARE", "AUTHENTICATION_BACKENDS", "imports",
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
                '@patch("af_engine_legacy.datetime")\ndef test_a(monkeypatch):\n'
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

    def check(self, facts: Facts, context: Context) -> Iterator[Finding]:
        """Yield each place once."""
        settings = context.project.settings
        names = LegacyNames(settings)
        if names.owns(facts.path):
            return  # it goes together with what it names
        instead = settings.entry.partition(":")[0] if settings.entry else settings.candidate
        renamed = _renamable(facts, settings) if context.origin == "file" else set()
        seen = set()
        for span, scope, symbol in _places(facts, context, names):
            if span not in seen:
                seen.add(span)
                message = f"`{symbol}` is used here and is gone in phase 4; use `{instead}`"
                fixable = span in renamed and not context.is_bridge
                yield Finding(span, message, symbol, scope, fixable=fixable)


def _renamable(facts: Facts, settings: Settings) -> set[Span]:
    """Where a text is the controller's whole name: the entry's can stand there."""
    known = names_of_entry(settings, modules=False)
    calls = (call for call in facts.of(CallFact) if any(map(_BY_NAME.fullmatch, call.names())))
    return {one.span for call in calls for one in call.arguments if literal(one) in known}


Place = tuple[Span, str, str]


def _places(facts: Facts, context: Context, names: LegacyNames) -> Iterator[Place]:
    if context.origin == "doctest":
        for imported in facts.of(ImportFact):
            symbol = names.module(imported.target) or names.module(imported.module)
            if symbol:
                yield imported.span, imported.scope, symbol
    yield from _module_uses(facts, names)
    yield from _annotations(facts, names)
    yield from _modules_table(facts, names)
    for call in facts.of(CallFact):
        for span, symbol in _in_call(call, names):
            yield span, call.scope, symbol
    for display in facts.of(DictFact):
        for span, symbol in _configured(display, names):
            yield span, display.scope, symbol
    for text in facts.of(StringFact):
        symbol = names.object(text.text) or names.file(text.text)
        if symbol and text.target in _LISTS:
            yield text.span, text.scope, symbol


def _annotations(facts: Facts, names: LegacyNames) -> Iterator[Place]:
    """Types that are written as a text or as a comment."""
    for annotation in facts.of(AnnotationFact):
        symbol = names.object(annotation.text) or (
            _legacy_symbol(annotation.values, names) if "." in annotation.text else None
        )
        if symbol:
            yield annotation.span, annotation.scope, symbol


def _module_uses(facts: Facts, names: LegacyNames) -> Iterator[Place]:
    """The module itself, by whatever name it goes here."""
    bases: set[tuple[int, int]] = set()
    for attribute in facts.of(AttributeFact):
        symbol = _legacy_module(attribute.base, names)
        if symbol and attribute.how == "dotted":
            bases.add((attribute.whole.line, attribute.whole.column))
            yield attribute.whole, attribute.scope, symbol
    asked = {compare.left.span for compare in facts.of(CompareFact)}
    asked |= {branch.span for branch in facts.of(BranchFact)}
    for used in facts.of(NameFact):
        symbol = _legacy_module(used.values, names)
        is_base = (used.span.line, used.span.column) in bases
        if symbol and not is_base and used.span not in asked:  # `if legacy is None:` uses nothing
            yield used.span, used.scope, symbol


def _legacy_module(values: Values, names: LegacyNames) -> str | None:
    return next(
        filter(None, (names.module(value.name) for value in values if isinstance(value, Module))),
        None,
    )


def _legacy_symbol(values: Values, names: LegacyNames) -> str | None:
    held = [*symbols(values), *(getattr(value, "name", "") for value in values)]
    return next(filter(None, map(names.module, held)), None)


def _modules_table(facts: Facts, names: LegacyNames) -> Iterator[Place]:
    """Keys of `sys.modules`, in subscripts and membership tests."""
    for subscript in facts.of(SubscriptFact):
        if not {_MODULES, *_NAMESPACES}.isdisjoint(symbols(subscript.base)):
            symbol = _named(subscript.key.values, names)
            if symbol:
                yield subscript.key.span, subscript.scope, symbol
    for compare in facts.of(CompareFact):
        for text, other in ((compare.left, compare.right), (compare.right, compare.left)):
            if _is_module_name(other, compare.scope):
                for operand in (text, *text.items):
                    symbol = _named(operand.values, names)
                    if symbol:
                        yield operand.span, compare.scope, symbol


def _is_module_name(operand: Operand, scope: str) -> bool:
    """The table itself, a key of it, an object's `__module__`, or what an import hook is asked."""
    table = any(name.startswith(_MODULES) for name in symbols(operand.values))
    if table or operand.name in _NAME_OF_MODULE:
        return True
    is_hook = scope == "__getattr__" or _HOOK.fullmatch(scope.rpartition(".")[2])
    return operand.name in _ASKED and bool(is_hook)


def _named(values: Values, names: LegacyNames) -> str | None:
    return next(filter(None, map(names.module, strings(values))), None)


def _in_call(call: CallFact, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    callees = call.names()
    table = any(name.startswith(f"{_MODULES}.") for name in callees)
    table = table or any(_is_table(argument) for argument in call.arguments[:2])
    table = table or (call.called in _PREFIXES and call.receiver in _NAME_OF_MODULE)
    by_name = [name for name in callees if not _NOT_BY_NAME.fullmatch(name)]
    if table or any(map(_BY_NAME.fullmatch, by_name)):
        yield from _operands(call.arguments, names, with_keywords=table)
    elif callees and not any(_SAYS.match(name) or LOADS_MODULE.fullmatch(name) for name in callees):
        yield from _colons(call, names)
    if any(map(_PACKAGES.fullmatch, callees)):
        for argument in call.arguments:
            if argument.keyword in _PACKAGING:
                yield from _packaging(argument, names)
    if any(map(_WARNING_FILTERS.match, callees)):
        for argument in call.arguments:
            for text in strings(argument.values):
                symbol = names.pattern(
                    text if argument.keyword == "module" else text.split(":")[-1]
                )
                if symbol and (argument.keyword == "module" or ":" in text):
                    yield argument.span, symbol


def _colons(call: CallFact, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """`MODULE:OBJECT` means nothing else, whoever is given it: `uvicorn.run`, `add_job`."""
    for argument in call.arguments:
        for text in strings(argument.values):
            symbol = names.object(text) if ":" in text else None
            if symbol:
                yield argument.span, symbol


def _configured(display: DictFact, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """`{"class": "MODULE.NAME"}`, as configuration kept in Python has it."""
    for key, value in display.entries:
        if key is not None and not _BY_KEY.isdisjoint(strings(key.values)):
            symbol = next(filter(None, map(names.object, strings(value.values))), None)
            if symbol:
                yield value.span, symbol


def _is_table(argument: Operand) -> bool:
    return _MODULES in symbols(argument.values) or _MODULES in strings(argument.values)


def _operands(
    operands: tuple[Operand, ...], names: LegacyNames, *, with_keywords: bool
) -> Iterator[tuple[Span, str]]:
    """Arguments, members of lists and keys of dicts that name the module or something in it."""
    for operand in operands:
        symbol = next(filter(None, map(names.object, strings(operand.values))), None)
        if symbol:
            yield operand.span, symbol
        elif with_keywords and operand.keyword and names.module(operand.keyword):
            yield operand.span, operand.keyword
        yield from _operands(operand.items, names, with_keywords=False)
        keys = tuple(key for key, _ in operand.entries if key is not None)
        yield from _operands(keys, names, with_keywords=False)


def _packaging(operand: Operand, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """Module names, and entry points as `name = module:object`."""
    for text in strings(operand.values):
        for line in text.splitlines():
            symbol = _packaged(names)(line)
            if symbol:
                yield operand.span, symbol
    for item in operand.items:
        yield from _packaging(item, names)
    for _, value in operand.entries:
        yield from _packaging(value, names)
    if not operand.items and not operand.entries:  # put together elsewhere, or by `+`
        held = (value for value in operand.values if isinstance(value, Container))
        texts = [text for one in held for text in strings(one.every())]
        symbol = next(filter(None, map(_packaged(names), texts)), None)
        if symbol:
            yield operand.span, symbol


def _packaged(names: LegacyNames) -> Callable[[str], str | None]:
    return lambda text: names.object(text.rpartition("=")[2]) or names.file(text)
