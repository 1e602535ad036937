"""What conftest files and plugins tell pytest: options, hooks, the configuration, its stash."""

from __future__ import annotations

from tests.plugin.conformance.product import MAIN, PRODUCT, SETTINGS
from tests.plugin.conformance.row import Batch, Row, tree

SOURCES = {
    "late_declarations": {
        "conftest.py": """
            import pytest
            from product import NAME

            KEY = pytest.StashKey()

            class Specification:
                @pytest.hookspec
                def pytest_names_declared_late(config):
                    pass

            def pytest_addoption(parser):
                parser.addoption("--declared-late", default="its default")
                parser.getgroup("of the suite").addoption("--in-a-group", action="store_true")
                parser.addini("declared_late", "an option of a folder", default="in no file")

            def pytest_addhooks(pluginmanager):
                pluginmanager.add_hookspecs(Specification)

            def pytest_names_declared_late(config):
                return NAME

            def pytest_configure(config):
                config.stash[KEY] = NAME
                config.set_by_a_folder = NAME
                config.addinivalue_line("markers", f"of_{NAME}: a mark of one engine")

            @pytest.fixture
            def stashed(pytestconfig):
                return pytestconfig.stash[KEY]
        """,
        "test_late_declarations.py": """
            def test_stash(stashed, pytestconfig):
                assert stashed == pytestconfig.set_by_a_folder == "old"

            def test_ini(pytestconfig):
                assert pytestconfig.getini("declared_late") == "in no file"

            def test_hook(pytestconfig):
                assert pytestconfig.hook.pytest_names_declared_late(config=None) == ["new"]
        """,
    },
    "hooks_of_a_folder": {
        "conftest.py": """
            import pytest
            import product

            collect_ignore = ["test_not_on_old.py"] if product.NAME == "old" else []

            def pytest_ignore_collect(collection_path):
                return True if collection_path.name == f"test_never_{product.NAME}.py" else None

            def pytest_make_parametrize_id(config, val, argname):
                return f"{product.NAME} {val}" if isinstance(val, float) else None

            def pytest_pycollect_makeitem(collector, name, obj):
                if name.startswith("verify_"):
                    return [pytest.Function.from_parent(collector, name=name, callobj=obj)]

            def pytest_itemcollected(item):
                item.user_properties.append(("collected on", product.NAME))

            def pytest_pyfunc_call(pyfuncitem):
                pyfuncitem.user_properties.append(("called on", product.NAME))

            def pytest_exception_interact(node):
                node.user_properties.append(("failed on", product.NAME))

            def pytest_assertrepr_compare(op, left, right):
                return [f"compared on {product.NAME}"] if right == "compared" else None
        """,
        "test_not_on_old.py": "def test_only_here(): pass",
        "test_never_old.py": "def test_only_here(): pass",
        "test_never_new.py": "def test_only_here(): pass",
        "test_hooks_of_a_folder.py": """
            import pytest
            import product

            @pytest.mark.parametrize("value", [0.5, *product.VALUES])
            def test_ids(value):
                pass

            def verify_by_another_name():
                assert product.NAME == "old"

            def test_compared():
                assert product.NAME == "compared"
        """,
    },
    "reordered": {
        "conftest.py": """
            import pytest
            import product

            def pytest_configure(config):
                config.addinivalue_line("markers", "only(name): for one engine")

            @pytest.hookimpl(trylast=True)
            def pytest_collection_modifyitems(config, items):
                mine = [it for it in items if "test_reordered.py" in it.nodeid]
                unwanted = [
                    it for it in mine
                    if (mark := it.get_closest_marker("only")) and mark.args[0] != product.NAME
                ]
                config.hook.pytest_deselected(items=unwanted)
                wanted = [it for it in mine if it not in unwanted]
                if product.NAME == "new":
                    wanted.reverse()
                items[:] = [it for it in items if it not in mine] + wanted
        """,
        "test_reordered.py": """
            import pytest

            SEEN = []

            @pytest.fixture(autouse=True)
            def in_order(request, record_property):
                SEEN.append(request.node.name)
                record_property("seen", [*SEEN])

            @pytest.mark.only("old")
            def test_of_old(): pass

            @pytest.mark.only("new")
            def test_of_new(): pass

            def test_first(): pass

            def test_second(): pass
        """,
    },
}

EARLY = {
    "early_plugin.py": """
        import pytest
        from product import NAME, VALUES, Controller

        def pytest_addoption(parser):
            parser.addoption("--of-early-plugin", default="its default")

        def pytest_configure(config):
            config.names_of_early_plugin = getattr(config, "names_of_early_plugin", []) + [NAME]

        @pytest.fixture(scope="session", autouse=True)
        def early_session():
            return Controller()

        def pytest_generate_tests(metafunc):
            if "early_value" in metafunc.fixturenames:
                metafunc.parametrize("early_value", VALUES)

        def pytest_runtest_setup(item):
            item.user_properties.append(("set up on", NAME))
    """,
    "named_plugin.py": """
        import pytest
        from product import NAME

        pytest_plugins = ["plugin_of_plugin"]

        @pytest.fixture(scope="session")
        def named(of_plugin):
            return f"{NAME} and {of_plugin}"
    """,
    "plugin_of_plugin.py": """
        import pytest
        import product

        @pytest.fixture(scope="session")
        def of_plugin():
            return product.NAME
    """,
    "conftest.py": """
        import product

        pytest_plugins = ["named_plugin"]

        def pytest_addoption(parser):
            parser.addoption("--stage", default=product.NAME)
            group = parser.getgroup("of the product")
            group.addoption("--level", type=int, default=str(len(product.VALUES)))
            group.addoption("--given", default=product.NAME)
            group.addoption("--without-extension", action="store_true")

        def pytest_configure(config):
            config.option.without_extension = product.NAME == "new"

        def pytest_generate_tests(metafunc):
            if "kind" in metafunc.fixturenames:
                pure_only = metafunc.config.getoption("--without-extension")
                metafunc.parametrize("kind", ["pure"] if pure_only else ["extension", "pure"])
    """,
}

EARLY_PLUGINS = Batch(
    "early-plugins", ("-p", "early_plugin", "--given=old"), {**PRODUCT, **tree(EARLY)}, SETTINGS
)

EARLY_TESTS = {
    "test_early.py": """
        import early_plugin
        import product

        def test_fixture(early_session, pytestconfig):
            assert isinstance(early_session, product.Controller)
            assert pytestconfig.names_of_early_plugin == [product.NAME]
            assert pytestconfig.getoption("--of-early-plugin") == "its default"
            assert early_plugin.NAME == "old"

        def test_default(pytestconfig, record_property):
            record_property("level", pytestconfig.option.level)
            assert pytestconfig.option.given == "old"
            assert pytestconfig.getoption("--stage") == product.NAME == "new"

        def test_switched(kind):
            pass

        def test_generated(early_value):
            assert early_value < 10

        def test_named(named):
            assert named == "new and new"
    """
}

ROWS = (
    *(Row(name, tree(sources), MAIN) for name, sources in SOURCES.items()),
    Row("early_plugins", tree(EARLY_TESTS), EARLY_PLUGINS),
)
