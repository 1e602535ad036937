"""Where the language keeps what it was given once: classes, caches, annotations, references."""

from __future__ import annotations

from tests.plugin.conformance.product import MAIN
from tests.plugin.conformance.row import Row, tree

SOURCES = {
    "classes_of_one_engine": {
        "described.py": """
            import abc

            class Lazy:
                def __init__(self, value):
                    self.value = value

                def __get__(self, instance, owner):
                    return self.value

            class Part:
                pass
        """,
        **{
            f"only_{name}.py": f"""
                import abc
                import described

                class Holder:
                    name = described.Lazy("{name}")

                class Kind(abc.ABC):
                    pass

                Kind.register(described.Part)
            """
            for name in ("old", "new")
        },
        "test_classes_of_one_engine.py": """
            import importlib
            import described
            import product

            own = importlib.import_module(f"only_{product.NAME}")

            def test_attribute():
                assert own.Holder.name == "old"

            def test_registration(record_property):
                record_property("saw", product.NAME)
                assert issubclass(described.Part, own.Kind)
        """,
    },
    "dataclass_defaults": {
        "test_dataclass_defaults.py": """
            from dataclasses import dataclass, field, replace
            from product import NAME, VALUES, Controller

            @dataclass(frozen=True)
            class Settings:
                name: str = NAME
                values: list = field(default_factory=lambda: [*VALUES])
                maker: type = Controller

            def test_defaults(record_property):
                settings = replace(Settings())
                record_property("saw", (settings.name, settings.values, settings.maker.name))
        """
    },
    "caches": {
        "remembering.py": """
            from functools import cached_property, lru_cache
            import product

            @lru_cache(maxsize=None)
            def controller():
                return product.Controller()

            class Holder:
                @cached_property
                def controller(self):
                    return controller()

            HOLDER = Holder()
        """,
        "test_caches_first.py": """
            from remembering import HOLDER, controller

            def test_first():
                assert HOLDER.controller is controller()
                assert controller().name == "old"
        """,
        "test_caches_second.py": """
            import product
            from remembering import controller

            def test_second(record_property):
                record_property("saw", (controller().name, controller.cache_info().misses))
                assert type(controller()) is product.Controller
        """,
    },
    "enums": {
        "test_enums.py": """
            import enum
            import pickle
            import pytest
            import product

            class Kind(enum.Enum):
                ENGINE = product.NAME
                VALUES = tuple(product.VALUES)

            @pytest.mark.parametrize("kind", list(Kind))
            def test_kind(kind, record_property):
                record_property("saw", kind.value)
                assert pickle.loads(pickle.dumps(kind)) is kind
        """
    },
    "class_making": {
        "test_class_making.py": """
            import product

            class Meta(type):
                made_on = {}

                def __new__(meta, name, bases, members):
                    meta.made_on[name] = product.NAME
                    return super().__new__(meta, name, bases, members)

            class Descriptor:
                def __set_name__(self, owner, name):
                    owner.named_on = product.NAME

                def __get__(self, instance, owner):
                    return product.Controller().name

            class Made(product.Controller, metaclass=Meta):
                described = Descriptor()

                def __init_subclass__(cls):
                    cls.inherited_on = product.NAME

            class Derived(Made):
                pass

            def test_made():
                assert Meta.made_on == {"Made": "old", "Derived": "old"}

            def test_described():
                assert Made.named_on == Made.described == Derived.inherited_on == "new"

            def test_known_once():
                mine = [it for it in product.Controller.__subclasses__() if it.__name__ == "Made"]
                assert mine == [Made]
        """
    },
    "forward_references": {
        "test_forward_references.py": """
            import typing
            import product
            from product import Controller

            def given(some: typing.List["Controller"]) -> typing.Optional["Controller"]: ...

            class Recursive:
                inner: typing.Dict[str, "Recursive"]

            def test_hints(record_property):
                record_property("product", product.NAME)
                hints = typing.get_type_hints(given)
                assert hints["some"].__args__[0] is Controller is hints["return"].__args__[0]
                assert typing.get_type_hints(Recursive)["inner"].__args__[1] is Recursive

            def test_hints_again():
                assert typing.get_type_hints(given)["some"].__args__[0] is Controller
                assert typing.List["Controller"] == given.__annotations__["some"]
        """,
    },
    "annotations": {
        "test_annotations.py": """
            from __future__ import annotations
            import collections
            import functools
            import typing
            import product
            from product import Controller

            Pair = collections.namedtuple("Pair", "controller name")
            PAIR = Pair(Controller(), product.NAME)
            PLAN = functools.partial(Controller.update_stage, Controller(), "plan")

            @typing.runtime_checkable
            class Updates(typing.Protocol):
                def update_stage(self, new_stage): ...

            def annotated(one: Controller, two: "product.Controller") -> typing.Optional[Pair]: ...

            def test_hints():
                hints = typing.get_type_hints(annotated)
                assert hints["one"] is hints["two"] is product.Controller
                assert hints["one"].name == "old"

            def test_protocol():
                assert isinstance(PAIR.controller, Updates)
                assert (PAIR.name, PLAN()) == ("new", "new:plan")

            @functools.singledispatch
            def kind_of(it):
                return "something"

            @kind_of.register
            def _(it: Controller):
                return product.NAME

            def test_dispatch():
                assert kind_of(Controller()) == "old"
        """
    },
    "suspended": {
        "test_suspended.py": """
            import asyncio
            import contextlib
            import contextvars
            import product

            def names():
                while True:
                    yield product.Controller().name

            NAMES = names()
            FIRST = next(NAMES)
            VARIABLE = contextvars.ContextVar("variable", default=product.NAME)

            @contextlib.contextmanager
            def engine():
                yield product.NAME

            async def coroutine():
                return product.NAME

            def test_generator():
                assert FIRST == next(NAMES) == "old"

            def test_context():
                with engine() as name:
                    assert name == "new"

            def test_coroutine():
                assert asyncio.run(coroutine()) == "old"

            def test_variable():
                VARIABLE.set(f"set on {VARIABLE.get()}")

            def test_variable_stays():
                assert VARIABLE.get() == "set on new"
        """
    },
    "weak_references": {
        "test_weak_references.py": """
            import gc
            import weakref
            import product

            KNOWN = weakref.WeakValueDictionary()

            def test_dies(record_property):
                KNOWN["it"] = product.Controller()
                gc.collect()
                assert not KNOWN
                record_property("saw", product.NAME)
        """
    },
    "circular_lazily": {
        "first_of_two.py": """
            def partner():
                import second_of_two
                return second_of_two

            from product import NAME
        """,
        "second_of_two.py": """
            import first_of_two

            NAME = first_of_two.NAME
        """,
        "test_circular_lazily.py": """
            import first_of_two

            def test_partner():
                assert first_of_two.partner().first_of_two is first_of_two
                assert first_of_two.partner().NAME == "old"
        """,
    },
}

ROWS = tuple(Row(name, tree(sources), MAIN) for name, sources in SOURCES.items())
