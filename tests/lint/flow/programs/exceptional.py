"""Controllers that travel in exceptions."""

from __future__ import annotations

FOUND = {
    "argument of a builtin exception": """
C
def start():
    raise LookupError("no plan", RDMissionController())
try:
    start()
except LookupError as problem:
    problem.args[1].mission  # use
    problem.args[0].mission
""",
    "arguments of an exception of its own": """
C
class Stopped(RuntimeError):
    pass
try:
    raise Stopped(RDMissionController(), "why")
except Stopped as stopped:
    engine, reason = stopped.args
    engine.mission  # use
    reason.mission
""",
    "attribute of an exception": """
C
class Stopped(Exception):
    def __init__(self, engine):
        super().__init__("stopped")
        self.engine = engine
try:
    raise Stopped(RDMissionController())
except (Stopped, OSError) as stopped:
    stopped.engine.mission  # use
""",
    "another exception": """
C
class Stopped(Exception):
    pass
class Broken(Exception):
    pass
try:
    raise Stopped(RDMissionController())
except Broken as broken:
    broken.args[0].mission
except Stopped:
    pass
""",
    "arguments of an exception that says itself which": """
C
class Failed(Exception):
    def __init__(self, ctl, why):
        super().__init__(why)
        self.ctl = ctl
class Kept(Exception):
    def __init__(self, ctl):
        super().__init__(ctl)
def go(n):
    if n:
        raise Failed(RDMissionController(), "x")
    raise Kept(RDMissionController())
try:
    go(1)
except Failed as problem:
    problem.ctl.mission  # use
    problem.args[0].upper()
except Kept as problem:
    problem.args[0].mission  # use
""",
    "cause": """
C
class EngineError(Exception):
    def __init__(self, engine):
        self.engine = engine
class Failed(Exception): ...
def run():
    try:
        raise EngineError(RDMissionController())
    except EngineError as error:
        raise Failed from error
    except OSError as error:
        raise ValueError("x") from EngineError(RDMissionController())
try:
    run()
except Failed as failed:
    failed.__cause__.engine.mission  # use
except ValueError as failed:
    failed.__cause__.engine.mission  # use
""",
    "raised while another one is handled": """
C
class EngineError(Exception):
    def __init__(self, engine):
        self.engine = engine
def run():
    try:
        raise EngineError(RDMissionController())
    except EngineError:
        raise ValueError("x")
try:
    run()
except ValueError as failed:
    failed.__context__.engine.mission  # use
""",
}
