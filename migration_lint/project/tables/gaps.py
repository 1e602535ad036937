"""The tables `[[tool.engine_rollout.gaps]]`: known gaps of engines, listed beside the tests."""

from __future__ import annotations

from migration_lint.project.checks import one_of, text
from migration_lint.project.settings import SettingsTable, setting

GAP_KINDS = ("notimpl", "notyet", "never")


class GapSettings(SettingsTable):
    """One test that an engine is known to fail, as the mark `engine_gap` says it in the code."""

    test: str = setting(text, "The exact id of the test, without the engine.", "")
    engine: str = setting(text, "The engine that has the gap.", "")
    kind: str = setting(
        one_of(*GAP_KINDS),
        "`notimpl`: we could do it; `notyet`: waiting for something else; `never`: by design.",
        "",
    )
    reason: str = setting(text, "Why; compulsory where `raises` is not given.", "")
    raises: str = setting(
        text, "The name of the exception that the test fails with: `KeyError`, `pkg.mod.Error`.", ""
    )
    issue: str = setting(text, "Where it is tracked.", "")


def complete_gap(gap: GapSettings) -> GapSettings:
    """The gap, if it says all that it must."""
    missing = [key for key in ("test", "engine", "kind") if not getattr(gap, key)]
    if missing:
        raise ValueError(f"a table with {', '.join(missing)}")
    if not gap.reason and not gap.raises:
        raise ValueError("a table with reason or raises")
    return gap
