"""Variables of a script, put in where it uses them."""

from __future__ import annotations

import pytest

from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.shell_variables import Variables
from migration_lint.readers.shell_words import shell_commands


def ways_of_last(text: str) -> list[list[str]]:
    variables = Variables()
    for command in shell_commands(Excerpt.of(text)):
        ways = variables.expanded(command)
        variables.learn(command.words)
    return [[word.text for word in way] for way in ways]


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        pytest.param("A=b\nc $A", [["c", "b"]], id="plain"),
        pytest.param("A=b\nc x${A}y", [["c", "xby"]], id="in braces, inside a word"),
        pytest.param("export A=b\nc $A$A", [["c", "bb"]], id="twice in a word"),
        pytest.param("A=b\nA=c\nd $A", [["d", "b"], ["d", "c"]], id="either value"),
        pytest.param("for a in b c; do d $a; done", [["d", "b"], ["d", "c"]], id="loop"),
        pytest.param("c ${A:-b}", [["c", "b"]], id="default of an unknown one"),
        pytest.param("c X=${A:-b}", [["c", "X=${A:-b}"]], id="default in a setting"),
        pytest.param("A=$B\nc $A", [["c", "$A"]], id="of another one"),
        pytest.param("A=b c\nd $A", [["d", "$A"]], id="for one command alone"),
    ],
)
def test_values_are_put_in(text: str, ways: list[list[str]]) -> None:
    assert ways_of_last(text) == ways


def test_it_stays_small_and_shallow() -> None:
    loop = f"for a in {' '.join(map(str, range(1000)))}; do "
    assert len(ways_of_last(f"{loop}b {'$a' * 20} {'$a ' * 20}; done")) == 8
    assert ways_of_last(f"A=b\nc {'$A' * 5000}") == [["c", "$A" * 5000]]


def test_a_value_stands_where_it_is_used() -> None:
    variables = Variables()
    first, last = shell_commands(Excerpt.of("A=bcd\ne x$A"))
    variables.learn(first.words)
    word = variables.expanded(last)[0][1]
    span = word.span(1)
    assert (span.line, span.column, span.end_column) == (2, 4, 6)
