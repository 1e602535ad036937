"""The product of the rows: a package with two engines behind the flag `PRODUCT_ENGINE`."""

from __future__ import annotations

from tests.plugin.conformance.row import Batch, tree

ENGINES = ("old", "new")
FLAG = "PRODUCT_ENGINE"

SETTINGS = """
flag = "PRODUCT_ENGINE"
flag_values = { true = ["new"], false = ["old"] }
control = "old"
candidate = "new"
isolate = ["product"]
entry = "product:Controller"

[engines.old]
controller = "product.old:Controller"
env = { PRODUCT_ENGINE = "old" }

[engines.new]
controller = "product.new:Controller"
env = { PRODUCT_ENGINE = "new" }
"""

_ENGINE = '''
from product.base import Base

NAME = "{name}"
VALUES = {values}


class Controller(Base):
    """A controller.

    >>> Controller().name
    'old'
    """

    name = NAME

    def update_stage(self, new_stage):
        return f"{{self.name}}:{{new_stage}}"

    def build_rd_prompt(self, context=""):
        return f"{{self.name}} prompt {{context}}"

    def process_response(self, response):
        return {{"engine": self.name, "response": response}}


def tag(*arguments):
    """A decorator that leaves the engine's name on what it decorates."""
    def mark(target):
        target.tag = (NAME, *arguments)
        return target
    return mark


class EngineError(Exception):
    engine = NAME
'''

PRODUCT = tree(
    {
        "product/base.py": """
        REGISTRY = []


        class Base:
            name = "base"

            def __init_subclass__(cls, **kwargs):
                super().__init_subclass__(**kwargs)
                REGISTRY.append(cls.__module__)

            def __eq__(self, other):
                return type(self) is type(other)

            __hash__ = object.__hash__
    """,
        "product/old.py": _ENGINE.format(name="old", values=[1, 2, 3]),
        "product/new.py": _ENGINE.format(name="new", values=[1, 2, 30, 4]),
        "product/__init__.py": """
        import logging
        import os

        if os.environ.get("PRODUCT_ENGINE", "old") == "new":
            from product.new import NAME, VALUES, Controller, EngineError, tag
        else:
            from product.old import NAME, VALUES, Controller, EngineError, tag

        LOG = logging.getLogger("product")
        LOG.addHandler(logging.NullHandler())
    """,
        "product/sub.py": """
        from product import NAME

        LABEL = f"sub of {NAME}"


        def describe():
            import product
            return f"{product.NAME} described by {LABEL}"
    """,
        "product/deep/__init__.py": """
        from . import leaf
        from ..sub import LABEL
    """,
        "product/deep/leaf.py": """
        from .. import Controller

        class Leaf(Controller):
            pass
    """,
        "product/shadow/__init__.py": """
        from product.shadow.simplify import simplify
    """,
        "product/shadow/simplify.py": """
        from product import NAME

        def simplify():
            return NAME
    """,
    }
)

BROKEN = Batch("broken", files=PRODUCT, settings=SETTINGS)
MAIN = Batch("main", ("--continue-on-collection-errors",), files=PRODUCT, settings=SETTINGS)
