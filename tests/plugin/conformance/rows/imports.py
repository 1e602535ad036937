"""However the engine is imported."""

from __future__ import annotations

from dataclasses import replace

from tests.plugin.conformance.product import BROKEN, MAIN, SETTINGS
from tests.plugin.conformance.row import Row, tree

SOURCES = {
    "from_import": {
        "test_from_import.py": """
            from product import NAME, Controller

            def test_saw(record_property):
                record_property("saw", (NAME, Controller.name, Controller.__module__))

            def test_old_only():
                assert Controller().update_stage("x") == "old:x"
        """
    },
    "aliased": {
        "test_aliased.py": """
            import product as engine_under_test
            from product import Controller as C

            def test_saw(record_property):
                record_property("saw", (engine_under_test.NAME, C().name))

            def test_new_only():
                assert engine_under_test.Controller is C
                assert C.name == "new"
        """
    },
    "submodules": {
        "test_submodules.py": """
            import product.sub
            import product.deep.leaf as leaf
            from product import sub
            from product.deep import LABEL

            def test_saw(record_property):
                record_property("saw", (product.sub.LABEL, leaf.Leaf().name, LABEL, sub.describe()))

            def test_one_object():
                assert product.sub is sub
                assert product.deep.leaf is leaf
                assert issubclass(leaf.Leaf, product.Controller)
                assert LABEL == "sub of new"
        """
    },
    "late_imports": {
        "test_late_imports.py": """
            import importlib

            def test_inside():
                from product.sub import LABEL
                assert LABEL == "sub of old"

            def test_import_module():
                assert importlib.import_module("product.deep").leaf.Leaf.name == "new"

            def test_dunder():
                assert __import__("product").NAME == "old"

            def test_find_spec():
                assert importlib.util.find_spec("product.old").name == "product.old"

            def test_only_one_engine_is_loaded():
                import sys
                import product
                loaded = [name for name in ("product.old", "product.new") if name in sys.modules]
                assert loaded == ["product.old"]
        """
    },
    "relative": {
        "suite_a/__init__.py": """
            from product import NAME as PACKAGE_NAME
        """,
        "suite_a/helper.py": """
            from product import Controller

            def make():
                return Controller()
        """,
        "suite_a/test_relative.py": """
            from . import PACKAGE_NAME, helper
            from .helper import make

            def test_saw(record_property):
                record_property("saw", (PACKAGE_NAME, make().name, helper.Controller.name))

            def test_old_only():
                assert make().name == PACKAGE_NAME == "old"
        """,
        "suite_a/inner/__init__.py": "",
        "suite_a/inner/test_two_up.py": """
            from .. import helper

            def test_new_only():
                assert helper.make().name == "new"
        """,
    },
    "helpers": {
        "one_remove.py": """
            from product import Controller

            class Wrapped(Controller):
                pass
        """,
        "two_removes.py": """
            import one_remove

            def wrapped():
                return one_remove.Wrapped()
        """,
        "test_helpers.py": """
            from one_remove import Wrapped
            from two_removes import wrapped

            def test_saw(record_property):
                record_property("saw", (Wrapped.__mro__[1].__module__, wrapped().name))

            def test_same_class():
                assert type(wrapped()) is Wrapped
                assert wrapped().name == "new"
        """,
    },
    "shared_helper": {
        "shared_helper_state.py": """
            import product
            SEEN = []
            ORIGIN = product.NAME
        """,
        "test_shared_first.py": """
            import shared_helper_state as state

            def test_first(record_property):
                state.SEEN.append(state.ORIGIN)
                record_property("saw", state.SEEN)
        """,
        "test_shared_second.py": """
            import shared_helper_state as state

            def test_second(record_property):
                record_property("saw", state.SEEN)
                assert state.SEEN == ["old"]
        """,
    },
    "lazy_helper": {
        "lazy_helper_module.py": """
            from product import NAME
        """,
        "test_lazy_helper.py": """
            def name():
                from lazy_helper_module import NAME
                return NAME

            def test_saw():
                assert name() == "old"
        """,
    },
    "class_bodies": {
        "test_class_bodies.py": """
            from product import NAME, VALUES, Controller, EngineError, tag

            class Mine(Controller):
                extra = VALUES[-1]

            @tag("decorated")
            def decorated(maker=Controller, values=tuple(VALUES)):
                return maker().name, values

            class TestAttributes:
                engine = NAME
                controller = Controller()

                def test_attribute(self, record_property):
                    record_property("saw", (self.engine, self.controller.name, Mine.extra))

                def test_old_only(self):
                    assert self.controller == Controller()
                    assert self.engine == "old"

            def test_default_argument():
                assert decorated() == ("new", (1, 2, 30, 4))

            def test_decorator():
                assert decorated.tag == ("old", "decorated")

            def test_base_class():
                assert Mine().process_response(1)["engine"] == "new"

            def test_except_clause():
                try:
                    raise EngineError
                except EngineError as error:
                    assert error.engine == "old"
        """
    },
    "module_level_state": {
        "test_module_level_state.py": """
            from product import Controller
            from product.base import REGISTRY

            INSTANCE = Controller()
            STAGES = [INSTANCE.update_stage(stage) for stage in ("plan", "build")]
            AT_IMPORT = tuple(name for name in REGISTRY if name.startswith("product."))

            def test_saw(record_property):
                record_property("saw", (STAGES, AT_IMPORT[:1]))

            def test_identity():
                assert isinstance(INSTANCE, Controller)
                assert STAGES == ["new:plan", "new:build"]
        """
    },
    "module_getattr": {
        "facade_lazy.py": """
            def __getattr__(name):
                import product
                return getattr(product, name)
        """,
        "test_module_getattr.py": """
            import facade_lazy
            from facade_lazy import Controller

            def test_old_only():
                assert (facade_lazy.NAME, Controller.name) == ("old", "old")
        """,
    },
    "star_import": {
        "test_star_import.py": """
            from product import *

            def test_new_only():
                assert Controller().name == NAME == "new"
        """
    },
    "failing_import": {
        "test_failing_import.py": """
            from product import NAME
            assert NAME == "old", f"this file refuses {NAME}"

            def test_reached(record_property):
                record_property("saw", NAME)
        """
    },
    "module_skip": {
        "test_module_skip.py": """
            import pytest
            from product import NAME

            if NAME == "new":
                pytest.skip("nothing for new", allow_module_level=True)

            def test_reached(record_property):
                record_property("saw", NAME)
        """
    },
    "importorskip": {
        "test_importorskip.py": """
            import pytest
            product = pytest.importorskip("product")

            @pytest.mark.skipif(product.NAME == "old", reason="not on old")
            def test_skipif():
                assert product.NAME == "new"

            @pytest.mark.xfail(product.NAME == "new", reason="gap of new", strict=True)
            def test_xfail():
                assert product.NAME == "old"
        """
    },
    "different_tests": {
        "test_different_tests.py": """
            import product

            if product.NAME == "old":
                def test_of_old():
                    pass
            else:
                def test_of_new():
                    pass

                class TestOfNew:
                    def test_method(self):
                        assert False, product.NAME
        """
    },
    "circular": {
        "circle_one.py": """
            import circle_two
            from product import NAME
        """,
        "circle_two.py": """
            import circle_one
            import product

            def name():
                return circle_one.NAME + product.NAME
        """,
        "test_circular.py": """
            import circle_one
            import circle_two

            def test_saw():
                assert circle_two.name() == "oldold"
        """,
    },
}

INTERRUPTED = {
    "test_interrupted.py": """
        from product import NAME
        assert NAME == "old"
    """,
    "test_of_old_only.py": """
        def test_it():
            pass
    """,
}

EXTENSIONS = replace(
    MAIN,
    name="extensions",
    settings=SETTINGS.replace('["product"]', '["product", "xxlimited_35"]'),
    needs=("xxlimited_35",),  # an example of Python's own, which keeps its exception in a variable
)

IMPORTED_ANEW = {
    "test_imported_anew.py": """
        import sys
        import xxlimited_35
        import product

        def test_library_keeps_its_variables(record_property):
            kept = sys.modules.pop("xxlimited_35")
            import xxlimited_35 as anew
            record_property("saw", product.NAME)
            assert anew is not kept
            assert anew.error is kept.error is xxlimited_35.error
            assert anew.__file__ == kept.__file__
    """,
}

ROWS = (
    *(Row(name, tree(sources), MAIN) for name, sources in SOURCES.items()),
    Row("interrupted", tree(INTERRUPTED), BROKEN),
    Row("imported_anew", tree(IMPORTED_ANEW), EXTENSIONS),
)
