"""Data flow over Python files: an abstract interpreter that follows the engines through a project.

`analysis.analyse` is the way in. What runs is a worklist (`work/worklist.py`) of *contexts*
(`state/contexts.py`): one body, of a module or a function, with the values that flow into it.
Running a context walks the body's syntax (`syntax/`, one handler for each kind of node) with a
*frame* (`state/frame.py`), which knows what each name may be at the current place. An expression
gives a set of abstract *values* (`domain/values.py`); calls of the project's own functions lead to
further contexts (`calling/`), those of other packages to models (`models/`), and attributes and
elements are kept by what holds them (`state/holdings.py`, `objects/`).

A context notes what it reads of others. When that changes it runs again, until nothing changes; all
of it only ever grows and is bounded, so that ends. Only what may have to do with the migration is
run at all (`attention/`). On the way `state/observe.py` tells a recorder what happens at each
place, and at the end `recording/` makes *facts* of it, by which the rules judge. `surfaces/` reads
which members each engine's controller has, and judges the uses of controllers beside that.

The folders import downwards only: attention, calling, models, objects, surfaces and syntax stand
side by side, below them state, recording, code and domain.
"""
