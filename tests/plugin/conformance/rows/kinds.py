"""Every kind of test."""

from __future__ import annotations

from tests.plugin.conformance.product import PRODUCT, SETTINGS
from tests.plugin.conformance.row import Batch, Row, tree

YAML_CONFTEST = """
    import pytest
    import product

    def pytest_collect_file(parent, file_path):
        if file_path.suffix == ".case":
            return CaseFile.from_parent(parent, path=file_path)

    class CaseFile(pytest.File):
        def collect(self):
            from product import VALUES
            for number, line in enumerate(self.path.read_text().splitlines()):
                yield CaseItem.from_parent(self, name=f"case {number}", line=line)
            yield CaseItem.from_parent(self, name=f"values {len(VALUES)}", line=product.NAME)

    class CaseItem(pytest.Item):
        def __init__(self, *, line, **kwargs):
            super().__init__(**kwargs)
            self.line = line

        def runtest(self):
            import product as now
            self.user_properties.append(("saw", now.NAME))
            assert product.Controller is now.Controller
            assert self.line == now.NAME

        def repr_failure(self, excinfo):
            return f"{self.line} on {product.NAME}"

        def reportinfo(self):
            return self.path, 0, self.name
"""

KINDS = Batch(
    "kinds",
    args=("--doctest-modules", "--doctest-glob=*.rst", "-p", "no:randomly"),
    files=PRODUCT,
    settings=SETTINGS,
    needs=("pytest_asyncio", "anyio", "hypothesis"),
)

SUBTESTS = Batch("subtests", files=PRODUCT, settings=SETTINGS, needs=("_pytest.subtests",))

SOURCES = {
    "unittests": {
        "test_unittests.py": """
            import unittest
            from unittest import mock
            import journal
            import product
            from product import NAME, Controller

            def setUpModule():
                import product
                journal.note(f"setUpModule {product.NAME}")

            def tearDownModule():
                import product
                journal.note(f"tearDownModule {product.NAME}")

            class ControllerTest(unittest.TestCase):
                @classmethod
                def setUpClass(cls):
                    import product
                    cls.controller = product.Controller()
                    journal.note(f"setUpClass {NAME}")

                @classmethod
                def tearDownClass(cls):
                    import product
                    journal.note(f"tearDownClass {cls.controller.name} {product.NAME}")

                def setUp(self):
                    self.addCleanup(lambda: journal.note(f"cleanup {product.NAME}"))

                def test_old_only(self):
                    self.assertEqual(self.controller.update_stage("x"), "old:x")
                    self.assertIs(type(self.controller), Controller)

                def test_sub_tests(self):
                    for number in range(3):
                        with self.subTest(number=number):
                            self.assertLess(number, len(product.VALUES) - 2)

                @unittest.skipIf(NAME == "new", "not on new")
                def test_skipped(self):
                    pass

                @unittest.expectedFailure
                def test_expected_failure(self):
                    self.assertEqual(NAME, "new")

                @mock.patch("product.NAME", "patched")
                def test_patched(self):
                    import product as again
                    self.assertEqual(again.NAME + NAME, "patchednew")

            class AsyncCase(unittest.IsolatedAsyncioTestCase):
                async def test_async(self):
                    self.assertEqual(product.NAME, "old")

            class Mixin:
                def test_mixed(self):
                    self.assertEqual(self.made.name, "new")

            class Mixed(Mixin, unittest.TestCase):
                made = Controller()

            class Uncollected(unittest.TestCase):
                __test__ = False
        """
    },
    "load_tests": {
        "test_load_tests.py": """
            import unittest
            import product

            def make(value):
                class Made(unittest.TestCase):
                    def test_value(self):
                        self.assertLess(value, 10)
                return Made

            for value in product.VALUES:
                globals()[f"Test{value}"] = make(value)
        """
    },
    "doctests": {
        "documented.py": '''
            """Module doctest.

            >>> from product import NAME
            >>> NAME
            'old'
            >>> import product
            >>> product.Controller().name == NAME
            True
            """
            from product import Controller, NAME

            def shout():
                """
                >>> shout()
                'NEW'
                """
                return NAME.upper()

            class Documented(Controller):
                """
                >>> Documented().update_stage("x")
                'old:x'
                """

                def method(self):
                    """
                    >>> Documented().method() == NAME
                    True
                    """
                    return self.name
        ''',
        "guide.rst": """
            Guide
            =====

            >>> from product import NAME
            >>> NAME
            'new'
        """,
        "conftest.py": """
            import pytest
            import product

            @pytest.fixture(autouse=True)
            def namespace(doctest_namespace):
                doctest_namespace["given"] = product.NAME
        """,
        "names.rst": """
            >>> given
            'old'
        """,
    },
    "asyncio_tests": {
        "test_asyncio_tests.py": """
            import asyncio
            import pytest
            import pytest_asyncio
            import product
            from product import Controller

            @pytest_asyncio.fixture(loop_scope="module", scope="module")
            async def controller():
                await asyncio.sleep(0)
                yield Controller()
                import product
                assert product.NAME == Controller.name

            @pytest.mark.asyncio(loop_scope="module")
            async def test_fixture(controller, record_property):
                record_property("saw", controller.name)
                assert controller.name == "old"

            @pytest.mark.asyncio
            async def test_task():
                async def name():
                    from product import NAME
                    return NAME
                assert await asyncio.create_task(name()) == "new"

            @pytest.mark.asyncio
            @pytest.mark.parametrize("value", product.VALUES)
            async def test_values(value):
                assert value < 10
        """
    },
    "anyio_tests": {
        "test_anyio_tests.py": """
            import pytest
            from product import NAME, Controller

            pytestmark = pytest.mark.anyio

            @pytest.fixture(scope="module")
            def anyio_backend():
                return "asyncio"

            @pytest.fixture(scope="module")
            async def made():
                yield Controller()

            async def test_made(made):
                assert made.name == "old"

            async def test_name():
                import anyio
                assert await anyio.to_thread.run_sync(lambda: Controller().name) == "new"
        """
    },
    "hypothesis_tests": {
        "test_hypothesis_tests.py": """
            from hypothesis import example, given, settings, strategies as st
            import product

            SETTINGS = settings(derandomize=True, max_examples=10, database=None, deadline=None)

            @SETTINGS
            @given(st.sampled_from(product.VALUES))
            def test_drawn(value):
                assert value < 10

            @SETTINGS
            @given(st.builds(product.Controller))
            @example(product.Controller())
            def test_built(controller):
                assert type(controller) is product.Controller
                assert controller.name == "old"
        """
    },
    "custom_items": {
        "conftest.py": YAML_CONFTEST,
        "one.case": "old\nnew\n",
        "inner/two.case": "new\n",
    },
    "function_kinds": {
        "test_function_kinds.py": """
            import functools
            import pytest
            from product import NAME, Controller

            class TestStatic:
                @staticmethod
                def test_static():
                    assert NAME == "old"

                @classmethod
                def test_class(cls):
                    assert NAME == "new"

                class TestNested:
                    def test_nested(self, record_property):
                        record_property("saw", Controller.name)

            @pytest.mark.usefixtures("tmp_path")
            def test_mark():
                assert Controller.name == "old"

            class Base:
                expected = None

                def test_inherited(self):
                    assert NAME == self.expected

            class TestOld(Base):
                expected = "old"

            class TestNew(Base):
                expected = "new"

            def test_with_default(maker=Controller):
                assert maker.name == "new"

            def wrap(function):
                @functools.wraps(function)
                def wrapped(*args, **kwargs):
                    return function(NAME, *args, **kwargs)
                del wrapped.__wrapped__
                return wrapped

            @wrap
            def test_wrapped(name):
                assert name == "old"
        """
    },
    "own_engine_fixture": {
        "test_own_engine_fixture.py": """
            import pytest
            import product

            @pytest.fixture
            def engine():
                return f"own {product.NAME}"

            def test_own(engine):
                assert engine == "own old"
        """
    },
    "own_engine_argument": {
        "test_own_engine_argument.py": """
            import pytest
            import product

            @pytest.mark.parametrize("engine", ["diesel", "steam"])
            def test_argument(engine, record_property):
                record_property("saw", (engine, product.NAME))
                assert (engine, product.NAME) != ("steam", "new")
        """
    },
}

SINCE_PYTEST_9 = {
    "subtests": {
        "test_subtests.py": """
            import pytest
            import product

            def test_each(subtests):
                for value in product.VALUES:
                    with subtests.test(value=value):
                        assert value < 10
                assert product.NAME == "new"

            def test_one(subtests):
                with subtests.test():
                    assert product.NAME == "new"
        """
    },
}

ROWS = (
    *(Row(name, tree(sources), KINDS) for name, sources in SOURCES.items()),
    *(Row(name, tree(sources), SUBTESTS) for name, sources in SINCE_PYTEST_9.items()),
)
