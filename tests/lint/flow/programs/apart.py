"""Programs in which controllers and other objects come the same way and must not be mixed."""

_PATCHED = "".join(
    f"""
class Other{number}:
    engine, field{number} = RDMissionController(), {number}
patches.note(Other{number}(), "field{number}")"""
    for number in range(16)
)

FOUND = {
    "patches that are undone": """
C
class Patches:
    def __init__(self):
        self.done = []
    def put(self, target, name, value):
        self.done.append((target, name, getattr(target, name)))  # use
        setattr(target, name, value)  # use
    def undo(self):
        for target, name, value in reversed(self.done):
            setattr(target, name, value)  # use
            delattr(target, name)  # use
class Log:
    level = 0
def show(self):
    self.mission
def save(self):
    self.mission  # use
patches = Patches()
patches.put(Log, "level", show)
patches.put(RDMissionController, "save_mission", save)
patches.undo()
""",
    "one function for very many kinds": f"""
C
class Patches:
    def note(self, target, name):
        if hasattr(target, name):
            setattr(target, name, None)
            delattr(target, name)
            return getattr(target, name)
patches = Patches()
{_PATCHED}
patches.note(RDMissionController(), "update_stage")
""",
    "each of several kinds asked for each of several names": """
C
class Worker:
    def stop(self): ...
for part in (RDMissionController(), Worker()):
    for name in ("close", "stop"):
        getattr(part, name, print)()  # use
""",
    "hasattr": """
C
class Other:
    def vibrate(self): ...
def step(one):
    if not hasattr(one, "build_rd_prompt"):
        return one.vibrate()
    one.load_mission()  # use
step(RDMissionController())
step(Other())
class Engine:
    def __init__(self, inner):
        self.inner = inner
def inside(one):
    if hasattr(one, "inner"):
        one = one.inner
    one.load_mission()  # use
inside(Engine(RDMissionController()))
class Log:
    def write(self): ...
class Lines(Log):
    def put(self):
        self.lines = []
def flush(one):
    if hasattr(one, "write"):
        return one
    return RDMissionController()
def lines(one):
    return one if hasattr(one, "lines") else RDMissionController()
def get(one):
    return one if hasattr(one, "get") else RDMissionController()
flush(Log()).mission
flush([]).mission  # use
get({}).mission
get(None).mission  # use
lines(Lines()).mission  # use
lines(Log()).mission  # use
""",
    "calls that wait in a list": """
C
jobs = []
def schedule(function, argument):
    jobs.append((function, argument))
def save(engine):
    engine.mission  # use
def log(text):
    text.mission
schedule(save, RDMissionController())
schedule(log, "x")
schedule(log, open("x"))
for function, argument in jobs:
    function(argument)
[function(argument) for function, argument in jobs]
""",
    "rows in no order": """
C
rows, last = [], None
def add(key, value):
    rows.append((key, value))
add("x", 1)
add("e", RDMissionController())
add("y", print)
for key, value in rows:
    if last is not None:
        last.mission  # use
    last = value
    key.mission
""",
    "what comes from a queue": """
import queue
C
waiting = queue.Queue()
waiting.put(("engine", RDMissionController()))
waiting.put(("text", "x"))
def work():
    kind, one = waiting.get()
    if kind == "engine":
        return one.mission  # use
    return one.mission
work()
while True:
    kind, one = waiting.get()
    if kind == "text":
        one.mission
        continue
    one.mission  # use
""",
    "wrapped before anybody sees it": """
C
class Proxy:
    def __init__(self, inner):
        self.inner = inner
    def mission(self):
        return self.inner.mission  # use
class App:
    def __init__(self):
        self.engine = RDMissionController()
        self.engine.update_stage("x")
        self.engine: Proxy = Proxy(self.engine)
    def run(self):
        self.engine.mission()
App().run()
class Seen:
    def __init__(self):
        self.engine = RDMissionController()
        self.note()
        self.engine = None
    def note(self):
        self.engine.mission  # use
Seen()
class Shown:
    def __init__(self):
        self.engine = RDMissionController()
        note(self)
        self.engine = None
def note(shown):
    shown.engine.mission  # use
Shown()
""",
    "caches of one class": """
C
class Memo:
    def __init__(self, function):
        self.function, self.seen = function, {}
    def __call__(self, *given):
        if given not in self.seen:
            self.seen[given] = self.function(*given)
        return self.seen[given]
@Memo
def engine(name):
    return RDMissionController()
@Memo
def title(name):
    return name
engine("a").mission  # use
title("a").mission
""",
    "starred target": """
C
head, *tail = (1, RDMissionController(), 2)
head.mission
tail[0].mission  # use
tail[1].mission
""",
    "told apart by an attribute": """
from dataclasses import dataclass
C
class Text:
    kind = "text"
    def mission(self): ...
class Real(RDMissionController):
    kind = "real"
class Runner:
    state = "idle"
    def __init__(self):
        self.engine = RDMissionController()
    def run(self):
        if self.state == "ready":  # which others may say
            self.engine.mission  # use
def each(*xs):
    for x in xs:
        if x.kind != "real":
            x.mission()
            continue
        x.mission_id  # use
each(Text(), Real())
@dataclass
class Job:
    kind: str
    payload: object
for job in (Job("engine", RDMissionController()), Job("text", "x")):
    if job.kind == "engine":
        job.payload.mission  # use
    else:
        job.payload.mission
""",
    "lists that a defaultdict makes": """
from collections import defaultdict
C
class Row:
    mission = None
class Bus:
    def __init__(self):
        self.handlers = defaultdict(list)
    def on(self, topic, handler):
        self.handlers[topic].append(handler)
    def emit(self, topic, *given):
        for handler in self.handlers[topic]:
            handler(*given)
bus = Bus()
bus.on("stage", lambda e: e.mission)  # use
bus.on("row", lambda row: row.mission)
bus.emit("stage", RDMissionController())
bus.emit("row", Row())
table = defaultdict(lambda: defaultdict(set))
table["a"]["x"].add(RDMissionController())
table["b"]["x"].add(Row())
for e in table["a"]["x"]:
    e.mission  # use
for row in table["b"]["x"]:
    row.mission
for inner in table.values():
    for one in inner["x"]:
        one.events  # use
engines = defaultdict(RDMissionController, {"none": Row()})
engines["none"].mission
engines["some"].mission  # use
""",
    "lists that a defaultdict makes under any key": """
import sys
from collections import defaultdict
C
table = defaultdict(list)
for line in sys.stdin:
    table[line].append(RDMissionController())
table["a"][0].mission  # use
late = defaultdict(list)
def add(key, e: RDMissionController):
    late[key].append(e)
def show():
    for es in late.values():
        es[0].mission  # use
""",
}
