"""What engines and tests do to installed packages, which they share, and what those do."""

from __future__ import annotations

from tests.plugin.conformance.packages import PACKAGES
from tests.plugin.conformance.product import PRODUCT, SETTINGS
from tests.plugin.conformance.row import Batch, Row, tree

SHARED = Batch(
    "shared",
    files=PRODUCT,
    settings=SETTINGS,
    site=PACKAGES,
)

SOURCES = {
    "generators_of_a_package": {
        "seeding.py": """
            import dice
            import product

            FIRST = dice.DICE.random()
            dice.DICE.seed(len(product.Controller.name) + ord(product.Controller.name[0]))
        """,
        "test_dice.py": """
            import dice
            import pytest
            import seeding

            @pytest.mark.parametrize("turn", range(2))
            def test_drawn(turn, record_property):
                record_property("first", seeding.FIRST)
                record_property("drawn", dice.DICE.random())
                assert 0 <= dice.UNSEEDED.random() < 1
        """,
    },
    "objects_of_a_package_that_an_engine_alters": {
        "counting.py": """
            import metrics
            from product import Controller

            COUNTER = metrics.Counter("stages", Controller.name)
            metrics.SIGNALS.signal("stage").receivers.append(len)
            metrics.provide(metrics.Provider())
        """,
        "test_metrics.py": """
            import counting
            import exporter
            import metrics
            from product import Controller

            def test_what_is_registered(record_property):
                record_property("registered", exporter.exported())
                assert exporter.exported() == [Controller.name]
                assert issubclass(exporter.Counted, type(counting.COUNTER))

            def test_what_is_connected():
                assert metrics.SIGNALS.signal("stage").receivers == [len]
                assert type(metrics.PROVIDER) is metrics.Provider
        """,
    },
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
    "values_of_a_shared_package": {
        "conftest.py": """
            import product
            import settable

            settable.OPTIONS["mode"] = settable.options.mode = product.NAME
            settable.OPTIONS["inner"]["mode"] = product.NAME
            settable.set_mode(product.NAME)
            if product.NAME == "old":
                settable.OPTIONS["only"] = settable.Options.only = settable.ONLY = True
                settable.SEEN.append("old")
                settable.NUMBERS.clear()
        """,
        "test_values.py": """
            import deep.down.below
            import product
            import settable

            INNER = settable.OPTIONS["inner"]

            def test_set(record_property):
                record_property("saw", [repr(settable.OPTIONS), settable.MODE])
                assert settable.OPTIONS["mode"] == settable.MODE == settable.options.mode == "old"
                assert settable.OPTIONS["inner"] is INNER

            def test_set_on_one_engine_only():
                assert settable.OPTIONS["only"] and settable.ONLY and settable.options.only
                assert settable.SEEN == ["old"] and not settable.NUMBERS

            def test_extended_when_imported(record_property):
                assert "extended" not in settable.OPTIONS
                import settable_extension
                assert settable.OPTIONS["extended"] and settable.options.extended
                record_property("saw", [*settable.SEEN])

            def test_deep_down(record_property):
                record_property("saw", [product.NAME, deep.down.below.MODE])
                assert not hasattr(settable.Client, "timeout")

            def test_changes_them():
                deep.down.below.MODE = settable.Client.timeout = product.NAME
                settable.OPTIONS.clear()
                settable.SEEN.append("by a test")
                settable.NUMBERS.add(product.NAME)
                settable.Options.by_a_test = True
        """,
    },
    "values_that_tell_of_objects": {
        "test_registering.py": """
            import product
            import registering_once

            def test_registers(record_property):
                registering_once.register()
                record_property("saw", [product.NAME, [*registering_once.HANDLERS]])
        """,
    },
    "context_variables": {
        "conftest.py": """
            import decimal
            import threading
            import product

            threading.stack_size({"old": 1, "new": 2}[product.NAME] << 20)
            import settable

            settable.CURRENT.set(product.NAME)
            decimal.getcontext().prec = {"old": 11, "new": 22}[product.NAME]
        """,
        "test_context.py": """
            import decimal
            import threading
            import product
            import settable

            def test_as_it_was_before_a_package_came():
                assert threading.stack_size() == 1 << 20

            def test_set_when_imported():
                assert settable.CURRENT.get() == "old"
                assert decimal.getcontext().prec == 11

            def test_changes_it(record_property):
                token = settable.CURRENT.set("a test's")
                record_property("saw", [token.old_value, product.NAME])

            def test_changed():
                assert settable.CURRENT.get() == "a test's"
        """,
    },
    "entered_and_not_left": {
        "test_first.py": """
            import contextvars
            import ctypes
            import product
            import settable

            CONTEXT = contextvars.copy_context()
            CONTEXT.run(settable.CURRENT.set, product.NAME)

            def test_enters(record_property):
                record_property("saw", settable.CURRENT.get())
                ctypes.pythonapi.PyContext_Enter(ctypes.py_object(CONTEXT))

            def test_is_in_it():
                assert settable.CURRENT.get() == "old"
        """,
        "test_second.py": """
            import contextvars
            import ctypes
            import product
            import settable

            CONTEXT = contextvars.copy_context()
            CONTEXT.run(settable.CURRENT.set, f"{product.NAME} within")

            def test_enters_one_within(record_property):
                record_property("saw", settable.CURRENT.get())
                ctypes.pythonapi.PyContext_Enter(ctypes.py_object(CONTEXT))
        """,
    },
    "imported_while_a_timer_runs": {
        "test_timer.py": """
            import signal
            import product

            def test_import(record_property):
                signal.setitimer(signal.ITIMER_REAL, 1000 * len(product.VALUES))
                import unhurried
                record_property("left", round(signal.getitimer(signal.ITIMER_REAL)[0] / 1000))
                signal.setitimer(signal.ITIMER_REAL, 0)
        """,
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
