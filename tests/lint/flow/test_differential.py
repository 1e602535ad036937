"""Generated programs, run under observation and analysed: what happens is what is found."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migration_lint.files.source import in_memory
from migration_lint.flow.analysis import analyse
from migration_lint.flow.recording.facts import MemberFact
from migration_lint.project import load_project
from tests.lint.flow.witness import watched

NAME = "<program>"
HEAD = """\
import asyncio
import collections
import contextlib
import copy
import dataclasses
import functools
import itertools
import operator
import queue
import typing
import weakref
from concurrent.futures import Future
from af_engine import RDMissionController

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

class Wrapper:
    def __init__(self, inner):
        self.inner = inner
    def __getattr__(self, name):
        return getattr(self.inner, name)

class Given:
    def __init__(self, thing):
        self.thing = thing
    def __get__(self, owner, kind=None):
        return self.thing
    def __call__(self):
        return self.thing
    def __enter__(self):
        return self.thing
    def __exit__(self, *error):
        return None
    def __iter__(self):
        yield self.thing
    def __add__(self, other):
        return self.thing
    def __getitem__(self, key):
        return self.thing
    def __await__(self):
        yield
        return self.thing

@dataclasses.dataclass
class Record:
    first: object
    second: object = None

class Pair(typing.NamedTuple):
    first: object
    second: object = None

class Base:
    def run(self):
        return self.make()

class Made(Base):
    def __init__(self, thing):
        self.thing = thing
    def make(self):
        return self.thing

class Table:
    def __init__(self):
        self.held = {}
    def __setitem__(self, key, value):
        self.held[key] = value
    def __getitem__(self, key):
        return self.held[key]

def kept(x):
    table = Table()
    table["k"] = x
    return table["k"]

def decorated(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)
    return inner

@decorated
def plainly(x, *, y=None):
    return x if y is None else y

@functools.singledispatch
def sorted_out(x):
    return x

async def later(x):
    return x

def echo():
    got = None
    while True:
        got = yield got

def sent(x):
    generator = echo()
    next(generator)
    return generator.send(x)

def put(x):
    box = queue.Queue()
    box.put(x)
    return box.get()

def ended(x):
    def inner():
        yield
        return x
    result = yield from inner()
    yield result

def promised(x):
    future = Future()
    future.set_result(x)
    return future.result()

def attached(x):
    attached.thing = x
    return attached.thing

def same(x):
    return x

def second(x, y=None, *rest, **more):
    return y

def through(function, x):
    return function(x)

def give(x):
    yield x

@contextlib.contextmanager
def lend(x):
    yield x

def keep(x):
    def inner():
        return x
    return inner

v0 = v1 = v2 = v3 = Other()
"""
# Each moves what `b` and `c` are to `a`, and nothing else can be in `a` then.
EXACT = (
    "{a} = RDMissionController()",
    "{a} = Other()",
    "{a} = {b}",
    "{a}, {b} = {b}, {a}",
    "({a}, [{b}]) = ({c}, [{a}])",
    "{a} = [{b}, {c}][0]",
    "{a} = ({b}, {c})[-1]",
    "{a} = {{'k': {b}, 'l': {c}}}['k']",
    "{a} = dict(k={b}).get('k')",
    "{a} = same({b})",
    "{a} = same(x={b})",
    "{a} = second({b}, {c})",
    "{a} = second({b}, y={c})",
    "{a} = second(*[{b}, {c}])",
    "{a} = second(**{{'x': {b}, 'y': {c}}})",
    "{a} = through(same, {b})",
    "{a} = through(lambda x: x, {b})",
    "{a} = (lambda x: x)({b})",
    "{a} = Holder({b}).thing",
    "{a} = Holder({b}).give()",
    "{a} = Holder({b}).shown",
    "{a} = keep({b})()",
    "{a} = functools.partial(second, {b})({c})",
    "{a} = functools.partial(same, x={b})()",
    "{a} = next(give({b}))",
    "{a} = [x for x in [{b}]][0]",
    "({a} := {b})",
    "with lend({b}) as {a}: pass",
    "match {b}:\n    case {a}: pass",
    "{a}, *_ = [{b}, {c}]",
    "{a} = Given({b})()",
    "{a} = Given({b}) + 1",
    "{a} = Given({b})['k']",
    "with Given({b}) as {a}: pass",
    "for {a} in Given({b}): pass",
    "{a} = Record({b}, {c}).second",
    "{a} = Record(second={b}, first={c}).second",
    "{a} = Pair({b}, {c})[1]",
    "_, {a} = Pair({c}, {b})",
    "{a} = Pair({b})._replace().first",
    "{a} = plainly({b})",
    "{a} = plainly({c}, y={b})",
    "{a} = sorted_out({b})",
    "{a} = asyncio.run(later({b}))",
    "{a} = copy.copy(Holder({b})).thing",
    "{a} = operator.attrgetter('thing')(Holder({b}))",
    "{a} = operator.methodcaller('give')(Holder({b}))",
    "{a} = vars(Holder({b}))['thing']",
    "{a} = getattr(Holder({b}), 'thing')",
    "holder = Holder({c})\nsetattr(holder, 'thing', {b})\n{a} = vars(holder)['thing']",
    "{a} = type('Sub', (Holder,), {{}})({b}).give()",
    "{a} = Holder.give(Holder({b}))",
    "match Record({b}, {c}):\n    case Record(second={a}): pass",
    "match [{b}, {c}]:\n    case [_, {a}]: pass",
    "{a} = collections.ChainMap({{'k': {b}}})['k']",
    "{a} = [x for x, y in zip([{b}], [{c}])][0]",
    "{a} = [y for _, y in enumerate([{b}])][0]",
    "{a} = (lambda *xs, **ys: ys['k'])({c}, k={b})",
    "{a} = contextlib.ExitStack().enter_context(lend({b}))",
    "{a} = next(itertools.chain([{b}]))",
    "{a} = globals()['{b}']",
)
# These may also leave `a` as it was, or the analysis cannot tell which of two it gets.
JOINED = (
    "{a} = {b} if flag() else {c}",
    "{a} = flag() and {b} or {c}",
    "if flag(): {a} = {b}",
    "if flag(): {a} = {b}\nelse: {a} = {c}",
    "for {a} in [{b}, {c}]: pass",
    "for {a} in {{'k': {b}}}.values(): pass",
    "for i in range(2):\n    {a}, {b} = {b}, {c}",
    "while flag():\n    {a} = {b}\n    if flag(): break\n    {b} = {c}",
    "try:\n    {a} = {b}\n    flag() and 1 / 0\n    {a} = {c}\nexcept ZeroDivisionError:\n    pass",
    "{a} = list(map(same, [{b}, {c}]))[1]",
    "{a} = sorted([{b}, {c}], key=id)[0]",
    "things = [{b}]\nthings.append({c})\n{a} = things.pop()",
    "table = {{}}\ntable['k'] = {b}\ntable.setdefault('l', {c})\n{a} = table['l']",
    "holder = Holder({b})\nholder.thing = {c}\n{a} = holder.give()",
    "{a} = Made({b}).run()",
    "{a} = kept({b})",
    "{a} = sent({b})",
    "{a} = put({b})",
    "{a} = list(ended({b}))[-1]",
    "{a} = promised({b})",
    "{a} = attached({b})",
    "{a} = Wrapper(Holder({b})).thing",
    "{a} = Wrapper(Holder({b})).give()",
    "class Own:\n    thing = Given({b})\n{a} = Own().thing",
    "{a} = functools.reduce(lambda x, y: x, [{b}, {c}])",
    "{a} = max([{b}, {c}], key=id)",
    "{a} = collections.deque([{b}, {c}]).pop()",
    "for {a}, _ in itertools.product([{b}], [{c}]): pass",
    "holder = Holder({b})\n{a} = weakref.ref(holder)().thing",
    "globals()['{a}'] = {b}",
    "{a} = asyncio.run(later(Holder({b}))).thing",
    "def setter():\n    global {a}\n    {a} = {b}\nsetter()",
    "def walk(x, n):\n    return x if n == 0 else walk(x, n - 1)\n{a} = walk({b}, 3)",
)
USE = "{a}.mission"


def programs(steps: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Programs of some steps with uses in between."""
    names = st.sampled_from(["v0", "v1", "v2", "v3"])
    step = st.builds(
        lambda text, a, b, c: text.format(a=a, b=b, c=c),
        st.sampled_from([*steps, *steps, *[USE] * len(steps)]),
        names,
        names,
        names,
    )
    return st.lists(step, min_size=3, max_size=14).map(lambda lines: HEAD + "\n".join(lines) + "\n")


def uses_when_run(program: str, flags: list[bool]) -> set[int]:
    """The lines where a controller's member was taken."""
    answers = iter(flags)
    with watched(frozenset({NAME})) as uses:
        exec(compile(program, NAME, "exec"), {"flag": lambda: next(answers, False)})
    return {line for _, line in uses}


PROJECT = load_project(Path(__file__).parent)


def uses_found(program: str) -> set[int]:
    """The lines where the analysis finds that."""
    facts = analyse([in_memory("program.py", program.encode())], PROJECT)["program.py"]
    return {fact.span.line for fact in facts.of(MemberFact)}


@settings(
    max_examples=60, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(programs(EXACT))
def test_straight_programs_are_followed_exactly(program: str) -> None:
    assert uses_found(program) == uses_when_run(program, [])


@settings(
    max_examples=60, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(programs((*EXACT, *JOINED)), st.lists(st.booleans(), max_size=20))
def test_whatever_happens_is_found(program: str, flags: list[bool]) -> None:
    assert uses_when_run(program, flags) <= uses_found(program)
