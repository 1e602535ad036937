"""Break one method of an engine, to see which tests notice."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from pytest_engine_rollout.comparison import inspection
from pytest_engine_rollout.controllers import controller_class
from pytest_engine_rollout.reruns.options import SabotageTarget
from pytest_engine_rollout.session import RolloutSession


class SabotageError(Exception):
    """Raised by a method that was broken on purpose."""


class UnbreakableError(Exception):
    """A method that cannot be replaced; the message says why."""


@contextmanager
def sabotaged(rollout: RolloutSession, target: SabotageTarget) -> Iterator[list[None]]:
    """Enter the engine's world and make a method of its controller raise.

    Yields:
        A list that grows with each call of the broken method.

    Raises:
        UnbreakableError: The controller is of an extension module, or refuses to be changed.
    """
    engine = rollout.worlds.engines[target.engine]
    rollout.worlds.enter(engine)
    controller = controller_class(engine)
    own = target.method in vars(controller)
    before = inspection.class_attribute(controller, target.method)
    calls: list[None] = []
    try:
        setattr(controller, target.method, _broken(target, before, calls))
    except (AttributeError, TypeError) as problem:
        raise UnbreakableError(f"{target} cannot be broken: {problem}") from None
    try:
        yield calls
    finally:
        if own:
            setattr(controller, target.method, before)
        else:
            delattr(controller, target.method)


def _broken(target: SabotageTarget, original: object, calls: list[None]) -> Any:
    """A method of the same kind as the original (a coroutine, a generator, ...) that raises."""

    def fail() -> NoReturn:
        calls.append(None)
        raise SabotageError(f"{target} was broken by --engine-sabotage")

    def method(*_: object, **__: object) -> None:
        fail()

    async def coroutine(*_: object, **__: object) -> None:
        fail()

    def generator(*_: object, **__: object) -> Iterator[None]:
        yield fail()

    async def stream(*_: object, **__: object) -> AsyncIterator[None]:
        yield fail()

    kinds = {
        inspect.iscoroutinefunction: coroutine,
        inspect.isgeneratorfunction: generator,
        inspect.isasyncgenfunction: stream,
    }
    function: Any = getattr(original, "__func__", original)
    made: Any = next((made for is_one, made in kinds.items() if is_one(function)), method)
    made.__name__ = target.method
    return made
