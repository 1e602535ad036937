"""What engines and tests do to installed packages, which they share, and what those do."""

from __future__ import annotations

from tests.plugin.conformance.product import PRODUCT, SETTINGS
from tests.plugin.conformance.row import Batch, Row, tree

SHARED = Batch(
    "shared",
    files=PRODUCT,
    settings=SETTINGS,
    site=tree(
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
    ),
)

SOURCES = {
    "system_that_a_test_replaces": {
        "test_system.py": """
            import os
            import product
            import pytest

            def refuse(*_, **__):
                raise AssertionError("called by whom?")

            @pytest.fixture
            def refusing(monkeypatch):
                for name in ("getcwd", "lstat", "readlink", "umask"):
                    monkeypatch.setattr(os, name, refuse)
                for name in ("islink", "realpath"):
                    monkeypatch.setattr(os.path, name, refuse)

            def test_import(refusing, record_property):
                import quiet
                record_property("saw", product.NAME)
        """
    },
    "patched_by_a_shared_package": {
        "test_patched.py": """
            import builtins
            import string
            import textwrap
            import product

            def test_before_it_is_there(record_property):
                record_property("saw", product.NAME)
                assert not hasattr(builtins, "exclaim")

            def test_when_imported():
                import patcher
                assert exclaim(product.NAME) == "old!"
                assert string.Formatter is patcher.Formatter

            def test_when_asked():
                import patcher
                patcher.patch()
                assert string.whispered(product.NAME) == "new!"

            def test_made_for_an_engine():
                import patcher
                textwrap.dedent = patcher.wrapping(textwrap.dedent)
                assert textwrap.dedent(product.NAME) == "(old)"
        """
    },
    "registered_by_a_shared_package": {
        "test_registered.py": """
            import copyreg
            import decimal
            import logging
            import mimetypes
            import os
            import pickle
            import random
            import sys
            import urllib.parse
            import xml.etree.ElementTree
            import product

            logging.addLevelName(7, f"OF {product.NAME}")
            logging.addLevelName(6, f"OF {product.NAME}")
            mimetypes.add_type(f"engine/{product.NAME}", f".{product.NAME}")
            urllib.parse.uses_netloc.append(product.NAME)
            random.seed(1)

            import registrant
            import registrant.later

            NAMES = ["old", "new", "registrant"]

            def test_by_key(record_property):
                assert pickle.dumps(registrant.Registered)
                assert logging.getLevelName(8) == "FINER STILL"
                assert os.environ["REGISTRANT"] == "True"
                record_property("saw", [logging.getLevelName(6), logging.getLevelName(7)])

            def test_in_lists(record_property):
                assert [it for it in sys.path if it == "/registrant"] == ["/registrant"]
                record_property("saw", [it for it in urllib.parse.uses_netloc if it in NAMES])

            def test_types(record_property):
                record_property("saw", [mimetypes.guess_type(f"it.{name}") for name in NAMES])

            def test_names_of_elements():
                element = xml.etree.ElementTree.Element("{urn:registrant}it")
                assert xml.etree.ElementTree.tostring(element).startswith(b"<registrant:it")
                element = xml.etree.ElementTree.Element("{urn:later}it")
                assert xml.etree.ElementTree.tostring(element).startswith(b"<later:it")

            def test_loggers():
                assert len(logging.getLogger("registrant").handlers) == 1

            def test_settings(record_property):
                assert decimal.getcontext().traps[decimal.FloatOperation]
                record_property("saw", random.random())
        """
    },
    "shared_package": {
        "test_shared_package.py": """
            import configurable
            import product

            configurable.configure(product.NAME)
            configurable.Client.engine = product.Controller()

            def test_configured():
                assert configurable.CONFIGURED == "old"

            def test_class():
                assert type(configurable.Client.engine) is product.Controller

            def test_instrumented(record_property):
                record_property("depth", getattr(configurable.Client.get, "depth", 0))

                def get(self, inner=configurable.Client.get):
                    return f"{inner(self)} on {product.NAME}"

                get.depth = getattr(configurable.Client.get, "depth", 0) + 1
                configurable.Client.get = get
                assert configurable.Client().get() == "got on new"
        """
    },
}

ROWS = tuple(Row(name, tree(sources), SHARED) for name, sources in SOURCES.items())
