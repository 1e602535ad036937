"""Names of missions.

>>> is_mission_id("mission_829fd261")
True
>>> is_mission_id("829fd261")
False
"""

import re

_PATTERN = re.compile(r"mission_[0-9a-f]{8}\Z")


def is_mission_id(text):
    return _PATTERN.match(text) is not None


def short(mission_id):
    return mission_id.removeprefix("mission_")[:4]
