"""What kind of thing the entry is: a class, an object, or what gives one in some way."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lint.files.source import in_memory
from migration_lint.project import EngineSettings, Project, Settings
from migration_lint.project.protocol import parse_method
from migration_lint.runner.lint import lint
from migration_lint.selection import Selection

CHOOSE = """
import os
if os.environ.get("SHOP_MODERN"):
    from shop.modern import Pricing
else:
    from shop.classic import Pricing
"""
OF_A_CLASS = "from shop import entry as Entry\nit = Entry()\n"
OF_AN_OBJECT = "from shop import entry\nit = entry\n"
ENTRIES = {
    "the class": ("entry = Pricing\n", OF_A_CLASS),
    "a class that makes others": (
        "class entry:\n    def __new__(cls): return Pricing()\n",
        OF_A_CLASS,
    ),
    "a subclass": ("class entry(Pricing): ...\n", OF_A_CLASS),
    "a function": ("def entry(): return Pricing()\n", OF_A_CLASS),
    "a function with attributes": (
        "import functools\n@functools.lru_cache\ndef entry(size=1): return Pricing()\n",
        "from shop import entry\nentry.cache_clear()\nit = entry(size=3)\n",
    ),
    "a class that holds one": (
        (
            "class entry:\n    def __init__(self, size): self.inner = Pricing()\n"
            "    def __getattr__(self, name): return getattr(self.inner, name)\n"
            "    def own(self): ...\n"
        ),
        "from shop import entry\nit = entry(3)\nit.own()\n",
    ),
    "a function in a list": (
        "def entry(): return Pricing()\n",
        "from shop import entry\nmakers = [entry]\nfor make in makers: it = make()\n",
    ),
    "a function that another one calls": (
        "def entry(): return Pricing()\n",
        "from shop import entry\ndef made(make): return make()\nit = made(entry)\n",
    ),
    "a coroutine": (
        "async def entry(): return Pricing()\n",
        "import asyncio\nfrom shop import entry\nit = asyncio.run(entry())\n",
    ),
    "a context manager": (
        "from contextlib import contextmanager\n@contextmanager\ndef entry(): yield Pricing()\n",
        "from shop import entry\nwith entry() as it: pass\n",
    ),
    "a context manager by its class": (
        "class entry:\n    def __enter__(self): return Pricing()\n",
        "from shop import entry\nwith entry() as it: pass\n",
    ),
    "an object": ("entry = Pricing()\n", OF_AN_OBJECT),
    "an object, taken from its module": ("entry = Pricing()\n", "import shop\nit = shop.entry\n"),
    "a proxy": (
        (
            "class Lazy:\n    def __getattr__(self, name): return getattr(Pricing(), name)\n"
            "entry = Lazy()\n"
        ),
        OF_AN_OBJECT,
    ),
}


def project() -> Project:
    settings = Settings(
        flag="SHOP_MODERN",
        control="classic",
        candidate="modern",
        protocol=(parse_method("quote(cart)"),),
        entry="shop:entry",
        isolate=("shop",),
        legacy_modules=("shop.classic",),
        legacy_files=(),
        bridges=("shop/__init__.py",),
        engines={
            "classic": EngineSettings(controller="shop.classic:Pricing"),
            "modern": EngineSettings(controller="shop.modern:Pricing"),
        },
    )
    return Project(Path("/"), None, settings)


@pytest.mark.parametrize("kind", ENTRIES)
def test_a_controller_by_the_entry(kind: str) -> None:
    entry, use = ENTRIES[kind]
    calls = "it.reload()\nit.quote(1, 2)\nit.quote(1)\n"
    files = {
        "shop/__init__.py": CHOOSE + entry,
        "shop/classic.py": "class Pricing:\n    def quote(self, cart): ...\n"
        "    def reload(self): ...\n",
        "shop/modern.py": "class Pricing:\n    def quote(self, cart): ...\n",
        "views.py": use + calls,
    }
    sources = [in_memory(name, text.encode()) for name, text in files.items()]
    first = len(use.splitlines()) + 1

    outcome = lint(project(), sources, Selection(1, select=("ML2",)))

    found = [(one.path, one.span.line, one.code) for one in outcome.diagnostics]
    assert found == [("views.py", first, "ML202"), ("views.py", first + 1, "ML204")]


def test_an_entry_that_is_a_module_is_used_as_a_controller_is() -> None:
    choose = CHOOSE.replace("shop.modern import Pricing", "shop import modern as entry")
    files = {
        "shop/__init__.py": choose.replace(
            "shop.classic import Pricing", "shop import classic as entry"
        ),
        "shop/classic.py": "def quote(cart): ...\ndef reload(): ...\n",
        "shop/modern.py": "def quote(cart): ...\n",
        "views.py": "from shop import entry\nentry.quote(1)\nentry.quote()\nentry.reload()\n",
    }
    engines = {"classic": EngineSettings(), "modern": EngineSettings()}
    settings = project().settings._replace(engines=engines)
    sources = [in_memory(name, text.encode()) for name, text in files.items()]

    outcome = lint(project()._replace(settings=settings), sources, Selection(1, select=("ML2",)))

    found = [(one.path, one.span.line, one.code) for one in outcome.diagnostics]
    assert found == [("views.py", 3, "ML204"), ("views.py", 4, "ML201")]


def test_an_engine_that_is_a_function_makes_no_controllers() -> None:
    files = {
        "shop/__init__.py": CHOOSE.replace("Pricing", "Pricing as entry"),
        "shop/classic.py": "def Pricing(cart, *, tax=0): ...\n",
        "shop/modern.py": "def Pricing(cart, tax=0): ...\n",
        "views.py": "from shop import entry\nentry([1]).total\nentry.cache = 1\nentry([1], 2)\n",
        "test_views.py": "def test_it(engine):\n    engine.controller([1]).total\n",
    }
    sources = [in_memory(name, text.encode()) for name, text in files.items()]

    outcome = lint(project(), sources, Selection(1, select=("ML2",)))

    found = [(one.path, one.span.line, one.message) for one in outcome.diagnostics]
    rejected = "classic rejects this call of `entry`: it takes at most 1 positional, 2 given"
    assert found == [("views.py", 4, rejected)]
