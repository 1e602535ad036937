"""What tests, conftest files and plugins make of the id of a test while it runs."""

from __future__ import annotations

from tests.plugin.conformance.product import PRODUCT, SETTINGS
from tests.plugin.conformance.row import Batch, Row, tree

# Installed plugins of the kinds that act on tests by their ids; in a folder of their own each acts
# on its own row alone.
PLUGINS = tree(
    {
        "seeding.py": """
            import random
            import zlib

            def reseed(item):
                random.seed(zlib.crc32(item.nodeid.encode()))

            def pytest_runtest_setup(item):
                reseed(item)

            def pytest_runtest_call(item):
                reseed(item)
        """,
        "depending.py": """
            import pytest

            RESULTS = {}

            def pytest_configure(config):
                config.addinivalue_line("markers", "after(name): only if that one has passed")

            @pytest.hookimpl(tryfirst=True)
            def pytest_runtest_setup(item):
                for mark in item.iter_markers("after"):
                    before = item.nodeid.replace(item.name, mark.args[0])
                    if RESULTS.get(before) != "passed":
                        pytest.skip(f"{before} has not passed")

            @pytest.hookimpl(wrapper=True, tryfirst=True)
            def pytest_runtest_makereport(item):
                report = yield
                assert report.nodeid == item.nodeid
                if report.when == "call":
                    RESULTS[item.nodeid] = report.outcome
                return report
        """,
        "shuffling.py": """
            import random
            import pytest

            def shuffle(items, file):
                concerned = [it for it in items if it.path.name == file]
                order = sorted(concerned, key=lambda it: it.nodeid)
                random.Random(7).shuffle(order)
                items[:] = [it for it in items if it not in concerned] + order

            def pytest_collection_modifyitems(session, items):
                assert session.items == items
                shuffle(items, "test_shuffled.py")

            class Around:
                @pytest.hookimpl(wrapper=True, specname="pytest_collection_modifyitems")
                def pytest_new_style(self, items):
                    shuffle(items, "test_shuffled_before.py")
                    result = yield
                    shuffle(items, "test_shuffled_after.py")
                    return result

                @pytest.hookimpl(hookwrapper=True)
                def pytest_collection_modifyitems(self, items):
                    yield
                    items[:] = [it for it in items if it.name != "test_taken_out"]

            def pytest_configure(config):
                config.pluginmanager.register(Around())
        """,
        "marking.py": """
            import pytest

            def pytest_itemcollected(item):
                if item.nodeid.endswith("::test_marked_by_its_id"):
                    item.add_marker(pytest.mark.skip(reason=item.name))
        """,
        "caching.py": """
            import pytest

            STARTED = {}

            @pytest.hookimpl(wrapper=True)
            def pytest_runtest_protocol(item):
                STARTED[item.nodeid] = item.name
                yield
                del STARTED[item.nodeid]

            @pytest.hookimpl(wrapper=True)
            def pytest_runtest_setup(item):
                item.user_properties.append(("started", STARTED[item.nodeid]))
                return (yield)
        """,
    }
)

IDS = Batch(
    "ids",
    tuple(
        argument
        for plugin in ("seeding", "depending", "shuffling", "marking", "caching")
        for argument in ("-p", plugin)
    ),
    files=PRODUCT,
    settings=SETTINGS,
    site=PLUGINS,
)

SOURCES = {
    "what_a_test_reads": {
        "test_what_a_test_reads.py": """
            import os
            import unittest
            import pytest
            import product

            @pytest.fixture
            def named(request):
                return request.node.nodeid

            @pytest.mark.parametrize("value", ["x", "a::b", "[1]"])
            def test_parameters(value, request, named, record_property):
                record_property("product", product.NAME)
                record_property("nodeid", [request.node.nodeid, named])
                record_property("name", request.node.name)
                record_property("location", request.node.location)
                record_property("current", os.environ["PYTEST_CURRENT_TEST"])

            def test_session(request, record_property):
                mine = [it for it in request.session.items if it.path == request.node.path]
                record_property("items", [it.nodeid for it in mine])
                record_property("product", product.NAME)

            class InClassTest(unittest.TestCase):
                def test_it(self):
                    name = f"{type(self).__name__}::{self._testMethodName} (call)"
                    assert os.environ["PYTEST_CURRENT_TEST"].endswith(name)
                    assert product.NAME == "new"
        """
    },
    "what_conftest_hears": {
        "conftest.py": """
            import journal
            import pytest

            def pytest_itemcollected(item):
                item.add_marker(pytest.mark.xfail(reason=item.nodeid), append=False)

            @pytest.hookimpl(wrapper=True, tryfirst=True)
            def pytest_runtest_protocol(item):
                journal.note(f"begins {item.nodeid}")
                return (yield)

            @pytest.hookimpl(wrapper=True, tryfirst=True)
            def pytest_runtest_makereport(item):
                report = yield
                journal.note(f"made {report.nodeid} {item.nodeid} {report.location}")
                return report

            def pytest_runtest_logstart(nodeid, location):
                journal.note(f"starts {nodeid} {location}")

            def pytest_runtest_logreport(report):
                journal.note(f"{report.when} {report.nodeid} {report.location}")

            def pytest_collection_finish(session):
                mine = [it.nodeid for it in session.items if "what_conftest_hears" in it.nodeid]
                journal.note(f"collected {mine}")

            def pytest_sessionfinish(session):
                mine = [it.nodeid for it in session.items if "what_conftest_hears" in it.nodeid]
                journal.note(f"finished {mine}")
        """,
        "test_what_conftest_hears.py": """
            import product

            def test_one():
                assert product.NAME == "new"
        """,
    },
    "seeded": {
        "test_seeded.py": """
            import random
            import product

            def test_it(record_property):
                record_property("number", random.random())
                record_property("product", product.NAME)
        """
    },
    "dependent": {
        "test_dependent.py": """
            import pytest
            import product

            def test_first():
                assert product.NAME == "new"

            @pytest.mark.after("test_first")
            def test_second():
                pass
        """
    },
    "shuffled": dict.fromkeys(
        ("test_shuffled.py", "test_shuffled_before.py", "test_shuffled_after.py"),
        """
        import pytest
        import product

        ORDER = []

        @pytest.mark.parametrize("number", range(8))
        def test_it(number, record_property):
            ORDER.append(number)
            record_property("order", [*ORDER])
            record_property("product", product.NAME)

        def test_taken_out():
            pass
        """,
    ),
    "marked": {
        "test_marked.py": """
            import product

            def test_marked_by_its_id():
                pass

            def test_other():
                assert product.NAME == "old"
        """
    },
}

ROWS = tuple(Row(name, tree(files), IDS) for name, files in SOURCES.items())
