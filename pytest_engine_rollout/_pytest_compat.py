"""Everything taken from pytest's and pluggy's insides, for all supported versions.

pytest offers no public way to rename an item, to take a conftest out of a running session and to
put it back, or to read which node ids were asked for.
"""

from __future__ import annotations

import marshal
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.assertion import rewrite
from _pytest.assertion.rewrite import AssertionRewritingHook
from _pytest.config import ConftestImportFailure
from _pytest.fixtures import FixtureManager, pytest_fixture_setup
from _pytest.junitxml import xml_key
from _pytest.runner import SetupState, runtestprotocol
from pluggy import HookImpl

if TYPE_CHECKING:
    from pluggy._hooks import HookCaller

__all__ = [
    "SET_UP_FIXTURE",
    "Arguments",
    "Around",
    "ConftestImportFailure",
    "FixtureManager",
    "HookImpl",
    "Missing",
    "Suspended",
    "Tell",
    "allow_repeated_declarations",
    "around_conftests",
    "around_hooks",
    "around_implementations",
    "conftests_of",
    "fixture_function",
    "fixture_manager",
    "import_as_written",
    "key_for",
    "key_of",
    "load_initial_conftests",
    "name_in_junit",
    "new_fixture_manager",
    "option_defaults",
    "part_temporary_folders",
    "put_back",
    "rename",
    "renew_option_defaults",
    "resume",
    "rewrite_once",
    "run_quietly",
    "set_conftests",
    "set_fixture_manager",
    "setup_state",
    "sort_hooks",
    "stashed",
    "suspend",
    "suspended",
    "take_out",
]

_LOGREPORT = "pytest_runtest_logreport"

SET_UP_FIXTURE = pytest_fixture_setup.__code__
"""The code that runs a fixture's function, whoever asked for the fixture and when."""


def import_as_written(manager: pytest.PytestPluginManager, *packages: str) -> None:
    """Let pytest not rewrite the asserts of a plugin's own packages, as it does of every plugin.

    What it rewrites it parses and compiles anew, where it may not or could not yet write that down:
    in each fresh environment, and always under `PYTHONDONTWRITEBYTECODE`.

    Args:
        manager: The plugin manager.
        packages: Names of packages; what is imported of them already stays as it is.
    """
    hook: Any = manager.rewrite_hook
    if isinstance(hook, AssertionRewritingHook):
        hook._must_rewrite.difference_update(packages)
        hook._marked_for_rewrite_cache.clear()


def rewrite_once(config: pytest.Config) -> None:
    """Let the asserts of a file be rewritten once in this run, however often it is imported.

    pytest writes down what it rewrote, unless `PYTHONDONTWRITEBYTECODE` is set or the folder is
    read-only. Then rewriting is most of what collecting a suite costs, and each engine collects it.

    Args:
        config: pytest's configuration; when it is cleaned up this ends.
    """
    known: dict[tuple[Path, bytes], tuple[object, bytes]] = {}
    rewriting: Any = rewrite
    original = rewriting._rewrite_test

    def rewrite_test(path: Path, config: pytest.Config) -> tuple[object, CodeType]:
        key = path, path.read_bytes()
        if key not in known:
            stamp, code = original(path, config)
            known[key] = stamp, marshal.dumps(code)
            return stamp, code
        stamp, dumped = known[key]
        # Not the same code objects twice, which would share what was observed of them.
        return stamp, marshal.loads(dumped)  # noqa: S302 - dumped above

    rewriting._rewrite_test = rewrite_test
    config.add_cleanup(lambda: setattr(rewriting, original.__name__, original))


try:  # pytest 9.2 and newer
    from _pytest.nodeid import NodeId

    _KEY = "_id"

    def key_for(nodeid: str) -> object:
        """What pytest keeps of a node id in a node."""
        return NodeId.parse(nodeid)

except ImportError:
    _KEY = "_nodeid"

    def key_for(nodeid: str) -> object:
        """What pytest keeps of a node id in a node."""
        return nodeid


def key_of(item: pytest.Item) -> object:
    """What an item keeps of its node id."""
    return getattr(item, _KEY)


def rename(item: pytest.Item, name: str, key: object) -> None:
    """Give an item a name, and a node id in the form that it keeps it in."""
    item.name = name
    setattr(item, _KEY, key)


@dataclass(frozen=True)
class Suspended:
    """A plugin that was taken out of the plugin manager, ready to be put back."""

    name: str
    plugin: object
    hooks: tuple[tuple[HookCaller, HookImpl], ...]

    def call(self, hook: str, arguments: Mapping[str, object]) -> None:
        """Call the plugin's implementation of a hook, where it has one, and no other plugin's.

        Args:
            hook: Its name.
            arguments: All that the hook offers, of which the plugin takes what it wants.
        """
        for caller, implementation in self.hooks:
            if caller.name == hook:
                implementation.function(*(arguments[name] for name in implementation.argnames))


def suspended(manager: pytest.PytestPluginManager, name: str) -> Suspended:
    """What `suspend` returns, of a plugin that stays where it is."""
    plugin = manager.get_plugin(name)
    assert plugin is not None
    hooks = tuple(
        (caller, hook)
        for caller in manager.get_hookcallers(plugin) or ()
        for hook in caller.get_hookimpls()
        if hook.plugin is plugin
    )
    return Suspended(name, plugin, hooks)


def suspend(manager: pytest.PytestPluginManager, name: str) -> Suspended:
    """Take a plugin out, keeping what is needed to put it back."""
    found = suspended(manager, name)
    manager.unregister(found.plugin, name)
    return found


def resume(manager: pytest.PytestPluginManager, suspended: Suspended) -> None:
    """Put a plugin back as it was: unlike `register`, this calls no historic hook again."""
    manager._name2plugin[suspended.name] = suspended.plugin
    for caller, hook in suspended.hooks:
        caller._add_hookimpl(hook)


def sort_hooks(manager: pytest.PytestPluginManager, ranks: Mapping[str, int]) -> None:
    """Order the implementations of every hook as if plugins had been registered by rank.

    Args:
        manager: The plugin manager.
        ranks: The place of each plugin by its name; plugins without one come last.
    """

    def place(hook: HookImpl) -> tuple[bool, int, float]:
        rank = ranks.get(hook.plugin_name, math.inf)
        if hook.trylast:  # the last one registered is the very last to be called
            return hook.hookwrapper or hook.wrapper, 0, -rank
        return hook.hookwrapper or hook.wrapper, 2 if hook.tryfirst else 1, rank

    for caller in vars(manager.hook).values():
        caller._hookimpls.sort(key=place)


def take_out(
    manager: pytest.PytestPluginManager, hook: str, plugins: Sequence[object]
) -> list[HookImpl]:
    """Let some plugins not be called for a hook; gives all that implement it, as they were."""
    caller = getattr(manager.hook, hook)
    before: list[HookImpl] = [*caller._hookimpls]
    left_out = {id(plugin) for plugin in plugins}
    caller._hookimpls[:] = [it for it in before if id(it.plugin) not in left_out]
    return before


def put_back(manager: pytest.PytestPluginManager, hook: str, before: list[HookImpl]) -> None:
    """Undo `take_out`."""
    getattr(manager.hook, hook)._hookimpls[:] = before


class _Again:
    """A parser or plugin manager that lets what it was given before be given to it once more."""

    def __init__(self, original: Any, config: pytest.Config) -> None:
        self._original = original
        self._config = config

    def __getattr__(self, name: str) -> Any:
        return getattr(self._original, name)

    def getgroup(self, *args: Any, **kwargs: Any) -> _Again:
        return _Again(self._original.getgroup(*args, **kwargs), self._config)

    def addini(self, name: str, *args: Any, **kwargs: Any) -> None:
        if name not in self._original._inidict:
            self._original.addini(name, *args, **kwargs)

    def addoption(self, *names: Any, **attributes: Any) -> None:
        try:
            self._original.addoption(*names, **attributes)
        except ValueError:  # already added
            for option in _options(self._config):
                if "default" in attributes and not {*option.names()}.isdisjoint(names):
                    _renew_default(self._config, option, _default(option), _typed(attributes))

    def add_hookspecs(self, *args: Any) -> None:
        with suppress(ValueError):  # already registered
            self._original.add_hookspecs(*args)

    addhooks = add_hookspecs


def allow_repeated_declarations(config: pytest.Config) -> None:
    """Let plugins and conftest files that are loaded anew declare their options and hooks again.

    An option that nobody has given gets the default that is declared then.
    """
    hook = config.pluginmanager.hook
    for caller in (hook.pytest_addoption, hook.pytest_addhooks):
        caller._call_history = [
            ({name: _Again(value, config) for name, value in arguments.items()}, callback)
            for arguments, callback in caller._call_history or ()
        ]


def option_defaults(config: pytest.Config) -> dict[str, Any]:
    """The default of every option that is declared, by the name of its value; plain values only."""
    found = {option.dest: _default(option) for option in _options(config)}
    return {name: it for name, it in found.items() if isinstance(it, str | int | float | None)}


def renew_option_defaults(config: pytest.Config, before: Mapping[str, Any]) -> None:
    """Give options that have another default than elsewhere theirs, unless they were given.

    Args:
        config: pytest's configuration; its options have the values from elsewhere.
        before: What `option_defaults` gave there.
    """
    for option in _options(config):
        if option.dest in before:
            _renew_default(config, option, before[option.dest], _default(option))


def _options(config: pytest.Config) -> list[Any]:
    parser = config._parser
    groups = dict.fromkeys([parser._anonymous, *parser._groups])
    return [option for group in groups for option in group.options]


def _default(option: Any) -> Any:
    return _typed(option.attrs())


def _typed(attributes: Mapping[str, Any]) -> Any:
    """A default as argparse makes it the value of an option."""
    default, type_ = attributes.get("default"), attributes.get("type")
    return type_(default) if isinstance(default, str) and callable(type_) else default


def _renew_default(config: pytest.Config, option: Any, before: Any, now: Any) -> None:
    words = {word.partition("=")[0] for word in config.invocation_params.args}
    has_default = vars(config.option).get(option.dest, before) == before
    if now != before and has_default and words.isdisjoint(option.names()):
        setattr(config.option, option.dest, now)


def conftests_of(manager: pytest.PytestPluginManager) -> tuple[Any, Any]:
    """Which conftest modules are loaded: all of them, and those by folder."""
    return manager._conftest_plugins, manager._dirpath2confmods


def set_conftests(manager: pytest.PytestPluginManager, conftests: tuple[Any, Any]) -> None:
    """Set what `conftests_of` returns."""
    manager._conftest_plugins, manager._dirpath2confmods = conftests


def stashed(config: pytest.Config) -> dict[Any, Any]:
    """What stands in `config.stash`."""
    stash: Any = config.stash
    storage: dict[Any, Any] = stash._storage
    return storage


Within = Callable[[], AbstractContextManager[None]]


def around_conftests(manager: pytest.PytestPluginManager, around: Within) -> None:
    """Let conftest files be imported and configured within a context, from now on."""
    insides: Any = manager
    insides._importconftest = _within(around, insides._importconftest)


def around_hooks(
    manager: pytest.PytestPluginManager,
    plugins: Collection[str],
    hooks: Iterable[str],
    around: Within,
) -> None:
    """Let some plugins, given by name, implement some hooks within a context, from now on."""
    for hook in hooks:
        for implementation in getattr(manager.hook, hook).get_hookimpls():
            if implementation.plugin_name in plugins:
                implementation.function = _within(around, implementation.function)


Tell = Callable[[dict[str, Any]], Any]
"""Calls an implementation of a hook with arguments by name."""

Around = Callable[[Tell, dict[str, Any]], Any]
"""What to call in its place."""


def around_implementations(
    manager: pytest.PytestPluginManager,
    plugin: object,
    around: Mapping[str, Around],
    chosen: Callable[[HookImpl], bool],
) -> None:
    """Let a plugin's hooks be called by way of something else.

    Args:
        manager: The plugin manager.
        plugin: The plugin, registered.
        around: By hook, what to call instead: it is given what calls the plugin, and the arguments
            that the plugin asks for.
        chosen: Tells which of the plugin's implementations of these hooks are meant.
    """
    for hook, call in around.items():
        for implementation in getattr(manager.hook, hook).get_hookimpls():
            if implementation.plugin is plugin and chosen(implementation):
                implementation.function = _by_way_of(call, implementation)


def _by_way_of(around: Around, implementation: HookImpl) -> Callable[..., Any]:
    function, names = implementation.function, implementation.argnames

    def tell(arguments: dict[str, Any]) -> Any:
        return function(*(arguments[name] for name in names))

    return lambda *values: around(tell, dict(zip(names, values, strict=True)))


def _within(around: Within, function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        with around():
            return function(*args, **kwargs)

    return call


def load_initial_conftests(config: pytest.Config) -> None:
    """Load the conftest files of the command line's paths, as pytest does when it starts."""
    manager: Any = config.pluginmanager
    configured = manager._configured
    manager._configured = False  # or `pytest_plugins` in the topmost conftest would be refused
    try:
        config.pytest_load_initial_conftests(config)
    finally:
        manager._configured = configured


def new_fixture_manager(session: pytest.Session) -> FixtureManager:
    """A fixture manager that knows nothing of fixtures parsed before, as a new session has."""
    manager = FixtureManager(session)
    session._fixturemanager = manager
    return manager


def fixture_manager(session: pytest.Session) -> FixtureManager | None:
    """The fixture manager in use; None before the session has started."""
    return getattr(session, "_fixturemanager", None)


def set_fixture_manager(session: pytest.Session, manager: FixtureManager) -> None:
    """Use a fixture manager that was in use before."""
    session._fixturemanager = manager


def fixture_function(item: Any, name: str) -> Any:
    """The function of the fixture that a test gets under a name; None for a parameter."""
    definitions = item._fixtureinfo.name2fixturedefs.get(name)
    if not definitions:
        return None
    function = definitions[-1].func
    return None if function.__module__.startswith("_pytest.") else function


def part_temporary_folders(config: pytest.Config, present: Callable[[], str | None]) -> None:
    """Let `tmp_path_factory` make its folders in a folder for each engine, below its own.

    Names are those of a plain run then: `test_a0`, and `mktemp("data", numbered=False)` does not
    meet the folder of the engine before.

    Args:
        config: pytest's configuration, complete.
        present: The name of the engine that the process serves now; None for none.
    """
    factory = getattr(config, "_tmp_path_factory", None)
    if factory is None:  # -p no:tmpdir
        return
    whole = factory.getbasetemp
    numbers: dict[str | None, dict[str, int]] = {}

    def getbasetemp() -> Path:
        engine = present()
        # Newer versions of pytest count rather than look which numbers are taken.
        factory._next_number = numbers.setdefault(engine, {})
        folder: Path = whole() if engine is None else whole() / engine
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    factory.getbasetemp = getbasetemp


def name_in_junit(config: pytest.Config, name: Callable[[str], str]) -> None:
    """Let the JUnit report enter under other names what tests say of themselves.

    Args:
        config: pytest's configuration, complete.
        name: Gives the node id to enter something under, from the one that the test bears.
    """
    xml = config.stash.get(xml_key, None)
    if xml is None:
        return
    reporter_of: Callable[[Any], Any] = xml.node_reporter

    def node_reporter(report: Any) -> Any:
        return reporter_of(report if hasattr(report, "nodeid") else name(str(report)))

    xml.node_reporter = node_reporter  # type: ignore[method-assign]  # on this one object


def setup_state(session: pytest.Session) -> SetupState:
    """The stack of collectors that are set up."""
    return session._setupstate


@dataclass(frozen=True)
class Missing:
    """An argument of the command line that no test matched, and the collectors looked at."""

    argument: str
    collectors: Sequence[pytest.Collector]


class Arguments:
    """The paths and node ids asked for on the command line, while pytest collects them.

    Args:
        session: The session that is being collected.
        engines: The names of all engines of the run.
    """

    def __init__(self, session: pytest.Session, engines: Sequence[str]) -> None:
        self._session: Any = session
        self._engines = tuple(engines)
        self._all = tuple(session._initial_parts)
        self._found: set[int] = set()
        self._missing: dict[int, Missing] = {}

    def select(self, engine: str) -> None:
        """Leave only what concerns `engine`; a node id without an engine concerns each."""
        self._session._initial_parts = self._watched(engine)

    def select_none(self) -> None:
        """Leave nothing to collect."""
        self._session._initial_parts = ()

    @property
    def found(self) -> frozenset[int]:
        """The positions of what was found on at least one engine."""
        return frozenset(self._found)

    def missing(self) -> dict[int, Missing]:
        """By position, what was found on none of the engines that it concerns."""
        return {i: self._missing[i] for i in sorted({*self._missing} - self._found)}

    def _watched(self, engine: str) -> Iterator[Any]:
        """Hand out the arguments for `engine`, and see after each whether pytest missed it."""
        for position, part in enumerate(self._all):
            selected = self._for_engine(part, engine)
            if selected is None:
                continue
            yield selected
            if self._session._notfound:
                argument, collectors = self._session._notfound.pop()
                named = argument.partition("[")[0] + (self._split(part)[1] or "")
                self._missing[position] = Missing(named, collectors)
            else:
                self._found.add(position)

    def _for_engine(self, part: Any, engine: str) -> Any:
        names, parameters = self._split(part)
        if parameters is None:
            return part
        inside = parameters[1:-1]
        named = next((e for e in self._engines if f"-{inside}".endswith(f"-{e}")), None)
        if named is None:
            return self._joined(part, names, f"[{inside}-{engine}]")
        return part if named == engine else None

    @staticmethod
    def _split(part: Any) -> tuple[list[str], str | None]:
        if hasattr(part, "parametrization"):
            return list(part.parts), part.parametrization
        if not part.parts:
            return [], None
        head, bracket, tail = part.parts[-1].partition("[")
        return [*part.parts[:-1], head], bracket + tail if bracket else None

    @staticmethod
    def _joined(part: Any, names: list[str], parameters: str) -> Any:
        if hasattr(part, "parametrization"):
            return replace(part, parametrization=parameters)
        return replace(part, parts=[*names[:-1], names[-1] + parameters])


def run_quietly(item: pytest.Item) -> list[pytest.TestReport]:
    """Run a test once more, from set-up to tear-down of all it needs, and tell no plugin.

    Subtests report themselves while their test runs; those reports are held back too.
    """
    heard: list[pytest.TestReport] = []

    def hear(*, report: pytest.TestReport) -> None:
        heard.append(report)

    relays = {id(relay): relay for relay in (item.config.hook, item.ihook)}.values()
    callers = [(relay, relay.pytest_runtest_logreport) for relay in relays]
    for relay in relays:
        setattr(relay, _LOGREPORT, hear)
    try:
        return heard + runtestprotocol(item, log=False, nextitem=None)
    finally:
        for relay, caller in callers:
            setattr(relay, _LOGREPORT, caller)
