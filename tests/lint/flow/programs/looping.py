"""What one round of a loop leaves to the next, and to what comes after the loop."""

from __future__ import annotations

FOUND = {
    "bound after it is read": """
C
last = None
for number in range(3):
    last.mission  # use
    last = RDMissionController()
""",
    "bound on the way to the next round": """
C
last = None
while number():
    if last:
        last.mission  # use
        continue
    last = RDMissionController()
""",
    "two rounds later": """
C
first = second = None
for number in range(3):
    second.mission  # use
    second = first
    first = RDMissionController()
""",
    "left by a break before it is bound": """
C
found = None
while True:
    if number():
        break
    found = RDMissionController()
found.mission  # use
""",
    "bound for the first time after a break": """
C
while True:
    if number():
        break
    found = RDMissionController()
found.mission  # use
""",
    "bound where an exception may come first": """
C
made = None
for number in range(3):
    try:
        check(number)
        made = RDMissionController()
    except ValueError:
        pass
    made.mission  # use
""",
    "read by a handler": """
C
made = None
for number in range(3):
    try:
        check(number)
    except ValueError:
        made.mission  # use
    made = RDMissionController()
""",
    "bound inside of what ends exceptions": """
C
import contextlib
made = None
for number in range(3):
    with contextlib.suppress(ValueError):
        check(number)
        current = RDMissionController()
    current.mission  # use
""",
    "bound by one branch": """
C
made = None
for number in range(3):
    if number:
        made = RDMissionController()
    made.mission  # use
""",
    "read by the head": """
C
engine = None
while engine is None or engine.mission:  # use
    engine = RDMissionController()
""",
    "an attribute by its path": """
C
class Holder:
    def run(self):
        self.engine = None
        for number in range(3):
            if self.engine is not None:
                self.engine.mission  # use
            self.engine = RDMissionController()
""",
    "a loop inside of a loop": """
C
last = None
for outer in range(3):
    for inner in range(3):
        last.mission  # use
    for inner in range(3):
        last = RDMissionController()
""",
    "the name of an attribute": """
C
controller = RDMissionController()
name = "update_stage"
for number in range(3):
    getattr(controller, name)  # use
    name = "mission"
""",
    "a closure that is called in the next round": """
C
made = None
later = print
for number in range(3):
    later()
    def later():
        made.mission  # use
    made = RDMissionController()
""",
    "the other end of a loop": """
C
made = None
for number in range(3):
    made = RDMissionController()
else:
    made.mission  # use
""",
    "augmented": """
C
held = ()
for number in range(3):
    held += (RDMissionController(),)
    held[0].mission  # use
""",
    "lists that are added": """
C
sum([[RDMissionController()], [RDMissionController()]], [])[0].mission  # use
sum([1, 2], 3).mission
sum((c.iteration for c in [RDMissionController()]))  # use
""",
    "script that never ends": """
C
engine = RDMissionController()
def status():
    return engine.mission  # use
if __name__ == "__main__":
    while True:
        print(status())
""",
}
