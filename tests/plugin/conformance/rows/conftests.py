"""Engine names in `conftest.py`, fixtures of every scope, and what finalizers see."""

from __future__ import annotations

from tests.plugin.conformance.product import MAIN
from tests.plugin.conformance.row import Row, tree

JOURNALLING = """
    import pytest
    import journal
    from product import NAME


    def make(scope, autouse=False):
        @pytest.fixture(scope=scope, autouse=autouse)
        def fixture():
            import product
            journal.note(f"{scope} up {NAME} {product.NAME}")
            yield f"{scope} of {product.NAME}"
            import product
            journal.note(f"{scope} down {NAME} {product.NAME}")
        return fixture
"""

SOURCES = {
    "conftest_names": {
        "conftest.py": """
            import product
            import pytest
            from product import NAME, Controller, VALUES
            from product.sub import LABEL

            TABLE = {"controller": Controller, "names": [NAME]}
            DEFAULT = Controller()

            class Helper(Controller):
                pass

            @pytest.fixture
            def seen(maker=Controller):
                return NAME, product.NAME, LABEL, maker.name, Helper.name

            @pytest.fixture
            def table():
                return TABLE["controller"].name, TABLE["names"], DEFAULT.name

            @pytest.fixture(params=VALUES)
            def value(request):
                return request.param
        """,
        "test_conftest_names.py": """
            import product

            def test_names(seen, record_property):
                record_property("saw", seen)
                assert set(seen) == {"old", "sub of old"}

            def test_table(table):
                assert table == (product.NAME, [product.NAME], product.NAME)
                assert product.NAME == "new"

            def test_params(value):
                assert value != 30
        """,
    },
    "conftest_folders": {
        "conftest.py": """
            import pytest
            from product import NAME

            @pytest.fixture
            def outer():
                return NAME

            @pytest.fixture
            def overridden():
                return "outer " + NAME
        """,
        "inner/conftest.py": """
            import pytest
            from product.deep import LABEL
            from product import Controller

            @pytest.fixture
            def overridden(overridden):
                return overridden + " inner " + LABEL

            @pytest.fixture(scope="module")
            def controller():
                return Controller()
        """,
        "inner/test_conftest_folders.py": """
            def test_both(outer, overridden, controller, record_property):
                record_property("saw", (outer, overridden, controller.name))
                assert controller.name == outer == "new"
        """,
        "test_outside.py": """
            def test_outer_only(outer, overridden):
                assert overridden == "outer old"
        """,
    },
    "conftest_closure": {
        "conftest.py": """
            import pytest
            import product
            from product import Controller

            def factory(maker):
                def make(*args):
                    return maker(*args)
                return make

            make_controller = factory(Controller)
            make_lambda = lambda kept=product.Controller: kept()

            @pytest.fixture
            def made():
                return make_controller().name, make_lambda().name
        """,
        "test_conftest_closure.py": """
            import product

            def test_closure(made, record_property):
                record_property("saw", made)
                assert made == (product.NAME, product.NAME)
                assert product.NAME == "old"
        """,
    },
    "generate_tests": {
        "conftest.py": """
            from product import NAME, VALUES, Controller

            def pytest_generate_tests(metafunc):
                if "generated" in metafunc.fixturenames:
                    metafunc.parametrize("generated", [*VALUES, Controller])
                if "lately" in metafunc.fixturenames:
                    import product
                    metafunc.parametrize("lately", [product.NAME])
        """,
        "test_generate_tests.py": """
            import product

            def test_generated(generated):
                assert generated in product.VALUES or generated.name == "old"

            def test_lately(lately):
                assert lately == product.NAME == "new"
        """,
    },
    "conftest_hooks": {
        "conftest.py": """
            import pytest
            from product import NAME

            def pytest_collection_modifyitems(items):
                for item in items:
                    if "slow" in item.name:
                        item.add_marker(pytest.mark.xfail(NAME == "old", reason=NAME, strict=True))

            def pytest_runtest_setup(item):
                if item.get_closest_marker("only_new") and NAME != "new":
                    pytest.skip(f"not on {NAME}")

            def pytest_configure(config):
                config.addinivalue_line("markers", "only_new: for new")
        """,
        "test_conftest_hooks.py": """
            import pytest
            import product

            def test_slow():
                assert product.NAME == "new"

            @pytest.mark.only_new
            def test_marked(record_property):
                record_property("saw", product.NAME)
        """,
    },
    "fixture_scopes": {
        "conftest.py": JOURNALLING
        + """
    everywhere = make("session")
    of_package = make("package")
    of_module = make("module")
    of_class = make("class")
    of_function = make("function")
""",
        "test_fixture_scopes.py": """
            import product

            class TestScopes:
                def test_first(self, everywhere, of_package, of_module, of_class, of_function,
                               record_property):
                    record_property("saw", (everywhere, of_package, of_module, of_class))
                    assert of_function == "function of old"

                def test_second(self, everywhere, of_class):
                    assert everywhere == "session of new"

            def test_third(everywhere, of_module):
                assert of_module == f"module of {product.NAME}"
        """,
        "test_scopes_again.py": """
            def test_same_session(everywhere, of_package):
                assert everywhere == "session of old"
        """,
    },
    "autouse_scopes": {
        "conftest.py": JOURNALLING
        + """
    auto_session = make("session", autouse=True)
    auto_module = make("module", autouse=True)
    auto_function = make("function", autouse=True)
""",
        "test_autouse_scopes.py": """
            def test_one(auto_session):
                assert auto_session == "session of old"

            def test_two(auto_module, record_property):
                record_property("saw", auto_module)
        """,
    },
    "cached_fixture": {
        "conftest.py": """
            import pytest
            from product import Controller

            CREATED = []

            @pytest.fixture(scope="session")
            def shared():
                CREATED.append(Controller())
                return CREATED

            @pytest.fixture(scope="session")
            def dependent(shared):
                return [made.name for made in shared]
        """,
        "test_cached_fixture.py": """
            from product import Controller

            def test_shared(shared, dependent, record_property):
                record_property("saw", ([made.name for made in shared], dependent))
                assert dependent == ["old"]

            def test_shared_again(shared):
                assert len(shared) == 1
                assert isinstance(shared[0], Controller)
        """,
    },
    "finalizers": {
        "test_finalizers.py": """
            import pytest
            import journal
            import product

            @pytest.fixture(scope="module")
            def resource(request):
                def close():
                    import os
                    from product.sub import describe
                    journal.note(f"closed {os.environ['PRODUCT_ENGINE']} {describe()}")
                request.addfinalizer(close)
                return product.Controller()

            def setup_module():
                import product
                journal.note(f"module up {product.NAME}")

            def teardown_module():
                import product
                journal.note(f"module down {product.NAME}")

            def setup_function():
                journal.note(f"function up {product.NAME}")

            def test_uses(resource, tmp_path_factory):
                assert resource.name == "new"

            class TestStyle:
                @classmethod
                def setup_class(cls):
                    import product
                    cls.made = product.Controller()

                @classmethod
                def teardown_class(cls):
                    import product
                    journal.note(f"class down {cls.made.name} {product.NAME}")

                def setup_method(self):
                    self.name = product.NAME

                def test_method(self):
                    assert self.name == self.made.name == "old"
        """
    },
    "failing_teardown": {
        "test_failing_teardown.py": """
            import pytest
            import product

            @pytest.fixture(scope="module")
            def bad():
                yield
                assert product.NAME == "old", "teardown fails"

            def test_passes(bad, record_property):
                record_property("saw", product.NAME)

            @pytest.fixture
            def bad_setup():
                assert product.NAME == "new", "setup fails"

            def test_error(bad_setup):
                pass
        """
    },
    "conftest_imports_helper": {
        "kept_helper.py": """
            from product import Controller, NAME

            HISTORY = [NAME]

            def fresh():
                return Controller()
        """,
        "conftest.py": """
            import pytest
            import kept_helper
            from kept_helper import fresh, HISTORY

            @pytest.fixture
            def made():
                return fresh()

            @pytest.fixture
            def history():
                return HISTORY
        """,
        "test_conftest_imports_helper.py": """
            import kept_helper
            from product import Controller

            def test_made(made, history, record_property):
                record_property("saw", (made.name, history))
                assert isinstance(made, Controller)
                assert history is kept_helper.HISTORY
                assert history == ["old"]
        """,
    },
}

ROWS = tuple(Row(name, tree(sources), MAIN) for name, sources in SOURCES.items())
