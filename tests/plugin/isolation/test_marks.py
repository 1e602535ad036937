"""The marks `engines` and `engine_gap`: what they say is checked before anything runs."""

from __future__ import annotations

import pytest

from tests.plugin.isolation.conftest import Run, errors


def test_runs_on_the_engines_named_only(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile(
        """
        import unittest
        import pytest
        import product

        @pytest.mark.engines("old")
        def test_old(): assert product.NAME == "old"

        @pytest.mark.engines("old", "new")
        def test_both(): pass

        @pytest.mark.engines("new")
        class TestCase(unittest.TestCase):
            def test_new(self): assert product.NAME == "new"

            @pytest.mark.engines("old")
            def test_closest_mark_decides(self): assert product.NAME == "old"
        """
    )
    result = run("-v")
    result.assert_outcomes(passed=5)
    result.stdout.no_fnmatch_line("*test_old?new*")


@pytest.mark.parametrize(
    ("mark", "mistakes"),
    [
        pytest.param(
            'engines("odl")',
            ["mark engines: unknown engine 'odl'; choose from old, new"],
            id="unknown-engine",
        ),
        pytest.param(
            "engines()", ["mark engines names no engine; choose from old, new"], id="no-engine"
        ),
        pytest.param(
            'engine_gap("nwe", kind="notyet", reason="r")',
            ["mark engine_gap: unknown engine 'nwe'; choose from old, new"],
            id="gap-of-unknown-engine",
        ),
        pytest.param(
            'engine_gap("new", kind="later", rason="r")',
            [
                "mark engine_gap: unknown kind 'later'; choose from notimpl, notyet, never",
                "mark engine_gap: give raises or reason",
                (
                    "mark engine_gap: unknown argument 'rason'; "
                    "choose from kind, raises, reason, issue"
                ),
            ],
            id="two-mistakes",
        ),
    ],
)
def test_mistakes_stop_the_run(
    pytester: pytest.Pytester, run: Run, mark: str, mistakes: list[str]
) -> None:
    pytester.makepyfile(test_a=f"import pytest\n@pytest.mark.{mark}\ndef test_it(): pass")
    result = run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.assert_outcomes()
    assert errors(result).splitlines()[: len(mistakes)] == [
        f"ERROR: test_a.py::test_it: {mistake}" for mistake in mistakes
    ]
