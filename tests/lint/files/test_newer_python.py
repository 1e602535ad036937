"""A file for a newer Python is told from a broken one, without libcst where nothing is newer."""

from __future__ import annotations

import sys

import pytest

from migration_lint.files.newer_python import is_newer_python

NEWER = {
    "try:\n    pass\nexcept* A:\n    pass\n": (3, 11),
    "x[*a]\n": (3, 11),
    "def f(*a: *T): pass\n": (3, 11),
    "x = rf'{a['b']}'\n": (3, 12),
    "type X = int\n": (3, 12),
    "def f[T](): pass\n": (3, 12),
    "class A[*Ts]: pass\n": (3, 12),
    "class A[T = int]: pass\n": (3, 13),
    "type X[T = int] = T\n": (3, 13),
    "x = t'{a}'\n": (3, 14),
    "try:\n    pass\nexcept A, B:\n    pass\n": (3, 14),
    "lazy import a\n": (3, 15),
    "x = [*a for a in b]\n": (3, 15),
}
OLD = ["print 'x'\n", "exec 'x' in y\n", "x = 0777\n", "raise A, 'b'\n", "x = (\n", "a <> b\n"]


@pytest.mark.parametrize("code", NEWER)
def test_newer_syntax(code: str) -> None:
    assert is_newer_python(code.encode()) or NEWER[code] <= sys.version_info


@pytest.mark.parametrize("code", OLD)
def test_what_is_older_or_broken_is_told_without_libcst(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "libcst", None)
    assert not is_newer_python(code.encode())
