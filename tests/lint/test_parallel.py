"""Work that several processes share is done once and whole, whatever becomes of them."""

from __future__ import annotations

import os

import pytest

from migration_lint.parallel import Shared, Turns, all_apart, apart, taking_turns

SQUARES = [number * number for number in range(50)]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_all_is_done_and_comes_in_order(jobs: int) -> None:
    assert taking_turns(lambda number: number * number, 50, jobs) == SQUARES


def test_what_a_dead_process_leaves_is_done_here() -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != here:
            os._exit(1)
        return number * number

    assert taking_turns(work, 50, 3) == SQUARES


def test_the_other_processes_begin_at_once() -> None:
    reading, writing = os.pipe()
    turns = Turns(lambda number: os.write(writing, b"x") and number, 1000, 2)
    assert os.read(reading, 1) == b"x"
    assert turns.finish() == list(range(1000))
    os.close(reading)
    os.close(writing)


def test_what_a_busy_process_has_not_begun_is_done_here() -> None:
    reading, writing = os.pipe()

    def work(number: int) -> int:
        if number == 49:
            os.write(writing, b"x")
        return os.getpid()

    shared = Shared(work, 50)
    _, busy, taken = all_apart(os.getpid, lambda: os.read(reading, 1), shared.take, 2)
    assert shared.finish(taken) == [os.getpid()] * 50
    assert busy() == b"x"
    os.close(reading)
    os.close(writing)


@pytest.mark.parametrize("jobs", [1, 2])
def test_three_things_are_done_apart_and_each_can_be_had_first(jobs: int) -> None:
    first, second, third = all_apart(os.getpid, lambda: "x" * 1_000_000, lambda: None, jobs)
    assert (first() == os.getpid()) is (jobs == 1)
    assert second() == "x" * 1_000_000
    assert third() is None
    one, two, three = all_apart(lambda: 1, lambda: 2, lambda: 3, jobs)
    assert (three(), one(), two()) == (3, 1, 2)


def test_what_a_dead_helper_did_not_answer_is_done_here() -> None:
    here = os.getpid()

    def die() -> str:
        if os.getpid() != here:
            os._exit(1)
        return "done here"

    first, second, third = all_apart(os.getpid, die, os.getpid, 2)
    assert first() != here
    assert second() == "done here"
    assert third() == here
    assert apart(die, 2)() == "done here"
