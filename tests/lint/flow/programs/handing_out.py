"""Functions and objects that hand out what was given to them before."""

from __future__ import annotations

FOUND = {
    "stack class": """
C
class Stack:
    def __init__(self):
        self._items = []
    def push(self, x):
        self._items.append(x)
    def pop(self):
        return self._items.pop()
    def top(self):
        return self._items[-1]
    def __iter__(self):
        return iter(self._items)
s = Stack()
s.push(RDMissionController())
s.top().mission  # use
s.pop().mission  # use
for c in s:
    c.mission  # use
""",
    "queue in threads": """
import queue, threading
C
def worker(q):
    while True:
        c = q.get()
        if c is None:
            break
        c.mission  # use
def main():
    q = queue.Queue(10)
    t = threading.Thread(target=worker, args=(q,))
    t.start()
    q.put(RDMissionController())
""",
    "callback across files": """
### bus.py
class Bus:
    def __init__(self):
        self.handlers = {}
    def on(self, name, f):
        self.handlers.setdefault(name, []).append(f)
    def emit(self, name, *args):
        for f in self.handlers.get(name, []):
            f(*args)
bus = Bus()
### handlers.py
from bus import bus
def show(c):
    c.mission  # use
bus.on("made", show)
### main.py
C
from bus import bus
import handlers
bus.emit("made", RDMissionController())
""",
    "builder chain": """
C
class B:
    def __init__(self):
        self._c = None
    def with_controller(self, c):
        self._c = c
        return self
    def build(self):
        return self._c
B().with_controller(RDMissionController()).build().mission  # use
""",
    "queue apart": """
import queue
C
a = queue.Queue()
b = queue.Queue()
a.put(RDMissionController())
b.put("x")
b.get().upper()
a.qsize()
a.maxsize
""",
    "enter returns self": """
C
class Session(RDMissionController):
    def __enter__(self):
        return self
    def __exit__(self, *a):
        pass
with Session() as s:
    s.mission  # use
""",
    "enter returns attribute": """
C
class Session:
    def __init__(self):
        self.c = RDMissionController()
    def __enter__(self):
        return self.c
    def __exit__(self, *a):
        self.c.save_mission()  # use
with Session() as s:
    s.mission  # use
""",
    "nested class": """
C
class Outer:
    class Inner:
        c = RDMissionController()
    def f(self):
        Outer.Inner.c.mission  # use
        self.Inner.c.mission  # use
""",
    "class level cache": """
C
class Hub:
    _cache = {}
    @classmethod
    def get(cls, name):
        if name not in cls._cache:
            cls._cache[name] = RDMissionController()
        return cls._cache[name]
    @staticmethod
    def make():
        return Hub.get("x")
Hub.get("a").mission  # use
Hub.make().mission  # use
""",
    "userdict getitem": """
C
class Reg:
    def __init__(self):
        self._d = {}
    def __setitem__(self, k, v):
        self._d[k] = v
    def __getitem__(self, k):
        return self._d[k]
r = Reg()
r["a"] = RDMissionController()
r["a"].mission  # use
""",
    "dependency container": """
### container.py
class Container:
    def __init__(self):
        self._makers = {}
        self._made = {}
    def register(self, name, maker):
        self._makers[name] = maker
    def get(self, name):
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]
container = Container()
### setup.py
C
from container import container
container.register("engine", lambda: RDMissionController())
### view.py
from container import container
def show():
    return container.get("engine").mission  # use
""",
    "list subclass": """
C
class Pool(list):
    def first(self):
        return self[0]
p = Pool()
p.append(RDMissionController())
p.first().mission  # use
for c in p:
    c.mission  # use
""",
    "exitstack self": """
from contextlib import ExitStack
C
class S:
    def __enter__(self): return RDMissionController()
    def __exit__(self, *a): ...
class H:
    def __init__(self):
        self.stack = ExitStack()
    def go(self):
        c = self.stack.enter_context(S())
        c.mission  # use
""",
    "partial for somebody unknown": """
C
from functools import partial
import asyncio, signal
def done(task, *, engine):
    engine.log()  # use
def save(engine, *more):
    engine.save_mission()  # use
def stop(engine, signum, frame):
    engine.shutdown()  # use
def job(engine, n):
    engine.tick()  # use
def main(window, scheduler, work):
    c = RDMissionController()
    asyncio.ensure_future(work).add_done_callback(partial(done, engine=c))
    window.button.clicked.connect(partial(save, c))
    signal.signal(signal.SIGTERM, partial(stop, c))
    scheduler.add_job(job, "interval", args=[c, 1], seconds=3)
""",
    "put from outside into what an object makes": """
C
class Hub:
    def __init__(self):
        self.engines = []
        self.table = {}
        self.rows = [[None] * 2 for _ in range(2)]
        self.named = {"a": []}
class Other:
    def __init__(self):
        self.named = {"a": []}
    def get(self):
        return self.named
hub, other = Hub(), Other()
hub.engines.append(RDMissionController())
hub.table["x"] = hub.engines[0]
hub.rows[0][1] = hub.table["x"]
hub.engines[0].mission  # use
hub.rows[0][1].mission  # use
other.get()["a"].append(RDMissionController())
other.get()["a"][0].mission  # use
hub.named["a"].append(3)
hub.named["a"][0].mission
""",
    "put from outside into what an object of another file makes": """
### hub.py
class Hub:
    def __init__(self):
        self.named = {"a": []}
        self.items = []
    def get(self):
        return self.named
### user.py
from af_engine import RDMissionController
from hub import Hub
hub = Hub()
hub.get()["a"].append(RDMissionController())
hub.get()["a"][0].mission  # use
hub.items[0].mission
""",
    "object that changes itself in place": """
C
class Bag:
    def __init__(self):
        self.held = {}
    def __iadd__(self, one):
        self.held["e"] = one
        return self
    def __enter__(self):
        return self.held["e"]
    def __exit__(self, *raised): ...
bag = Bag()
bag += RDMissionController()
with bag as engine:
    engine.mission  # use
""",
    "heap that an object makes": """
### tasks.py
import heapq
class Task:
    def __init__(self, function, given):
        self.function, self.given = function, given
class Scheduler:
    def __init__(self):
        self._heap = []
    def submit(self, function, *given):
        heapq.heappush(self._heap, Task(function, given))
    def run(self):
        while self._heap:
            task = heapq.heappop(self._heap)
            task.function(*task.given)
### main.py
from af_engine import RDMissionController
from tasks import Scheduler
def advance(one, stage):
    one.go(stage)  # use
    stage.lower()
def note(text):
    text.upper()
scheduler = Scheduler()
scheduler.submit(advance, RDMissionController(), "A")
scheduler.submit(note, "x")
scheduler.run()
""",
    "kept by what nobody makes or calls": """
C
class Pool:
    def __init__(self):
        self.engines = {}
        self.ended = []
    def get(self, name):
        if name not in self.engines:
            self.engines[name] = RDMissionController()
        return self.engines[name]
    def end(self, name):
        self.ended.append(RDMissionController())
    def close(self):
        for engine in self.engines.values():
            engine.mission  # use
        for engine in self.ended:
            engine.mission  # use
    def named(self, name):
        self.get(name).mission  # use
ENGINES = {}
def engine(name):
    return ENGINES.setdefault(name, RDMissionController())
def close():
    for engine in ENGINES.values():
        engine.mission  # use
""",
    "tables that only strangers fill": """
C
SESSIONS = {}
def connect(name):
    SESSIONS[name] = {"engine": RDMissionController(), "name": name}
def message(name, text):
    SESSIONS[name]["engine"].mission  # use
    SESSIONS[name]["name"].mission
def rename(name, other):
    session = SESSIONS[name]
    SESSIONS[other] = {"engine": session["name"]}
class Memo:
    def __init__(self):
        self.held = {}
    def get(self, key, make):
        if key not in self.held:
            self.held[key] = make()
        return self.held[key]
engines, names = Memo(), Memo()
def show(key):
    engines.get(key, RDMissionController).mission  # use
    names.get(key, list).mission
    for name in names.held.values():
        name.mission
""",
}
