"""Seeded: vacuous tests. They pass on both engines because they run neither."""

import pytest
from mission_ids import is_mission_id, short
from rollout import stable_should_use_modular


@pytest.mark.parametrize("name", ["mission_829fd261", "mission_00000000"])
def test_names_of_missions(name):
    assert is_mission_id(name)


@pytest.mark.parametrize("name", ["", "mission_", "mission_829FD261", "mission_829fd261\n"])
def test_other_names(name):
    assert not is_mission_id(name)


def test_short_name():
    assert short("mission_829fd261") == "829f"


def test_share_of_the_rollout():
    chosen = sum(stable_should_use_modular(f"mission_{n:08x}", 50) for n in range(2000))
    assert 900 < chosen < 1100
