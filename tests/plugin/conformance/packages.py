"""The installed packages of the rows on what engines share: each is altered in another way."""

from __future__ import annotations

from tests.plugin.conformance.row import tree

PACKAGES = tree(
    {
        "configurable/__init__.py": """
            CONFIGURED = "by nobody"

            def configure(value):
                global CONFIGURED
                CONFIGURED = value

            class Client:
                def get(self):
                    return "got"
        """,
        "registrant/__init__.py": """
            import copyreg
            import decimal
            import logging
            import mimetypes
            import os
            import sys
            import urllib.parse
            import xml.etree.ElementTree
            from random import random

            class Kind(type):
                pass

            class Registered(metaclass=Kind):
                pass

            copyreg.pickle(Kind, lambda kind: "Registered")
            logging.addLevelName(7, "FINER")
            logging.getLogger("registrant").addHandler(logging.NullHandler())
            mimetypes.add_type("registrant/it", ".registrant")
            os.environ["REGISTRANT"] = str(os.getpid() > 0)
            sys.path.append("/registrant")
            urllib.parse.uses_netloc.append("registrant")
            xml.etree.ElementTree.register_namespace("registrant", "urn:registrant")
            decimal.getcontext().traps[decimal.FloatOperation] = True
            DRAWN = random()
        """,
        "quiet.py": "import colorsys",
        "unhurried.py": "import time; time.sleep(0.001)",
        "settable.py": """
            from contextvars import ContextVar

            CURRENT = ContextVar("current", default="nobody's")
            OPTIONS = {"mode": "default", "inner": {"mode": "default"}}
            MODE = "default"
            SEEN = []
            NUMBERS = {1}

            class Options:
                mode = "default"

            class Client:
                def get(self):
                    return "got"

            options = Options()

            def set_mode(mode):
                global MODE
                MODE = mode
        """,
        "deep/__init__.py": "",
        "deep/down/__init__.py": "",
        "deep/down/below.py": "MODE = 'default'",
        "settable_extension.py": """
            import settable

            settable.OPTIONS["extended"] = True
            settable.SEEN.append("extension")
            settable.Options.extended = True
        """,
        "registering_once.py": """
            HANDLERS = {"first": print}
            REGISTERED = False

            def register():
                global REGISTERED
                if not REGISTERED:
                    REGISTERED = True
                    if "second" in HANDLERS:
                        raise ValueError("there is a second one")
                    HANDLERS["second"] = print
        """,
        "dice.py": """
            from random import Random, SystemRandom

            DICE = Random(3)
            UNSEEDED = SystemRandom()
        """,
        "metrics.py": """
            class Registry:
                def __init__(self):
                    self.by_name = {}

                def add(self, counter):
                    if counter.name in self.by_name:
                        raise ValueError("there is one of that name")
                    self.by_name[counter.name] = counter

            class Counter:
                def __init__(self, name, help):
                    self.name, self.help = name, help
                    REGISTRY.add(self)

            class Signal:
                def __init__(self):
                    self.receivers = []

            class Signals(dict):
                def signal(self, name):
                    return self.setdefault(name, Signal())

            class Provider:
                pass

            REGISTRY = Registry()
            SIGNALS = Signals()
            PROVIDER = None

            def provide(provider):
                global PROVIDER
                if PROVIDER is not None:
                    raise ValueError("there is one")
                PROVIDER = provider
        """,
        "exporter.py": """
            import metrics

            def exported():
                return [one.help for one in metrics.REGISTRY.by_name.values()]

            class Counted(metrics.Counter):
                pass
        """,
        "patcher.py": """
            import builtins
            import functools
            import string
            import textwrap

            PATCHED = [False]

            def exclaim(text):
                return f"{text}!"

            class Formatter(string.Formatter):
                pass

            def wrapping(function):
                @functools.wraps(function)
                def wrapped(text):
                    return f"({function(text)})"
                return wrapped

            def patch():
                if not PATCHED[0]:
                    PATCHED[0] = True
                    string.whispered = exclaim

            builtins.exclaim = exclaim
            string.Formatter = Formatter
        """,
        "registrant/later.py": """
            import logging
            import xml.etree.ElementTree

            logging.addLevelName(8, "FINER STILL")
            xml.etree.ElementTree.register_namespace("later", "urn:later")
        """,
    }
)
