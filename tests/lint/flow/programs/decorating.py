"""Decorators and functions around functions, which hand on what they wrap."""

from __future__ import annotations

FOUND = {
    "nested function passes": """
C
def run(f):
    f(RDMissionController())
def main():
    def cb(c):
        c.mission  # use
    run(cb)
    run(lambda c: c.mission)  # use
""",
    "decorator class": """
import functools
C
class Retry:
    def __init__(self, f):
        self.f = f
        functools.update_wrapper(self, f)
    def __call__(self, *a, **k):
        return self.f(*a, **k)
@Retry
def make():
    return RDMissionController()
make().mission  # use
""",
    "decorator replaced": """
C
def const(f):
    def inner(*a):
        return "text"
    return inner
@const
def make():
    return RDMissionController()
make().upper()
""",
    "decorator injects setdefault": """
C
def inject(f):
    def inner(*args, **kwargs):
        kwargs.setdefault("c", RDMissionController())
        return f(*args, **kwargs)
    return inner
@inject
def show(c):
    c.mission  # use
""",
    "registry decorator": """
C
REGISTRY = {}
def register(cls):
    REGISTRY[cls.__name__] = cls
    return cls
@register
class Mine(RDMissionController):
    pass
REGISTRY["Mine"]().mission  # use
""",
    "registry decorator named": """
C
MAKERS = {}
def maker(name):
    def deco(f):
        MAKERS[name] = f
        return f
    return deco
@maker("rd")
def make_rd():
    return RDMissionController()
def build(kind):
    return MAKERS[kind]()
build("rd").mission  # use
""",
    "function that gives what gets one": """
### services.py
class Service:
    def run(self, one):
        one.mission  # use
def build():
    return Service()
def several():
    return [Service(), Service()]
def save(one):
    one.save_mission()  # use
def pick():
    return save
### main.py
from af_engine import RDMissionController
from services import build, pick, several
service = build()
service.run(RDMissionController())
for other in several():
    other.run(RDMissionController())
pick()(RDMissionController())
""",
    "functions around functions": """
### chain.py
def around(inner):
    def call(given):
        given["engine"].log()  # use
        return inner(given)
    return call
def core(given):
    return given["engine"].body  # use
def wrap(function, *around):
    for one in reversed(around):
        function = one(function)
    return function
### main.py
from af_engine import RDMissionController
from chain import around, core, wrap
function = wrap(core, around)
function({"engine": RDMissionController()})
""",
    "one that hands on to the next": """
C
class Link:
    _next = None
    def set_next(self, link):
        self._next = link
        return link
    def handle(self, request):
        if self._next:
            return self._next.handle(request)
class Saving(Link):
    def handle(self, request):
        request["engine"].save_mission()  # use
        return super().handle(request)
first = Link()
first.set_next(Saving()).set_next(Saving())
first.handle({"engine": RDMissionController()})
""",
    "what a partial holds": """
from functools import partial
C
def use(label, engine, extra=None):
    return label
half = partial(use, "x", RDMissionController(), extra=RDMissionController())
half.args[1].mission  # use
half.keywords["extra"].mission  # use
half.args[0].upper()
label, engine = half.args
engine.mission  # use
""",
    "partial of a method given to something unknown": """
import tkinter
from functools import partial
C
class Window(tkinter.Frame):
    def __init__(self, engine):
        tkinter.Button(self, command=partial(self.press, engine))
    def press(self, engine):
        engine.mission  # use
def main():
    Window(RDMissionController())
""",
    "partial of a class given to something unknown": """
import foreign
from functools import partial
C
class Handler(foreign.Handler):
    def __init__(self, engine, *rest):
        self.engine = engine
    def handle(self):
        self.engine.mission  # use
def main():
    foreign.Server(partial(Handler, RDMissionController())).serve_forever()
""",
}
