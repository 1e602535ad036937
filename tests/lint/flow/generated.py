"""Generated projects: what one module makes others hand on, and a third one uses it.

A *handle* is a name of a module and how to get at the value that it stands for. Each hop takes a
handle by one of the ways to import and leaves another one, in another module and of another kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import indent

from hypothesis import strategies as st

COMMON = """\
import functools

class Other:
    def __getattr__(self, name):
        return None

class Holder:
    def __init__(self, thing):
        self.thing = thing
    def give(self):
        return self.thing
    @property
    def shown(self):
        return self.thing

class Template:
    def run(self):
        return self.make()

def same(x):
    return x

def decorated(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)
    return inner

_registered = {}

def register(key, thing):
    _registered[key] = thing

def registered(key):
    return _registered[key]
"""
HEAD = "import contextlib\nimport dataclasses\nimport functools\nimport importlib\nimport sys\n"
# In the order in which they may import each other while they are imported themselves.
PATHS = (
    "kit/common.py",
    "kit/making.py",
    "kit/parts/deep.py",
    "kit/parts/__init__.py",
    "kit/handing.py",
    "kit/__init__.py",
    "desk.py",
    "main.py",
)
COMMON_AT, MAIN = 0, len(PATHS) - 1

# What a module defines as `{n}` of a value `{e}`, and how that is had of the name again.
EXACT_KINDS = (
    ("{n} = {e}", "{x}"),
    ("def {n}():\n    return {e}", "{x}()"),
    ("def {n}(x={e}):\n    return x", "{x}()"),
    ("def {n}(*, key=None):\n    return {e}", "{x}(key=1)"),
    ("def {n}():\n    yield {e}", "next({x}())"),
    ("{n} = lambda: {e}", "{x}()"),
    ("class {n}:\n    thing = {e}", "{x}.thing"),
    ("class {n}:\n    thing = {e}", "{x}().thing"),
    ("class {n}:\n    @classmethod\n    def give(cls):\n        return {e}", "{x}.give()"),
    ("class {n}:\n    @staticmethod\n    def give():\n        return {e}", "{x}.give()"),
    ("class {n}:\n    @property\n    def shown(self):\n        return {e}", "{x}().shown"),
    ("class {n}:\n    def __init__(self):\n        self.thing = {e}", "{x}().thing"),
    ("class {n}:\n    def __call__(self):\n        return {e}", "{x}()()"),
    ("class {n}_kind({Holder}):\n    pass\n{n} = {n}_kind({e})", "{x}.give()"),
    ("class {n}({Holder}):\n    def __init__(self):\n        super().__init__({e})", "{x}().shown"),
    ("class {n}({Template}):\n    def make(self):\n        return {e}", "{x}().run()"),
    ("{n} = {Holder}({e})", "{x}.thing"),
    ("{n} = {Holder}({e})", "{x}.give()"),
    ("{n} = {Holder}({e}).give", "{x}()"),
    ("{n} = {{'k': {e}}}", "{x}['k']"),
    ("{n} = {{'k': lambda: {e}}}", "{x}['k']()"),
    ("{n} = ({e}, None)", "{x}[0]"),
    ("{n} = functools.partial({same}, {e})", "{x}()"),
    ("{n} = {same}({e})", "{x}"),
    ("@{decorated}\ndef {n}():\n    return {e}", "{x}()"),
    ("@functools.lru_cache\ndef {n}():\n    return {e}", "{x}()"),
    ("@contextlib.contextmanager\ndef {n}():\n    yield {e}",
     "contextlib.ExitStack().enter_context({x}())"),
    ("@dataclasses.dataclass\nclass {n}:\n    thing: object\n{n} = {n}({e})", "{x}.thing"),
    ("def {n}(function):\n    return function({e})", "{x}(lambda x: x)"),
    ("def {n}(function):\n    return function({e})", "{x}({same})"),
)  # fmt: skip
_LAZY = """\
{n}_kept = None
def {n}():
    global {n}_kept
    if {n}_kept is None:
        {n}_kept = {e}
    return {n}_kept"""
_SINGLETON = """\
class {n}:
    _one = None
    @classmethod
    def give(cls):
        if cls._one is None:
            cls._one = {e}
        return cls._one"""
_ATTACHED = """\
class {n}:
    def attach(self, thing):
        self.thing = thing
        return self
{n} = {n}().attach({e})"""
# These may also be something else when they are asked.
JOINED_KINDS = (
    (_LAZY, "{x}()"),
    ("{register}('{n}', {e})\n{n} = {registered}", "{x}('{n}')"),
    (_SINGLETON, "{x}.give()"),
    ("{n} = {{}}\ndef {n}_put(key, thing):\n    {n}[key] = thing\n{n}_put('k', {e})", "{x}['k']"),
    ("{n} = []\n{n}.append({e})", "{x}[0]"),
    (_ATTACHED, "{x}.thing"),
)  # fmt: skip
_KEEPING = """\
class {n}:
    def __init__(self, x):
        self.x = x
    def show(self):
        self.x.mission"""
# What a module does with the parameter of a function `{n}`, and how that is called on `{e}`.
SINKS = (
    ("def {n}(x):\n    x.mission", "{x}({e})"),
    ("def {n}(*, x):\n    x.mission", "{x}(x={e})"),
    ("def {n}(*xs):\n    for x in xs:\n        x.mission", "{x}({e})"),
    ("def {n}(get):\n    get().mission", "{x}(lambda: {e})"),
    (_KEEPING, "{x}({e}).show()"),
    ("class {n}:\n    @classmethod\n    def show(cls, x):\n        x.mission", "{x}.show({e})"),
    ("{n} = lambda x: x.mission", "{x}({e})"),
)  # fmt: skip

_TRIED = """\
try:
    from {source} import {name} as {alias}
except ImportError:
    {alias} = None"""


@dataclass(frozen=True)
class Handle:
    """A name of the module `at`, had as `access` says; `ready` once that module is imported."""

    at: int
    name: str
    access: str
    ready: int


def dotted(path: str) -> str:
    """The name that the module of a file is imported under."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def package(path: str) -> str:
    """The package that relative imports of a file start from."""
    return dotted(path) if path.endswith("__init__.py") else dotted(path).rpartition(".")[0]


def relative(module: str, path: str) -> str | None:
    """The name of a module as `from` in a file takes it relative; None outside its package."""
    dots, base = ".", package(path)
    while base:
        if module == base:
            return dots
        if module.startswith(f"{base}."):
            return dots + module.removeprefix(f"{base}.")
        base, dots = base.rpartition(".")[0], dots + "."
    return None


def imports(module: str, name: str, path: str, alias: str) -> list[tuple[str, str]]:
    """The ways to import a name in a file: the statements, and the expression that it is then."""
    ways = [
        (f"import {module} as {alias}", f"{alias}.{name}"),
        (f"{alias} = importlib.import_module('{module}')", f"{alias}.{name}"),
        (f"import {module} as {alias}", f"getattr({alias}, '{name}')"),
        (f"import {module} as {alias}", f"vars({alias})['{name}']"),
        (f"import {module}", f"sys.modules['{module}'].{name}"),
    ]
    near = relative(module, path)
    if near is None:  # a package that is being imported may not have its modules yet
        ways.append((f"import {module}", f"{module}.{name}"))
    for source in (module, *([near] if near else [])):
        ways += [
            (f"from {source} import {name}", name),
            (f"from {source} import {name} as {alias}", alias),
            (f"from {source} import {name} as {alias}_0\n{alias} = {alias}_0", alias),
            (_TRIED.format(source=source, name=name, alias=alias), alias),
        ]  # fmt: skip
        parent, _, leaf = source.rpartition(".")
        if leaf and (parent or source == near):
            above = parent if parent.strip(".") else f"{parent}."
            ways.append((f"from {above} import {leaf} as {alias}", f"{alias}.{name}"))
    return ways


class Writer:
    """Writes one project, as `draw` decides."""

    def __init__(self, draw: st.DrawFn, kinds: tuple[tuple[str, str], ...]) -> None:
        self._draw = draw
        self._kinds = kinds
        self._bodies = {path: [HEAD] for path in PATHS}
        self._bodies[PATHS[COMMON_AT]].append(COMMON)
        self._count = 0

    def files(self) -> Mapping[str, str]:
        """The project's files; the main one imports all the others first, in their order."""
        first = "".join(f"import {dotted(path)}\n" for path in PATHS[:MAIN])
        self._bodies[PATHS[MAIN]].insert(0, first)
        return {path: "\n".join(body) + "\n" for path, body in self._bodies.items()}

    def route(self) -> None:
        """Something is made, handed on a few times, used on the way and at the end."""
        at = self._draw(st.integers(COMMON_AT + 1, MAIN - 1))
        handle = self._export(at, self._made(at))
        for _ in range(self._draw(st.integers(0, 4))):
            handle = self._hop(handle)
        end = self._eager(MAIN, handle)
        self._write(MAIN, f"{end}.mission")
        if self._draw(st.booleans()):
            self._sink(end)

    def _name(self) -> str:
        self._count += 1
        return f"n{self._count}"

    def _write(self, at: int, text: str) -> None:
        self._bodies[PATHS[at]].append(text)

    def _made(self, at: int) -> str:
        if self._draw(st.booleans()):
            return f"{self._common(at, 'Other')}()"
        ways = imports("af_engine", "RDMissionController", PATHS[at], self._name())
        statement, made = self._draw(st.sampled_from(ways))
        self._write(at, statement)
        return f"{made}()"

    def _common(self, at: int, name: str) -> str:
        if at == COMMON_AT:
            return name
        return self._eager(at, Handle(COMMON_AT, name, "{x}", COMMON_AT))

    def _filled(self, at: int, template: str, **values: str) -> str:
        """A template, with the common things that it names imported."""
        names = ("Holder", "Template", "same", "decorated", "register", "registered")
        for name in names:
            if f"{{{name}}}" in template:
                values[name] = self._common(at, name)
        return template.format(**values)

    def _export(self, at: int, value: str) -> Handle:
        text, access = self._draw(st.sampled_from(self._kinds))
        name = self._name()
        self._write(at, self._filled(at, text, n=name, e=value))
        return Handle(at, name, access.replace("{n}", name), at)

    def _hop(self, handle: Handle) -> Handle:
        """The same, of another module: a later one, or any where it is imported when called."""
        at = self._draw(st.integers(COMMON_AT + 1, MAIN - 1))
        if at <= handle.ready or self._draw(st.integers(0, 3)) == 0:
            return self._deferred(at, handle)
        value = self._eager(at, handle)
        if self._draw(st.booleans()):
            self._write(at, f"{value}.mission")
        return self._export(at, value)

    def _eager(self, at: int, handle: Handle) -> str:
        """An expression of what a handle stands for, imported at the top of a module."""
        if at == handle.at:
            return self._had(at, handle, handle.name)
        module = dotted(PATHS[handle.at])
        ways = imports(module, handle.name, PATHS[at], self._name())
        ways.append((f"from {module} import *", handle.name))
        statement, name = self._draw(st.sampled_from(ways))
        self._write(at, statement)
        return self._had(at, handle, name)

    def _had(self, at: int, handle: Handle, name: str) -> str:
        return self._filled(at, handle.access, x=name)

    def _deferred(self, at: int, handle: Handle) -> Handle:
        """A function that imports what it returns, which may import its own module in turn."""
        name, alias = self._name(), self._name()
        ways = imports(dotted(PATHS[handle.at]), handle.name, PATHS[at], alias)
        statement, taken = self._draw(st.sampled_from(ways))
        value = self._had(at, handle, taken)
        body = indent(f"{statement}\nreturn {value}", "    ")
        self._write(at, f"def {name}():\n{body}")
        return Handle(at, name, "{x}()", max(at, handle.ready))

    def _sink(self, value: str) -> None:
        """Give a value to a function of some module that uses it, or gives it to another one."""
        at = self._draw(st.integers(COMMON_AT, MAIN - 1))
        name = self._name()
        text, call = self._draw(st.sampled_from(SINKS))
        self._write(at, text.format(n=name))
        sink = Handle(at, name, "{x}", at)
        if self._draw(st.booleans()):
            between, outer = self._draw(st.integers(COMMON_AT, MAIN - 1)), self._name()
            ways = imports(dotted(PATHS[at]), name, PATHS[between], self._name())
            statement, taken = self._draw(st.sampled_from(ways))
            body = indent(f"{statement}\n{call.format(x=taken, e='thing')}", "    ")
            self._write(between, f"def {outer}(thing):\n{body}")
            sink, call = Handle(between, outer, "{x}", between), "{x}({e})"
        self._write(MAIN, call.format(x=self._eager(MAIN, sink), e=value))


@st.composite
def projects(draw: st.DrawFn, kinds: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Projects of some routes through all their modules: texts by path."""
    writer = Writer(draw, kinds)
    for _ in range(draw(st.integers(1, 4))):
        writer.route()
    return writer.files()
