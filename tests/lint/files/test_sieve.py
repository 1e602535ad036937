"""The first look, which is quick, lets pass what a plain and slow look at each file does."""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path

import pytest

from migration_lint.diagnostic import Diagnostic
from migration_lint.files import sieve
from migration_lint.files.sieve import DAMAGED, FLOWS, NAMED, SPEAKS, TELLS, Sieve
from migration_lint.files.source import SourceFile, in_memory, on_disk
from migration_lint.progress import Progress
from migration_lint.project import Project, Settings
from migration_lint.runner.lint import lint
from migration_lint.selection import Selection
from tests.lint.test_forms import FORMS, Form

PROJECT = Project(Path("/"), None, Settings())
EVERY_MARK = (NAMED, FLOWS, SPEAKS, DAMAGED, TELLS)


def corpus() -> list[SourceFile]:
    """The standard library with the forms among it, and files that are hard to tell apart."""
    library = Path(sysconfig.get_path("stdlib"))
    paths = [
        path.relative_to(library).as_posix()
        for path in sorted(library.rglob("*.py"))
        if "site-packages" not in path.parts
    ]
    files = [on_disk(str(library), path) for path in paths]
    planted = [
        in_memory(f"forms/{number}/{path}", text.encode())
        for number, form in enumerate(FORMS)
        for path, text in form.files.items()
    ]
    borders = [
        in_memory("borders/a.py", b"x = 'af_eng"),
        in_memory("borders/b.py", b"ine_legacy'"),
        in_memory("borders/empty.py", b""),
        in_memory("borders/conflict.py", b"<<<<<<< ours"),
        in_memory("borders/late.py", b"x = 1\nx = 1\n# coding: latin-1"),
        in_memory("borders/null.py", b"\0"),
        in_memory("borders/requirements.txt", b"flask\nAF-Engine.Legacy>=1"),
        in_memory("chart/values-old.yml", b"useModularEngine: false"),
        in_memory("borders/speaks.py", b"x = 1  # migration-lint: ignore"),
        in_memory("borders/cut.py", "ü".encode()[:1]),
        in_memory("borders/rest.py", "ü".encode()[1:]),
        in_memory("borders/large.py", b"x = 1\n" * 1_000_000 + b"import af_engine_legacy\n"),
    ]
    step = max(len(files) // len(planted), 1)
    for at, file in enumerate(planted):
        files.insert(at * (step + 1), file)
    return [*files, *borders]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_look_at_many_files_at_once_sees_what_a_look_at_each_does(jobs: int) -> None:
    files = corpus()
    first_look = Sieve(PROJECT, files, jobs)
    first_look.finish(Progress())
    slow = {file.path: first_look.marks_of(file.path, file.peek()) for file in files}
    for mark in EVERY_MARK:
        due = [path for path, marks in slow.items() if marks & mark]
        assert due
        assert [file.path for file in first_look.having(mark)] == due
    assert [file.size for file in files] == [len(file.peek()) for file in files]


def test_a_few_files_start_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a process for two files"))
    first_look = Sieve(PROJECT, [in_memory("a.py", b"import af_engine"), in_memory("b.py", b"")], 2)
    first_look.finish(Progress())
    assert [file.path for file in first_look.having(FLOWS)] == ["a.py"]


def test_files_that_need_several_buffers_are_all_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sieve, "ROOM_OF_ONE", 5)
    names = [f"{number}.py" for number in range(200)]
    files = [in_memory(name, b"x" * 9 + b"af_engine_legacy" * (at % 7)) for at, name in
             enumerate(names)]  # fmt: skip
    first_look = Sieve(PROJECT, files, 1)
    first_look.finish(Progress())
    assert [file.path for file in first_look.having(NAMED)] == [
        name for at, name in enumerate(names) if at % 7
    ]


@pytest.mark.parametrize("form", [pytest.param(form, id=form.name) for form in FORMS])
def test_without_the_first_look_the_same_is_found(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = found_in(form)
    monkeypatch.setattr(
        Sieve, "having", lambda self, mark: self.python() if mark == FLOWS else self.files
    )
    assert found_in(form) == quick


def found_in(form: Form) -> tuple[Diagnostic, ...]:
    sources = [in_memory(path, text.encode()) for path, text in form.files.items()]
    return lint(PROJECT, sources, Selection(1)).diagnostics
