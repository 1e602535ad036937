"""Threads that are started past `threading` tell of themselves."""

from __future__ import annotations

import _thread
from collections.abc import Callable, Iterator
from queue import Queue

import pytest

from pytest_engine_rollout.watch.raw_threads import hear

PATIENCE = 10  # seconds


@pytest.fixture
def heard() -> Queue[int]:
    """The threads heard of."""
    return Queue()


@pytest.fixture
def stop(heard: Queue[int]) -> Iterator[Callable[[], None]]:
    """Ends the hearing."""
    stop = hear(lambda: heard.put(_thread.get_ident()))
    yield stop
    stop()


@pytest.mark.usefixtures("stop")
def test_thread_tells_before_it_does_anything(heard: Queue[int]) -> None:
    done: Queue[tuple[bool, int, str]] = Queue()

    def work(thing: str, *, more: str) -> None:
        done.put((heard.empty(), _thread.get_ident(), thing + more))

    _thread.start_new_thread(work, ("a",), {"more": "b"})

    assert done.get(timeout=PATIENCE) == (False, heard.get(timeout=PATIENCE), "ab")


def test_function_taken_in_the_meantime_works_and_tells_no_more(
    heard: Queue[int], stop: Callable[[], None]
) -> None:
    taken, done = _thread.start_new_thread, Queue[int]()
    stop()
    taken(done.put, (1,))

    assert done.get(timeout=PATIENCE) == 1
    assert heard.empty()
    assert _thread.start_new_thread is not taken


@pytest.mark.usefixtures("stop")
@pytest.mark.parametrize("arguments", [(), ("no function", ()), (print, "no tuple")])
def test_mistakes_are_those_of_the_original(arguments: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        _thread.start_new_thread(*arguments)  # type: ignore[call-overload]  # what is being tested
