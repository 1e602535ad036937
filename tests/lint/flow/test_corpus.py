"""What is done for the files of a corpus ahead is what would be done later."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from migration_lint.files.source import in_memory
from migration_lint.flow.code.corpus import Ahead, Corpus, Search, parsed_ahead, words_naming

FILES = [
    in_memory("pkg/__init__.py", b"from pkg import held"),
    in_memory("pkg/held.py", b"import af_engine_legacy"),
    in_memory("user.py", b"from pkg.held import x"),
    in_memory("upheld.py", b"upheld = 1"),
    in_memory("broken.py", b"held = ("),
]
EMBEDDED = [in_memory("doc.md::python", b"import pkg.held"), in_memory("b.md::python", b"held_up")]


def test_a_module_is_named_by_the_last_part_of_its_name() -> None:
    files = [in_memory(path, b"") for path in ("a/b.py", "a/__init__.py", "b.pyi", "c.d.py")]
    assert words_naming(files) == [b"b", b"a", b"c.d"]


@pytest.mark.parametrize("words", [[], [b"held"], [b"held", b"pkg"]], ids=str)
def test_what_was_looked_for_ahead_is_had_with_the_files_that_came_later(
    words: list[bytes],
) -> None:
    plain = Corpus([*FILES, *EMBEDDED])
    ahead = Ahead(parsed_ahead(FILES), FILES, Search(FILES, words).finish)
    quick = Corpus([*FILES, *EMBEDDED], ahead=ahead)
    for word in (b"held", b"pkg", b"x", b"nowhere"):
        assert quick.having(word, b"pkg") == plain.having(word, b"pkg")
    assert plain.having(b"held") == ["pkg/__init__.py", "user.py", "broken.py", "doc.md::python"]


def test_the_files_are_not_searched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def search(_: Corpus, words: Sequence[bytes]) -> dict[bytes, list[str]]:
        raise AssertionError(words)

    corpus = Corpus(FILES, ahead=Ahead({}, FILES, Search(FILES, [b"held"]).finish))
    monkeypatch.setattr(Corpus, "_search", search)
    assert "user.py" in corpus.having(b"held", b"pkg")
    with pytest.raises(AssertionError, match="pkg"):
        corpus.having(b"pkg")


def test_what_is_parsed_ahead_is_what_would_be_parsed() -> None:
    files = [in_memory("a.py", b"x = 1"), in_memory("broken.py", b"x = (")]
    parsed = parsed_ahead(files)
    assert list(parsed) == ["a.py"]
    corpus = Corpus(files, ahead=Ahead(parsed, files, dict))
    assert corpus.parsed("a.py") is parsed["a.py"]
    with pytest.raises(SyntaxError):
        corpus.parsed("broken.py")


def test_what_names_something_is_searched_once_for_all_where_it_is_asked_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    searched: list[bytes] = []
    search = Corpus._search

    def counted(corpus: Corpus, words: Sequence[bytes]) -> dict[bytes, list[str]]:
        searched.extend(words)
        return search(corpus, words)

    monkeypatch.setattr(Corpus, "_search", counted)
    corpus = Corpus(FILES)
    for _ in range(9):
        assert corpus.naming([b"upheld", b"pkg"], ["user.py", "upheld.py", "broken.py"]) == [
            "user.py",
            "upheld.py",
        ]
        assert corpus.naming([b"nowhere"], ["user.py"]) == []
    assert sorted(searched) == [b"nowhere", b"pkg", b"upheld"]
