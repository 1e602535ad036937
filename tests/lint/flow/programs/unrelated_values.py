"""Values beside a controller that are something else."""

from __future__ import annotations

NOTHING_DUE = {
    "put under a key in its place": """
C
class Other:
    mission = 1
d = {"a": RDMissionController()}
d["a"] = Other()
d["a"].mission
n = [RDMissionController(), 2]
n[0] = {}
n[0].items()
n[0].keys()
del n[1]
""",
    "known object that stands for none": """
C
class Null:
    mission = None
NULL = Null()
def show(engine=NULL):
    if engine is not NULL:
        engine.update_stage("x")
    else:
        engine.mission
show(RDMissionController())
show()
""",
    "parsers of two functions of their own": """
import argparse
C
class Other:
    mission = 1
def first():
    parser = argparse.ArgumentParser()
    parser.set_defaults(engine=RDMissionController())
    parser.parse_args([]).engine.update_stage("x")
def second():
    parser = argparse.ArgumentParser()
    parser.set_defaults(engine=Other())
    return parser.parse_args([]).engine.mission
""",
    "steps one after the other": """
C
class Report:
    mission = "m"
def start(_):
    return RDMissionController()
def use(engine):
    engine.update_stage("x")
    return Report()
def finish(report):
    return report.mission
value = None
for step in (start, use, finish):
    value = step(value)
value.upper()
""",
    "picked out by type": """
from itertools import filterfalse
C
class Other:
    mission = 1
def is_other(one):
    return isinstance(one, Other)
things = [RDMissionController(), Other()]
for one in filter(lambda t: isinstance(t, Other), things):
    one.mission
for one in filterfalse(lambda t: isinstance(t, RDMissionController), things):
    one.mission
for one in things:
    if is_other(one):
        one.mission
""",
    "picked out by name": """
C
def cmd_save(engine):
    engine.update_stage("x")
def helper(engine):
    engine.mission
ALL = {"cmd_save": cmd_save, "helper": helper}
TABLE = {}
for name, value in ALL.items():
    if name.startswith("cmd_"):
        TABLE[name] = value
for name in TABLE:
    TABLE[name](RDMissionController())
LISTED = [value for name, value in ALL.items() if not name.endswith("er")]
for one in LISTED:
    one(RDMissionController())
""",
}
