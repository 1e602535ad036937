"""What a signature takes, and what would break between two of them."""

from __future__ import annotations

import ast

import pytest

from migration_lint.flow.code.signatures import Signature, differences, of_function


@pytest.mark.parametrize(
    ("control", "candidate", "expected"),
    [
        ("(a)", "(a)", []),
        ("(context='')", "(text='')", [
            "old accepts `context` by keyword, new does not",
            "new accepts `text` by keyword, old does not",
        ]),
        ("(a=1)", "(a)", ["old can be called without `a`, new cannot"]),
        ("(a)", "(a, b)", [
            "old can be called without `b`, new cannot",
            "new accepts `b` by keyword, old does not",
            "new accepts 2 positional arguments, old 1",
        ]),
        ("(**more)", "(*, b, **more)", ["old can be called without `b`, new cannot"]),
        ("(*args)", "()", ["old accepts any further positional arguments, new does not"]),
        ("(a, /)", "(a)", ["new accepts `a` by keyword, old does not"]),
        ("(a, b)", "(b, a)", ["`a` stands at another position in new than in old"]),
    ],
)  # fmt: skip
def test_differences_are_worded_by_what_breaks(
    control: str, candidate: str, expected: list[str]
) -> None:
    assert list(differences(_signature(control), _signature(candidate), ("old", "new"))) == expected


@pytest.mark.parametrize(
    ("signature", "positional", "keywords", "expected"),
    [
        ("(a)", 1, (), None),
        ("(a)", 0, ("a",), None),
        ("(a)", 0, (), "needs `a`"),
        ("(a)", 2, (), "takes at most 1 positional, 2 given"),
        ("()", 1, (), "takes no positional argument, 1 given"),
        ("(a)", 1, ("a",), "gets `a` twice"),
        ("(a)", 1, ("b",), "has no parameter `b`"),
        ("(a, /)", 0, ("a",), "has no parameter `a`"),
        ("(a, **more)", 1, ("b",), None),
        ("(*args, key)", 3, (), "needs `key`"),
        ("(*args, key=1)", 3, (), None),
    ],
)
def test_a_call_is_bound_as_python_binds_it(
    signature: str, positional: int, keywords: tuple[str, ...], expected: str | None
) -> None:
    assert _signature(signature).problem(positional, keywords) == expected


def _signature(text: str) -> Signature:
    function = ast.parse(f"def f{text}: ...").body[0]
    assert isinstance(function, ast.FunctionDef)
    return of_function(function, bound=False)
