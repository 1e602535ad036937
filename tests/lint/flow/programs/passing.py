"""Ways to hand a controller on inside a body."""

from __future__ import annotations

FOUND = {
    "chain of names": """
C
a = b = RDMissionController()
c = a
c.mission  # use
b.mission  # use
""",
    "tuple unpacking": """
C
c, n = RDMissionController(), 3
c.mission  # use
n.mission
""",
    "nested unpacking": """
C
(a, (b, c)) = 1, (2, RDMissionController())
c.mission  # use
b.mission
""",
    "star unpacking": """
C
first, *rest = [1, RDMissionController(), RDMissionController()]
rest[0].mission  # use
first.mission
*most, last = [1, 2, RDMissionController()]
last.mission  # use
""",
    "parts of a list": """
C
import pathlib
steps = [("a", pathlib.Path()), ("b", RDMissionController())]
for _, step in steps[:-1]:
    step.stem
for _, step in steps[1:]:
    step.mission  # use
steps[1:][0][1].mission  # use
steps[::-1][0][1].mission  # use
steps[::-1][1][1].stem
copy = steps[:1]
copy.append(("c", RDMissionController()))
copy[-1][1].mission  # use
steps[0][1].stem
def part(start):
    for _, step in steps[start:]:
        step.mission  # use
part(1)
""",
    "swap": """
C
a, b = RDMissionController(), {}
a, b = b, a
b.mission  # use
a.items()
""",
    "walrus": """
C
print((c := RDMissionController()).mission)  # use
c.mission  # use
""",
    "conditional": """
C
c = RDMissionController() if ready else None
c.mission  # use
(RDMissionController() if ready else other).mission  # use
""",
    "or": """
C
def show(c=None):
    c = c or RDMissionController()
    c.mission  # use
""",
    "and": """
C
x = RDMissionController()
(ready and x).mission  # use
""",
    "list index": """
C
engines = [RDMissionController()]
engines[0].mission  # use
engines[-1].mission  # use
""",
    "list append": """
C
engines = []
engines.append(RDMissionController())
for e in engines:
    e.mission  # use
engines.pop().mission  # use
""",
    "list extend and concatenation": """
C
engines = []
engines.extend([RDMissionController()])
engines += [RDMissionController()]
more = engines + []
more[0].mission  # use
""",
    "dict": """
C
engines = {"main": RDMissionController(), "name": "x"}
engines["main"].mission  # use
engines.get("main").mission  # use
engines["name"].mission
""",
    "dict store and setdefault": """
C
engines = {}
engines["a"] = RDMissionController()
engines["a"].mission  # use
engines.setdefault("b", RDMissionController()).mission  # use
engines.pop("a").mission  # use
""",
    "dict values and items": """
C
engines = {"a": RDMissionController()}
for c in engines.values():
    c.mission  # use
for name, c in engines.items():
    c.mission  # use
    name.mission
for name in engines:
    engines[name].mission  # use
""",
    "dict copied key by key": """
C
made = {"a": RDMissionController(), "b": 3, **more}
kept = {k: v for k, v in made.items() if v}
kept["a"].mission  # use
kept["b"].mission
kept.pop(name).mission  # use
others = {k: v for k, v in made.items() if not isinstance(v, RDMissionController)}
others["a"].mission

def show(a, b, **rest):
    a.mission  # use
    b.mission
    rest["a"].mission

show(**{k: v for k, v in made.items()})
turned = {v: k for k, v in made.items()}
turned["a"].mission
for one in turned:
    one.mission  # use
""",
    "dict constructor and update": """
C
engines = dict(a=RDMissionController())
engines["a"].mission  # use
more = {}
more.update(engines)
more["a"].mission  # use
{**engines}["a"].mission  # use
""",
    "nested containers": """
C
state = {"engines": [RDMissionController()]}
state["engines"][0].mission  # use
""",
    "enumerate and zip": """
C
engines = [RDMissionController()]
for i, c in enumerate(engines):
    c.mission  # use
for c, name in zip(engines, ["a"]):
    c.mission  # use
    name.mission
""",
    "next, iter, sorted, reversed, min": """
C
engines = [RDMissionController()]
next(iter(engines)).mission  # use
sorted(engines)[0].mission  # use
list(reversed(engines))[0].mission  # use
min(engines).mission  # use
""",
    "map and filter": """
C
for c in map(lambda n: RDMissionController(), range(3)):
    c.mission  # use
for c in filter(None, [RDMissionController()]):
    c.mission  # use
""",
    "list comprehension": """
C
engines = [RDMissionController() for _ in range(3)]
print([c.mission for c in engines])  # use
print({c.mission_id: c for c in engines})  # use
engines[0].mission  # use
""",
    "generator expression": """
C
engines = [RDMissionController()]
any(c.mission for c in engines)  # use
next(c for c in engines).mission  # use
""",
    "comprehension scope": """
C
c = {}
x = [c for c in [RDMissionController()]]
c.items()
""",
    "lambda": """
C
c = RDMissionController()
show = lambda: c.mission  # use
get = lambda: c
get().mission  # use
use = lambda x: x.mission  # use
use(c)
""",
    "closure": """
C
def outer():
    c = RDMissionController()
    def inner():
        return c.mission  # use
    return inner
""",
    "closure over a parameter": """
C
def outer(c):
    def inner():
        return c.mission  # use
    return inner
outer(RDMissionController())
""",
    "closure over a later binding": """
C
def outer():
    def inner():
        return c.mission  # use
    c = RDMissionController()
    return inner
""",
    "nonlocal": """
C
def outer():
    c = None
    def make():
        nonlocal c
        c = RDMissionController()
    make()
    c.mission  # use
""",
    "global": """
C
engine = None
def init():
    global engine
    engine = RDMissionController()
def show():
    engine.mission  # use
""",
    "default argument": """
C
def show(c=RDMissionController()):
    c.mission  # use
""",
    "put there by another method": """
C
class Runner:
    def run(self):
        self.engine = None
        self.other = None
        self.connect()
        self.engine.mission  # use
        self.other.mission
    def connect(self):
        self.engine = RDMissionController()
""",
    "got from a mapping outside": """
from web import App
C
app = App()
app.settings["engine"] = RDMissionController()
app.settings["name"] = "x"
def show():
    app.settings.get("engine").mission  # use
    app.settings.get("name").mission
""",
    "display that holds itself": """
C
def more(engines):
    for number in range(3):
        engines = (*engines, number)
    return engines
more([RDMissionController()])[0].mission  # use
engines, by_name = (), {}
for number in range(3):
    if number:
        engines = [1, 2]
    engines = (*engines, RDMissionController())
    by_name = {**by_name, number: RDMissionController(), "last": by_name}
engines[0].mission  # use
for engine in engines:
    engine.mission  # use
by_name[1].mission  # use
""",
    "names given one by one": """
C
def show(engine, *names, **more):
    getattr(engine, more["last"])  # use
    return [getattr(engine, name) for name in names]  # use
show(RDMissionController(), "mission", "update_stage", last="mission_id")
show(open("x"), "name", last="mode")
""",
    "nonlocal of a parameter, and of a function further out": """
C
def outer(c):
    held = None
    def middle():
        def inner():
            nonlocal c, held
            c = held = RDMissionController()
        inner()
    middle()
    c.mission  # use
    held.mission  # use
outer(None)
""",
}
