"""Commands of a shell text, as a shell would see them."""

from __future__ import annotations

import pytest

from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.shell_words import shell_commands


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("a b", [["a", "b"]], id="words"),
        pytest.param("a 'b c' \"d e\"", [["a", "b c", "d e"]], id="quotes"),
        pytest.param('a "b \\"c\\" d"', [["a", 'b "c" d']], id="escaped quotes"),
        pytest.param("a b\\ c", [["a", "b c"]], id="escaped blank"),
        pytest.param("a'b'\"c\"d", [["abcd"]], id="glued"),
        pytest.param("a # b", [["a"]], id="comment"),
        pytest.param("a b#c", [["a", "b#c"]], id="no comment"),
        pytest.param("a \\\n  b", [["a", "b"]], id="continued"),
        pytest.param("a; b && c || d | e &", [["a"], ["b"], ["c"], ["d"], ["e"]], id="lists"),
        pytest.param("if a; then b; fi", [["a"], ["b"]], id="reserved words"),
        pytest.param("f() { a; }", [["f"], ["a"]], id="function"),
        pytest.param("a $(b c) d", [["a", "$(b c)", "d"], ["b", "c"]], id="substitution"),
        pytest.param('a "x $(b) y"', [["a", "x $(b) y"], ["b"]], id="quoted substitution"),
        pytest.param("a `b c`", [["a", "`b c`"], ["b", "c"]], id="backquotes"),
        pytest.param("a ${B:-c d} e", [["a", "${B:-c d}", "e"]], id="expansion"),
        pytest.param("a > b 2>&1 c", [["a", "c"]], id="redirections"),
        pytest.param("a <<E\nx y\nE\nb", [["a"], ["b"]], id="here-document"),
        pytest.param("a <<-'E' | b\n\tx\n\tE\nc", [["a"], ["b"], ["c"]], id="indented end"),
        pytest.param("a <<< 'b c'", [["a"]], id="here-string"),
        pytest.param("a 'b", [["a", "b"]], id="quote that does not end"),
        pytest.param("a $(b", [["a", "$(b"], ["b"]], id="bracket that does not end"),
        pytest.param("((1 > 2))\na", [["a"]], id="arithmetic"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_words(text: str, words: list[list[str]]) -> None:
    found = [[word.text for word in one.words] for one in shell_commands(Excerpt.of(text))]
    assert [one for one in found if one] == words


def test_here_document_knows_its_place() -> None:
    (command,) = shell_commands(Excerpt.of("cat > f <<END\nA=b\nEND\n"))
    assert [target.text for target in command.targets] == ["f"]
    (document,) = command.here
    assert document.text is not None
    assert document.text.text == "A=b\n"
    assert document.text.span(0, 1).line == 2
