"""The reader of console blocks, so that the pages' tests can be trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.console import Command, commands_of, matches, run

PAGE = """\
# A page

```console
$ echo one
one
$ true
```

```toml
$ = "not a command"
```

```console
$ printf 'a\\nb\\n'
…
b
```
"""


def test_commands_with_their_output(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")
    assert [*commands_of(page)] == [
        Command("echo one", "one"),
        Command("true", None),
        Command("printf 'a\\nb\\n'", "…\nb"),
    ]


def test_both_streams_are_shown(tmp_path: Path) -> None:
    assert run(Command("pwd; echo oops >&2", None), tmp_path) == f"{tmp_path}\noops\n"


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("one", "one\n", True),
        ("one", "two\n", False),
        ("one", "one\ntwo\n", False),
        ("in … s", "in 3.14 s\n", True),
        ("in … s", "in 3.14\n", False),
        ("…\nend", "a\nb\nend\n", True),
        ("…\nend", "a\nb\n", False),
        ("a.c", "abc\n", False),
    ],
)
def test_match(shown: str, printed: str, same: bool) -> None:
    assert matches(shown, printed) is same
