"""Classes that can be neither hashed nor compared, which a metaclass may decide."""

from __future__ import annotations

from tests.plugin.conformance.product import PRODUCT, SETTINGS
from tests.plugin.conformance.row import Batch, Row, tree

REFUSING = """
class Refusing(type):
    __hash__ = None

    def __eq__(self, other):
        raise TypeError("not to be compared")
"""

HOSTILE = Batch(
    "hostile",
    files=PRODUCT,
    settings=SETTINGS,
    site=tree(
        {
            "hostile.py": REFUSING
            + """
class Shared(metaclass=Refusing):
    limit = 1
    held = None

Shared.held = Shared()
OBJECT = Shared()
OBJECTS = [OBJECT, {"one": OBJECT}]
VALUE = 1
""",
            "unwilling.py": REFUSING
            + """
class Shared(metaclass=Refusing):
    limit = 1

    def get(self):
        return "got"

OBJECT = Shared()
""",
        }
    ),
)

SOURCES = {
    "refusing_classes": {
        "refusing_helper.py": REFUSING
        + """
import hostile
import product
import unwilling

class Own(product.Controller, metaclass=Refusing):
    pass

class Derived(hostile.Shared):
    held = Own()

OBJECT = Own()
hostile.Shared.engine = Own
hostile.Shared.object = OBJECT
hostile.Shared.limit = len(product.VALUES)
hostile.OBJECT.engine = OBJECT
hostile.VALUE = product.NAME
unwilling.Shared.limit = len(product.VALUES)
unwilling.Shared.get = lambda self, name=product.NAME: name
""",
        "test_refusing_classes.py": """
            import hostile
            import product
            import unwilling
            from refusing_helper import OBJECT, Derived, Own

            def test_held(record_property):
                record_property("saw", [hostile.VALUE, hostile.Shared.limit, OBJECT.name])
                record_property("shared", [unwilling.Shared.limit, unwilling.OBJECT.get()])
                assert hostile.Shared.engine is Own is type(hostile.Shared.object)
                assert hostile.OBJECT.engine is OBJECT and type(Derived.held) is Own

            def test_changed(monkeypatch):
                monkeypatch.setattr(hostile.Shared, "limit", OBJECT)
                monkeypatch.setattr(hostile, "OBJECT", Own())
                hostile.Shared.later = Own()

            def test_as_before():
                assert hostile.Shared.limit == 3
                assert type(hostile.Shared.later) is Own
        """,
    },
}

ROWS = tuple(Row(name, tree(sources), HOSTILE) for name, sources in SOURCES.items())
