"""Programs in which controllers and other objects come the same way and must not be mixed."""

_PATCHED = "".join(
    f"""
class Other{number}:
    engine, field{number} = RDMissionController(), {number}
patches.note(Other{number}(), "field{number}")"""
    for number in range(16)
)

APART = {
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
            setattr(target, name, value)
            delattr(target, name)
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
    "starred target": """
C
head, *tail = (1, RDMissionController(), 2)
head.mission
tail[0].mission  # use
tail[1].mission
""",
}
