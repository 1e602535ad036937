"""Find where configuration written in Python names the legacy module."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from migration_lint.diagnostic import Span
from migration_lint.facts import Facts
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.tables import is_environment
from migration_lint.flow.domain.values import Module, Values, strings
from migration_lint.flow.recording.facts import (
    AssignFact,
    AttributeFact,
    CallFact,
    DictFact,
    ImportFact,
    Operand,
    StringFact,
    SubscriptFact,
)
from migration_lint.naming.functions import LOADS_MODULE
from migration_lint.naming.legacy_names import LegacyNames, holds_module
from migration_lint.naming.operands import Place
from migration_lint.naming.statements import names_at_top
from migration_lint.regex import regex

# Keys of configuration in dicts whose value is the dotted name of something to load.
_BY_KEY = frozenset({
    "class", "()", "factory", "handler", "callable", "target", "func", "function", "task", "module",
    "entrypoint", "entry_point", "app", "wsgi", "backend", "_target_",
    "engine",
})  # fmt: skip
# Keys under which a list of modules or dotted names stands.
_LIST_KEYS = frozenset({
    "context_processors", "installed_apps", "middleware", "hiddenimports", "py_modules",
    "pytest_plugins", "libraries", "imports",
})  # fmt: skip
_LIST_KEYWORDS = frozenset({
    "hiddenimports", "excludes", "py_modules", "INSTALLED_APPS", "MIDDLEWARE",
})  # fmt: skip
# Settings whose value is one dotted name, or a list of them.
_SETTING = regex(
    r"[AW]SGI_APPLICATION|ROOT_URLCONF|TEST_RUNNER|CELERY_(?:IMPORTS|INCLUDE)|\w+_(?:BACKEND|STORAGE)"
    r"|wsgi_app|worker_class|logger_class"
)
# Settings, in capital letters, of what is loaded; a module's mere name may be a label under them.
_LOADED = regex(
    r"\w+_(?:CLASS(?:ES)?|FACTORY|URLCONF|(?:BACKEND|EXTENSION|FINDER|FUNCTION|HANDLER|HASHER|LOADER"
    r"|MIDDLEWARE|MODULE|PARSER|PIPELINE|PLUGIN|PROCESSOR|RENDERER|ROUTER|STORAGE|VALIDATOR)S?)"
)
# Keyword arguments for what is called or made by its dotted name.
_CALLED = regex(r"(?i)handler|callable|factory|entry_?point|backend|func|function|_target_")
_SETS_VARIABLE = frozenset({"setenv", "setdefault", "putenv", "setitem"})
_REQUIREMENTS = frozenset({
    "install_requires", "tests_require", "setup_requires", "extras_require",
})  # fmt: skip
_PACKAGING = frozenset({
    "py_modules", "packages", "entry_points", "scripts", "ext_modules", "data_files", "options",
    "package_data", "package_dir", "test_suite",
})  # fmt: skip
_PACKAGES = regex(r"(?:setuptools|distutils|numpy\.distutils|skbuild|cx_Freeze)\..*setup")
_WARNING_FILTERS = regex(r".*\.(?:filterwarnings|warn_explicit|addinivalue_line)")
_LISTS = frozenset({
    "__all__", "py_modules", "pytest_plugins", "collect_ignore", "collect_ignore_glob",
    "INSTALLED_APPS", "hiddenimports", "autodoc_mock_imports", "autosummary_mock_imports",
    "extensions", "MIDDLEWARE", "AUTHENTICATION_BACKENDS", "imports", "include",
    "plugins", "submodules", "excludes", "ignoremods",
})  # fmt: skip
# Settings that are dicts by the names of tasks or modules, and that have names as their values.
_BY_NAME = regex(r"(?i)(?:celery_)?(?:task_)?(?:routes|annotations)|submod_attrs")
_NAMES_BY_KEY = regex(r"(?i)lazy_\w*commands|import_structure|lazy_\w*(?:attr|import|module)s")
_SAYS = regex(  # or keeps under a key, `MODULE:lock`
    r"(?:logging|warnings|str|click|argparse|re|\w*redis|\w*memcache|diskcache)\..*|builtins\.\w+|\?.*"
)


def configured_places(facts: Facts, names: LegacyNames) -> Iterator[Place]:
    """Values of settings, members of lists of modules, packaging, filters of warnings."""
    for display in facts.of(DictFact):
        for span, symbol in _configured(display, names):
            yield span, display.scope, symbol
    own: set[str] | None = None
    for text in facts.of(StringFact):
        if text.target not in _LISTS:
            continue
        member = names.module(text.module) if text.module else names.pattern(text.text)
        if member:
            own = _own_names(facts, names) if own is None else own
            if text.target == "__all__" and text.text in own:
                continue  # a function or class, or another thing that is imported
            yield text.span, text.scope, member
    yield from _stored(facts, names)
    for call in facts.of(CallFact):
        for span, symbol in _in_call(call, names):
            yield span, call.scope, symbol


def _own_names(facts: Facts, names: LegacyNames) -> set[str]:
    """Names that the file binds and that do not stand for the legacy module there."""
    legacy = {
        one.bound
        for one in facts.of(ImportFact)
        for name in (one.target, *(value.name for value in one.values if isinstance(value, Module)))
        if names.module(name)
    }
    return set(names_at_top(facts)) - legacy


def targets_with_colon(call: CallFact, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """`MODULE:OBJECT` means an object, whichever function gets it: `uvicorn.run`, `add_job`."""
    callees = call.names
    if not callees or any(_SAYS.match(one) or LOADS_MODULE.fullmatch(one) for one in callees):
        return
    for argument in call.arguments:
        for text in strings(argument.values):
            symbol = names.object(text) if ":" in text else None
            if symbol:
                yield argument.span, symbol


def _named(operand: Operand, names: LegacyNames) -> str | None:
    return next(filter(None, map(names.object, strings(operand.values))), None)


def _configured(display: DictFact, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """`{"class": "MODULE.NAME"}`, as configuration kept in Python has it."""
    for key, value in display.entries:
        texts = [text.lower() for text in strings(key.values)] if key is not None else []
        if not _LIST_KEYS.isdisjoint(texts):
            yield from _members_at(value, names)
        is_loaded = key is not None and any(map(_LOADED.fullmatch, strings(key.values)))
        if is_loaded or not _BY_KEY.isdisjoint(texts):
            yield from _inside(value, names)


def _inside(operand: Operand, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """Texts, members of lists and keys of dicts that name something in the module, not just it."""
    keys = (key for key, _ in operand.entries if key is not None)
    for one in (operand, *operand.items, *keys):
        texts = strings(one.values)
        symbol = next(filter(None, map(names.pattern, texts)), None)
        if symbol and not set(texts) <= {symbol}:
            yield one.span, symbol


def _stored(facts: Facts, names: LegacyNames) -> Iterator[Place]:
    """Names and lists that are put under a name, an attribute or a key of settings."""
    for assigned in facts.of(AssignFact):
        if _SETTING.fullmatch(assigned.target):
            for span, name in _members_at(assigned.value, names):
                yield span, assigned.scope, name
        elif _LOADED.fullmatch(assigned.target):  # one text is a constant: where it is used counts
            several = assigned.value.items or assigned.value.entries
            for span, name in _inside(assigned.value, names) if several else ():
                yield span, assigned.scope, name
        for span, name in _table_at(assigned.target, assigned.value, names):
            yield span, assigned.scope, name
    yield from _put_on_attributes(facts, names)
    yield from _variables(facts, names)
    for subscript in facts.of(SubscriptFact):
        if subscript.access == "store" and not _LISTS.isdisjoint(strings(subscript.key.values)):
            symbol = _member(subscript.value, names)
            if symbol:
                yield subscript.key.span, subscript.scope, symbol


def _variables(facts: Facts, names: LegacyNames) -> Iterator[Place]:
    """`os.environ["DJANGO_SETTINGS_MODULE"] = MODULE.settings`, and `setenv` of it."""
    for subscript in facts.of(SubscriptFact):
        if subscript.access == "store" and any(map(holds_module, strings(subscript.key.values))):
            symbol = next(filter(None, map(names.object, strings(subscript.value))), None)
            if symbol and any(map(is_environment, subscript.base)):
                yield subscript.key.span, subscript.scope, symbol
    for call in facts.of(CallFact):
        if call.called in _SETS_VARIABLE and len(call.arguments) > 1:
            variable, value = call.arguments[:2]
            symbol = _named(value, names)
            if symbol and any(map(holds_module, strings(variable.values))):
                yield value.span, call.scope, symbol


def _put_on_attributes(facts: Facts, names: LegacyNames) -> Iterator[Place]:
    """`app.conf.imports = [MODULE]`, `app.conf.task_routes = {MODULE.task: ...}`."""
    for attribute in facts.of(AttributeFact):
        if attribute.access != "store":
            continue
        if _BY_NAME.fullmatch(attribute.attribute):
            symbol = _key(attribute.value, names)
            if symbol:
                yield attribute.span, attribute.scope, symbol
        elif attribute.attribute in _LISTS:
            symbol = _member(attribute.value, names)
            if symbol:
                yield attribute.span, attribute.scope, symbol


def _table_at(name: str, operand: Operand, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """The entries of a dict that is kept or given under a name and is about modules or tasks."""
    for key, value in operand.entries:
        if key is not None and _BY_NAME.fullmatch(name):
            symbol = next(filter(None, map(names.pattern, strings(key.values))), None)
            if symbol:
                yield key.span, symbol
        elif _NAMES_BY_KEY.fullmatch(name):
            yield from _members_at(value, names)


def _key(values: Values, names: LegacyNames) -> str | None:
    """The module that a key of a dict names, or names tasks of."""
    held = (one for one in values if isinstance(one, Container) and one.kind == "dict")
    keys = (key for one in held for key in one.items if isinstance(key, str))
    return next(filter(None, map(names.pattern, keys)), None)


def _member(values: Values, names: LegacyNames) -> str | None:
    """The module that a member of a list names."""
    held = (one.every() for one in values if isinstance(one, Container))
    texts = [text for members in held for text in strings(members)]
    return next(filter(None, map(names.object, texts)), None)


def _in_call(call: CallFact, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    callees = call.names
    yield from _lists_given(call, names)
    if any(map(_PACKAGES.fullmatch, callees)):
        for argument in call.arguments:
            if argument.keyword in _PACKAGING:
                yield from _packaging(argument, names)
            elif argument.keyword in _REQUIREMENTS:
                yield from _requirements(argument, names)
    if any(map(_WARNING_FILTERS.match, callees)):
        yield from _filters(call, names)


def _requirements(operand: Operand, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """`MODULE>=1`, as a member of a list, of one of several lists, or of one kept elsewhere."""
    for _, value in operand.entries:
        yield from _requirements(value, names)
    for item in operand.items or (() if operand.entries else (operand,)):
        texts = (*strings(item.values), *_texts_in(item.values))
        symbol = next(filter(None, map(names.required, texts)), None)
        if symbol:
            yield item.span, symbol


def _members_at(operand: Operand, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """The members of a list that name the module."""
    for item in operand.items or (operand,):
        symbol = _member(item.values, names) or _named(item, names)
        if symbol:
            yield item.span, symbol


def _lists_given(call: CallFact, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """`Celery(include=["module"])`."""
    callees = call.names
    is_plain = callees != ("builtins.dict",) and any(map(_SAYS.match, callees))
    for argument in call.arguments:
        if argument.keyword in (_LIST_KEYWORDS if is_plain else _LISTS):
            yield from _members_at(argument, names)
        elif argument.keyword and _CALLED.fullmatch(argument.keyword) and not is_plain:
            yield from _inside(argument, names)
        elif argument.keyword:
            yield from _table_at(argument.keyword, argument, names)


def _filters(call: CallFact, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """The module that a filter of warnings is for."""
    for argument in call.arguments:
        by_keyword = argument.keyword == "module"
        for text in strings(argument.values):
            symbol = names.pattern(text if by_keyword else text.split(":")[-1])
            if symbol and (by_keyword or ":" in text):
                yield argument.span, symbol


def _packaging(operand: Operand, names: LegacyNames) -> Iterator[tuple[Span, str]]:
    """Module names, and entry points as `name = module:object`."""
    for text in strings(operand.values):
        for line in text.splitlines():
            symbol = _packaged(names)(line)
            if symbol:
                yield operand.span, symbol
    for item in operand.items:
        yield from _packaging(item, names)
    for key, value in operand.entries:
        symbol = _named(key, names) if key is not None else None
        if key is not None and symbol:
            yield key.span, symbol
        yield from _packaging(value, names)
    if not operand.items and not operand.entries:  # put together elsewhere, or by `+`
        texts = _texts_in(operand.values)
        symbol = next(filter(None, map(_packaged(names), texts)), None)
        if symbol:
            yield operand.span, symbol


def _texts_in(values: Values, depth: int = 3) -> Iterator[str]:
    """The texts in lists and dicts, those of lists in them too."""
    for held in values:
        if isinstance(held, Container) and depth:
            yield from strings(held.every())
            yield from _texts_in(held.every(), depth - 1)


def _packaged(names: LegacyNames) -> Callable[[str], str | None]:
    return lambda text: names.object(text.rpartition("=")[2]) or names.file(text)
