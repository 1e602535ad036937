from __future__ import annotations

import pytest

from migration_lint.project import Settings
from migration_lint.project.digest import configuration_digest
from migration_lint.project.tables.gate import GateSettings


def test_the_digest_is_stable_within_one_configuration() -> None:
    assert configuration_digest(Settings()) == configuration_digest(Settings())
    assert configuration_digest(Settings()).startswith("sha256:")


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        pytest.param(Settings(flag="OTHER"), False, id="flag"),
        pytest.param(Settings(engines={}), False, id="engines"),
        pytest.param(Settings(phase=3), True, id="phase"),
        pytest.param(Settings(gate=GateSettings(cohort="x")), True, id="gate"),
    ],
)
def test_what_changes_the_digest(changed: Settings, *, same: bool) -> None:
    assert (configuration_digest(changed) == configuration_digest(Settings())) is same
