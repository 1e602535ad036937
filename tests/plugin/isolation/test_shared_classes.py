"""What an engine leaves on classes that all engines share, and is registered with them."""

from __future__ import annotations

import abc
import sys
from importlib.machinery import ExtensionFileLoader
from types import ModuleType
from typing import Any

import pytest

from pytest_engine_rollout.comparison.inspection import mro
from pytest_engine_rollout.isolation.importing.extensions import names_in_classes
from pytest_engine_rollout.isolation.layers.imprints import all_classes, lift, press
from pytest_engine_rollout.isolation.layers.registrations import renew, withdraw
from tests.plugin.isolation.conftest import Run


def test_imprints_are_lifted_and_pressed() -> None:
    class Note:
        __module__ = "an_engine.notes"

    class Shared:
        plain = 1

    note = Note()
    Shared.note = note  # type: ignore[attr-defined]  # what an engine does at run time
    imprints = lift(all_classes(), {"an_engine.notes"})
    assert imprints == [(Shared, "note", note)]
    assert not hasattr(Shared, "note")
    press(imprints)
    assert Shared.note is note  # type: ignore[attr-defined]  # as above


def test_classes_in_c_may_leave_out_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = ModuleType("an_engine._speedups")
    compiled.__loader__ = ExtensionFileLoader("an_engine._speedups", "/x.so")
    compiled.__file__ = "/x.so"
    modules = {"an_engine._speedups": compiled, "an_engine.notes": ModuleType("an_engine.notes")}
    assert names_in_classes(modules) == {*modules, "_speedups"}
    monkeypatch.setitem(sys.modules, "_speedups", ModuleType("_speedups"))
    assert names_in_classes(modules) == {*modules}


def test_classes_that_guard_themselves_are_no_obstacle() -> None:
    class Guard(type):
        def __getattribute__(cls, name: str) -> Any:
            raise RuntimeError("do not touch")

    class Guarded(metaclass=Guard):
        __module__ = "guarded_engine"

    class Unhashable:
        __module__: Any = []  # noqa: RUF012 - a class can hold anything there

    assert lift(all_classes(), {"guarded_engine"}) == []
    assert [type(Guarded), type(Unhashable)] == [Guard, type]


def test_abstract_classes_know_the_classes_of_one_engine(
    pytester: pytest.Pytester, run: Run
) -> None:
    pytester.makepyfile(
        """
        import abc
        from collections.abc import Mapping
        from product import NAME, Controller

        class Passes(dict):
            name = NAME

        Mapping.register(Controller)

        def known():
            registered, passed, *_ = abc._get_dump(Mapping)
            classes = [reference() for reference in {*registered, *passed}]
            return {kind.name for kind in classes if hasattr(kind, "name")}

        def test_registered():
            assert issubclass(Controller, Mapping) and issubclass(Passes, Mapping)
            assert known() == {NAME}

        def test_still_registered():
            assert issubclass(Controller, Mapping)
            assert known() == {NAME}
        """
    )
    run().assert_outcomes(passed=4)


def test_registrations_are_withdrawn_and_renewed() -> None:
    class Shared(metaclass=abc.ABCMeta):  # noqa: B024 - it only keeps a register
        pass

    class Other:
        pass

    class Own:
        __module__ = "an_engine.classes"

    for kind in (Other, Own):
        Shared.register(kind)
    withdrawn = withdraw([Shared, Other, Own], {"an_engine.classes"})
    assert withdrawn == [(Shared, Own)]
    assert issubclass(Other, Shared)
    assert not issubclass(Own, Shared)
    renew(withdrawn)
    assert issubclass(Own, Shared)


def test_class_that_is_not_ready_yet_has_no_order() -> None:
    seen = []

    class Looking(type):
        def mro(cls) -> list[type]:
            seen.append(mro(cls))
            return super().mro()

    class Made(metaclass=Looking):
        pass

    assert (seen, mro(Made)) == ([()], (Made, object))
