"""Styles of writing tests: xunit, unittest, marks with conditions, fixtures asked for by name."""

from __future__ import annotations

from tests.plugin.conformance.product import MAIN
from tests.plugin.conformance.row import Row, tree

SOURCES = {
    "xunit": {
        "test_xunit.py": """
            import journal
            import product

            def setup_module(module):
                module.NAME = product.NAME
                journal.note(f"module up {product.NAME}")

            def teardown_module(module):
                journal.note(f"module down {module.NAME} {product.NAME}")

            def setup_function(function):
                journal.note(f"up {function.__name__}")

            def teardown_function(function):
                journal.note(f"down {function.__name__}")

            def test_function():
                assert NAME == "old"

            class TestClass:
                def setup_class(cls):
                    cls.controller = product.Controller()

                def setup_method(self, method):
                    self.method = method.__name__

                def teardown_method(self):
                    journal.note(f"down {self.method} {self.controller.name}")

                def test_method(self):
                    assert (self.method, self.controller.name) == ("test_method", "new")
        """
    },
    "unittest_cleanups": {
        "test_unittest_cleanups.py": """
            import unittest
            import journal
            import product

            def setUpModule():
                unittest.addModuleCleanup(journal.note, f"module {product.NAME}")

            class CleaningTest(unittest.TestCase):
                @classmethod
                def setUpClass(cls):
                    cls.addClassCleanup(journal.note, f"class {product.NAME}")

                def setUp(self):
                    self.addCleanup(lambda: journal.note(f"{self.id()} {product.NAME}"))

                def test_name(self):
                    self.assertEqual(self._testMethodName, "test_name")
                    self.assertEqual(product.NAME, "old")

            class BrokenTest(unittest.TestCase):
                @classmethod
                def setUpClass(cls):
                    if product.NAME == "new":
                        raise ValueError("no set-up on new")

                def test_reached(self):
                    pass

            class AsynchronousTest(unittest.IsolatedAsyncioTestCase):
                async def asyncSetUp(self):
                    self.controller = product.Controller()

                async def asyncTearDown(self):
                    journal.note(f"asynchronous {self.controller.name} {product.NAME}")

                async def test_name(self):
                    self.assertEqual(self.controller.name, "new")
        """,
        "test_unittest_skipped_module.py": """
            import unittest
            import product

            def setUpModule():
                if product.NAME == "new":
                    raise unittest.SkipTest("not on new")

            class ReachedTest(unittest.TestCase):
                def runTest(self):
                    self.skipTest(f"on {product.NAME}")
        """,
    },
    "conditions": {
        "test_conditions.py": """
            import pytest
            import product

            @pytest.mark.skipif("product.NAME == 'new'", reason="a string")
            def test_skipped():
                pass

            @pytest.mark.xfail("product.NAME == 'new'", reason="a string", strict=True)
            def test_expected():
                assert product.NAME == "old"

            @pytest.mark.xfail(raises=product.EngineError)
            def test_raises():
                raise product.EngineError if product.NAME == "old" else ValueError

            @pytest.mark.xfail(run=False)
            def test_not_run():
                raise SystemExit

            def test_says_so_itself():
                if product.NAME == "new":
                    pytest.xfail("says so itself")
                pytest.skip("so it says")

            def test_exits():
                raise SystemExit(product.NAME)

            def test_chained():
                try:
                    raise product.EngineError(f"inside {product.NAME}")
                except product.EngineError as error:
                    raise ValueError("outside") from error
        """,
        "test_whole_module.py": """
            import pytest
            import product

            pytestmark = pytest.mark.skipif(product.NAME == "old", reason="the module, on old")

            def test_reached():
                pass
        """,
    },
    "asked_for_by_name": {
        "conftest.py": """
            import pytest
            import journal
            from product import NAME, VALUES

            @pytest.fixture(scope="session", params=[f"parameter of {NAME}"])
            def parameter(request):
                return request.param

            @pytest.fixture(scope="session")
            def dynamic(parameter):
                journal.note(f"dynamic up {NAME}")
                yield f"dynamic {parameter}"
                journal.note(f"dynamic down {NAME}")

            @pytest.fixture
            def noted():
                journal.note(f"noted on {NAME}")
        """,
        "inner/__init__.py": "",
        "inner/conftest.py": """
            import pytest
            import journal
            import product

            @pytest.fixture(scope="session", autouse=True)
            def session_of_a_folder():
                journal.note(f"folder up {product.NAME}")
                yield
                journal.note(f"folder down {product.NAME}")

            @pytest.fixture(scope="package", autouse=True)
            def package():
                yield
                journal.note(f"package down {product.NAME}")
        """,
        "inner/test_inner.py": """
            import pytest
            import product

            pytestmark = pytest.mark.usefixtures("noted")

            def test_inner():
                assert product.NAME == "old"
        """,
        "test_asked_for_by_name.py": """
            import pytest
            import product

            def test_dynamic(request, parameter, record_property):
                record_property("saw", request.getfixturevalue("dynamic"))

            @pytest.mark.parametrize("dynamic", [product.NAME], indirect=True)
            def test_indirect(dynamic, record_property):
                record_property("saw", dynamic)

            @pytest.mark.parametrize(
                "maker",
                [pytest.param(product.Controller, marks=pytest.mark.xfail(product.NAME == "new"))],
            )
            def test_marked_parameter(maker):
                assert maker.name == "old"

            class TestOfClass:
                @pytest.fixture(scope="class", autouse=True)
                def made(self, request):
                    request.cls.controller = product.Controller()

                def test_made(self):
                    assert self.controller.name == "new"

            def test_missing(a_fixture_that_nobody_has):
                pass
        """,
    },
    "odd_ids": {
        "test_odd_ids.py": """
            import pytest
            import product

            NAMES = ["[", "]", "a]", "é", "日本", "a b", "", "old", "new", "x-new", product.NAME]

            @pytest.mark.parametrize("value", NAMES)
            def test_value(value, record_property):
                record_property("saw", (value, product.NAME))

            @pytest.mark.parametrize(
                "value", [pytest.param(1, id="a-old"), pytest.param(2, id="[]")]
            )
            def test_id(value):
                assert product.NAME == "old"

            @pytest.mark.parametrize("nothing", [])
            def test_no_value(nothing):
                pass
        """
    },
    "what_a_test_sees_of_itself": {
        "test_what_a_test_sees_of_itself.py": """
            import pytest
            import product

            @pytest.mark.parametrize("value", product.VALUES)
            def test_names(request, value, record_property):
                node = request.node
                record_property("saw", (node.name, node.originalname, node.callspec.id))
                assert node.name in node.keywords

            def test_kept_with_it(request, cache, record_testsuite_property):
                request.node.stash[pytest.StashKey()] = product.NAME
                assert product.NAME == "old"
        """
    },
}

ROWS = tuple(Row(name, tree(sources), MAIN) for name, sources in SOURCES.items())
