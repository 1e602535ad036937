"""A regular expression that is compiled when it is needed is as good as one that was before."""

from __future__ import annotations

import re

import pytest

from migration_lint.regex import regex


def test_it_gives_what_a_compiled_one_does() -> None:
    lazy, compiled = regex(r"(a)b", re.IGNORECASE), re.compile(r"(a)b", re.IGNORECASE)
    text = "xAB ab"
    assert lazy.findall(text) == compiled.findall(text)
    assert [str(found) for found in lazy.finditer(text)] == [
        str(found) for found in compiled.finditer(text)
    ]
    assert str(lazy.search(text)) == str(compiled.search(text))
    assert str(lazy.match(text, 1)) == str(compiled.match(text, 1))
    assert str(lazy.fullmatch("ab")) == str(compiled.fullmatch("ab"))
    assert lazy.sub(r"<\1>", text) == compiled.sub(r"<\1>", text)
    assert lazy.subn("", text) == compiled.subn("", text)
    assert lazy.split(text) == compiled.split(text)


def test_it_is_compiled_when_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    before = re.compile

    def compile_(source: str, flags: int) -> re.Pattern[str]:
        compiled.append(source)
        return before(source, flags)

    monkeypatch.setattr(re, "compile", compile_)
    lazy = regex(r"x")
    assert compiled == []
    assert lazy.match("x")
    assert lazy.search("ax")
    assert compiled == ["x"]


def test_it_has_nothing_else() -> None:
    assert not hasattr(regex(r"x"), "nothing")
