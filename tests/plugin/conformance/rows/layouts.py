"""Where the tests and the engines lie: import modes, packages, namespaces, installed packages."""

from __future__ import annotations

from tests.plugin.conformance.product import PRODUCT, SETTINGS
from tests.plugin.conformance.row import Batch, Row, tree

ANY_MODE = {
    "in_packages": {
        "__init__.py": "",
        "conftest.py": """
            import pytest
            from product import NAME

            @pytest.fixture
            def name():
                return NAME
        """,
        "one/__init__.py": "from product import Controller",
        "one/helper.py": """
            from . import Controller

            def make():
                return Controller()
        """,
        "one/test_same.py": """
            from .helper import make
            from .. import one

            def test_relative(name):
                assert make().name == one.Controller.name == name == "old"
        """,
        "two/__init__.py": "",
        "two/test_same.py": """
            from ..one import helper

            def test_across(name):
                assert helper.make().name == name == "new"
        """,
    },
    "by_itself": {
        "test_by_itself.py": """
            import sys
            import product
            from product.deep.leaf import Leaf

            def test_saw(record_property):
                record_property("saw", (Leaf.name, __name__.rpartition(".")[2]))

            def test_this_module():
                assert vars(sys.modules[__name__])["Leaf"] is Leaf
                assert product.NAME == "new"
        """
    },
    "first_party_namespace": {
        "space_x/inside.py": "from product import NAME",
        "conftest.py": """
            import sys
            from pathlib import Path
            sys.path.append(str(Path(__file__).parent))
        """,
        "test_first_party_namespace.py": """
            import space_x.inside
            from space_x import inside

            def test_namespace():
                assert space_x.inside is inside
                assert inside.NAME == "old"
        """,
    },
}

SAME_NAMES = {
    "a/test_twin.py": """
        from product import NAME

        def test_twin():
            assert NAME == "old"
    """,
    "b/test_twin.py": """
        from product import NAME

        def test_twin():
            assert NAME == "new"
    """,
    "a/conftest.py": "",
    "b/conftest.py": "",
}

INSTALLED = Batch(
    "installed",
    settings="""
flag = "PRODUCT_ENGINE"
control = "old"
candidate = "new"
isolate = ["spacious.part", "bought"]

[engines.old]
env = { PRODUCT_ENGINE = false }

[engines.new]
env = { PRODUCT_ENGINE = "new" }
""",
    site=tree(
        {
            "spacious/part/__init__.py": """
                import os
                NAME = os.environ.get("PRODUCT_ENGINE", "old").replace("old", "old")
                from spacious.part.more import MORE
            """,
            "spacious/part/more.py": """
                from spacious import part
                MORE = "more of " + part.NAME
            """,
            "spacious/common/__init__.py": "SEEN = []",
            "bought/__init__.py": """
                import os
                NAME = os.environ.get("PRODUCT_ENGINE", "old")

                def kind():
                    from bought import late
                    return late.NAME
            """,
            "bought/late.py": "from bought import NAME",
            "holder/__init__.py": """
                from bought import NAME as HELD
                import bought

                class Holder:
                    kind = staticmethod(bought.kind)
            """,
            "family/__init__.py": "from bought import NAME",
            "family/util/__init__.py": "from family.util import inner",
            "family/util/inner.py": "VALUE = 1",
            "bystander/__init__.py": "import json",
        }
    ),
)

FROM_SITE = {
    "namespace_part": {
        "test_namespace_part.py": """
            import sys
            import spacious.part
            import spacious.common
            from spacious import part
            from spacious.part import more, NAME

            def test_saw(record_property):
                record_property("saw", (NAME, more.MORE, part.MORE))

            def test_shared_part(record_property):
                record_property("saw", (spacious.common.SEEN, spacious.part.NAME))

            def test_parent():
                assert sys.modules["spacious"].part is part
                assert spacious.part.more is more
                assert NAME == "old"

            def test_late():
                from spacious.part.more import MORE
                assert MORE == "more of new"
        """
    },
    "third_party": {
        "test_third_party.py": """
            import bought
            from bought import kind

            def test_saw(record_property):
                record_property("saw", (bought.NAME, kind()))

            def test_old_only():
                assert kind() == "old"
        """
    },
    "third_party_family": {
        "test_third_party_family.py": """
            import family.util.inner
            from family.util import inner

            def test_family():
                assert family.util.inner is inner
                assert family.NAME == "old"
        """
    },
    "third_party_holder": {
        "conftest.py": """
            import bystander
            import holder
        """,
        "test_third_party_holder.py": """
            import bought
            import holder
            from holder import HELD, Holder

            def test_holder(record_property):
                record_property("saw", (HELD, Holder.kind(), bought.NAME))
                assert HELD == bought.NAME == "new"
        """,
    },
}


def _of_mode(mode: str) -> Batch:
    return Batch(mode, (f"--import-mode={mode}",), PRODUCT, SETTINGS)


IMPORTLIB = _of_mode("importlib")
MODE_BATCHES = (_of_mode("prepend"), _of_mode("append"), IMPORTLIB)

ROWS = (
    *(Row(name, tree(it), batch) for batch in MODE_BATCHES for name, it in ANY_MODE.items()),
    Row("same_names", tree(SAME_NAMES), IMPORTLIB),
    *(Row(name, tree(sources), INSTALLED) for name, sources in FROM_SITE.items()),
)
