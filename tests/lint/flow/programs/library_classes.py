"""Classes that nobody in the project makes: what they run in each other and hand on to."""

from __future__ import annotations

FOUND = {
    "steps of a class that nobody makes": """
### base.py
from af_engine import RDMissionController
class Flow:
    def run(self):
        self.step(self.make())
    def make(self):
        return RDMissionController()
    def step(self, engine): ...
class Listing(Flow):
    def make(self):
        return []
    def step(self, engine):
        engine.mission
class Saving(Flow):
    def step(self, engine):
        engine.mission  # use
### later.py
from base import Flow
class Loading(Flow):
    def step(self, thing):
        thing.mission  # use
""",
    "a class that nobody makes hands itself on": """
C
class App:
    def __init__(self):
        self.engine = RDMissionController()
    def run(self):
        Report(self).show()
        show(app=self)
class Report:
    def __init__(self, app):
        self.app = app
    def show(self):
        self.app.engine.mission  # use
def show(app):
    app.engine.mission  # use
class Making:
    def prepare(self):
        self.engine = RDMissionController()
class Showing:
    def show(self):
        self.engine.mission  # use
class Page(Making, Showing): ...
class Car(Showing):
    engine = "v8"
""",
}
