"""Packages: star imports, names given from elsewhere, namespaces without a file."""

from __future__ import annotations

FOUND = {
    "through a package": """
### pkg/__init__.py
from .factory import make
### pkg/factory.py
from af_engine import RDMissionController
def make():
    return RDMissionController()
### user.py
from pkg import make
make().mission  # use
""",
    "through a star import": """
### api.py
from af_engine import RDMissionController
controller = RDMissionController()
### middle.py
from api import *
### user.py
from middle import controller
controller.mission  # use
""",
    "star import of a file without a word of it": """
### show.py
def show(x):
    x.mission  # use
### main.py
from af_engine import RDMissionController
from show import *
show(RDMissionController())
""",
    "builtins beside a star import": """
### make.py
from af_engine import RDMissionController
def make():
    yield RDMissionController()
### user.py
from make import *
next(make()).mission  # use
getattr(next(make()), "mission")  # use
""",
    "names that a lazy package gives from elsewhere": """
### engines/__init__.py
import importlib
_LAZY = {"make": "engines.impl", "Engine": "engines.impl"}
def __getattr__(name):
    if name in _LAZY:
        value = getattr(importlib.import_module(_LAZY[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(name)
### engines/impl.py
from af_engine import RDMissionController as Engine
def make():
    return Engine()
### use.py
import engines
from engines import Engine
engines.make().mission  # use
Engine().mission  # use
""",
    "function that a lazy module hands out": """
### engines/__init__.py
def __getattr__(name):
    if name == "make":
        from engines.impl import make
        return make
    raise AttributeError(name)
### engines/impl.py
from af_engine import RDMissionController
def make():
    return RDMissionController()
### use.py
import engines
engines.make().mission  # use
""",
    "name of a builtin from a star import": """
### helpers.py
def map(x):
    return x
### use.py
from helpers import *
from af_engine import RDMissionController
map(RDMissionController()).mission  # use
""",
    "listed names of a star import": """
### core.py
from af_engine import RDMissionController
__all__ = ["make"]
def make():
    return RDMissionController()
### pkg/__init__.py
import core
from core import *
__all__ = [] + core.__all__
__all__.append("_extra")
def _extra():
    return make()
### use.py
from pkg import *
make().mission  # use
_extra().mission  # use
""",
    "namespace package": """
### app/impl.py
from af_engine import RDMissionController
def make():
    return RDMissionController()
### use.py
from app.impl import make
from app import impl
import app.impl
import app.impl as again
make().mission  # use
impl.make().mission  # use
app.impl.make().mission  # use
again.make().mission  # use
""",
    "namespace package inside and beside": """
### app/core/impl.py
from af_engine import RDMissionController
def make():
    return RDMissionController()
### app/core/near.py
from .impl import make
from . import impl
make().mission  # use
impl.make().mission  # use
### app/web.py
from app.core.impl import make
from app.core import impl
from .core import impl as third
make().mission  # use
impl.make().mission  # use
third.make().mission  # use
### app/script.py
from core.impl import make
import core.impl
make().mission  # use
core.impl.make().mission  # use
""",
    "package in a namespace package": """
### ns/pkg/__init__.py
from .impl import make
### ns/pkg/impl.py
from af_engine import RDMissionController
def make():
    return RDMissionController()
### use.py
from ns.pkg import make
import ns.pkg.impl as m
from ns import pkg
make().mission  # use
m.make().mission  # use
pkg.make().mission  # use
pkg.impl.make().mission  # use
### other/use.py
import importlib
from ns.pkg import make
make().mission  # use
importlib.import_module("ns.pkg.impl").make().mission  # use
""",
    "package that binds the name of its own module": """
### app/__init__.py
from .services import services
### app/services.py
class Services:
    def __init__(self):
        self._made = {}
    def provide(self, name, factory):
        self._made[name] = factory
    def get(self, name):
        return self._made[name]()
services = Services()
### app/boot.py
from af_engine import RDMissionController
from . import services
services.provide("engine", RDMissionController)
### app/web.py
from app import services
def view():
    services.get("engine").mission  # use
""",
}
