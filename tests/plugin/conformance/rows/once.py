"""What plugins that all engines share do to the process, once for the run."""

from __future__ import annotations

from tests.plugin.conformance.product import PRODUCT, SETTINGS
from tests.plugin.conformance.row import Batch, Row, tree

STARTING = tree(
    {
        "starting.py": """
            import decimal
            import gc
            import logging
            import os
            import socket
            import sys

            import pytest

            def watch(*_):
                return None

            def pytest_load_initial_conftests():
                sys.setswitchinterval(0.1)

            def pytest_configure(config):
                assert os.environ.setdefault("CONFIGURED", "1") == "1"
                socket.setdefaulttimeout(5)
                gc.callbacks.append(watch)

            def pytest_unconfigure(config):
                del os.environ["CONFIGURED"]
                gc.callbacks.remove(watch)

            @pytest.hookimpl(wrapper=True)
            def pytest_sessionstart(session):
                os.environ["STARTED"] = "1"
                yield

            @pytest.hookimpl(wrapper=True)
            def pytest_collection(session):
                os.environ["COLLECTED"] = "1"
                logging.getLogger("starting").setLevel(10)
                try:
                    return (yield)
                finally:
                    del os.environ["COLLECTED"]

            def pytest_collection_modifyitems(items):
                os.environ["MODIFIED"] = "1"

            def pytest_collection_finish(session):
                logging.getLogger("starting").setLevel(20)

            @pytest.hookimpl(hookwrapper=True)
            def pytest_runtestloop(session):
                sys.path.append("/starting")
                decimal.getcontext().prec = 7
                sys.settrace(watch)
                yield
                sys.settrace(None)
                sys.path.remove("/starting")
        """
    }
)

ONCE = Batch("once", ("-p", "starting"), files=PRODUCT, settings=SETTINGS, site=STARTING)

SOURCES = {
    "starting_plugin": {
        "conftest.py": """
            import os
            import pytest
            import sys

            SEEN = {name: os.environ.get(name) for name in ("CONFIGURED", "STARTED", "COLLECTED")}
            SEEN["interval"] = sys.getswitchinterval()

            @pytest.fixture
            def seen():
                return SEEN
        """,
        "test_starting_plugin.py": """
            import decimal
            import gc
            import logging
            import os
            import socket
            import sys

            import product
            import starting

            NAMES = ("CONFIGURED", "STARTED", "COLLECTED", "MODIFIED")
            WHILE_COLLECTED = [os.environ.get(name) for name in NAMES]

            def test_environment(record_property, seen):
                record_property("product", product.NAME)
                record_property("conftest", seen)
                record_property("collected", WHILE_COLLECTED)
                record_property("now", [os.environ.get(name) for name in NAMES])

            def test_settings():
                assert socket.getdefaulttimeout() == 5
                assert round(sys.getswitchinterval(), 6) == 0.1
                assert decimal.getcontext().prec == 7
                assert logging.getLogger("starting").level == 20
                assert "/starting" in sys.path

            def test_callbacks():
                assert gc.callbacks.count(starting.watch) == 1
                assert sys.gettrace() is starting.watch
        """,
    },
}

ROWS = tuple(Row(name, tree(sources), ONCE) for name, sources in SOURCES.items())
